/**
 * The five steps of connecting a district, and how far each is: one list for those who send files, one for those who are fetched
 * from. Decided from facts alone: nothing is ticked by hand.
 */

const sis = { id: 'sis', label: 'Your SIS', title: 'Which SIS do you use?' } as const;

const fileSteps = [
  sis,
  { id: 'sign-in', label: 'Sign-in details', title: 'How your SIS signs in' },
  { id: 'files', label: 'Files', title: 'Which files to send' },
  { id: 'upload', label: 'First upload', title: 'Send the files once' },
  { id: 'schedule', label: 'Schedule', title: 'When your files come' },
] as const;

const apiSteps = [
  sis,
  { id: 'account', label: 'Address and key', title: 'Where we fetch from' },
  { id: 'test', label: 'Test', title: 'Test the connection' },
  { id: 'first-pull', label: 'First pull', title: 'Fetch everything once' },
  { id: 'schedule', label: 'Schedule', title: 'When we fetch' },
] as const;

type FileStep = (typeof fileSteps)[number]['id'];
type ApiStep = (typeof apiSteps)[number]['id'];
export type SetUpStep = FileStep | ApiStep;

/** How far a step is: to do, begun by either side, something to mend, done. */
export type StepState = 'todo' | 'waiting' | 'problem' | 'done';

export interface Step {
  id: SetUpStep;
  label: string;
  title: string;
  state: StepState;
}

interface SharedFacts {
  sis: string | null;
  /** The newest roster set: none yet, on its way or being checked, never whole, refused, good enough to be looked at by people. */
  upload: 'none' | 'arriving' | 'incomplete' | 'refused' | 'good';
  scheduleSet: boolean;
}

export interface FileFacts extends SharedFacts {
  way: 'FILES';
  /** Those that work. */
  passwordCount: number;
  keyCount: number;
  /** One of them was used. */
  hasSignedIn: boolean;
  /** A contact said that the export is built. */
  saidFilesReady: boolean;
}

export interface ApiFacts extends SharedFacts {
  way: 'API';
  hasAccount: boolean;
  /** Of the account as it is now: never tested, being tested, failed, passed. */
  test: 'none' | 'running' | 'failed' | 'passed';
  /** The newest pull whose rows go on. */
  pull: 'none' | 'open' | 'failed' | 'complete';
}

export type SetUpFacts = FileFacts | ApiFacts;

/** In the order in which they are shown. */
export function setUpSteps(facts: SetUpFacts): readonly Step[] {
  if (facts.way === 'FILES') {
    const states = statesOfFiles(facts);
    return fileSteps.map((step) => ({ ...step, state: states[step.id] }));
  }
  const states = statesOfApi(facts);
  return apiSteps.map((step) => ({ ...step, state: states[step.id] }));
}

function statesOfFiles(facts: FileFacts): Record<FileStep, StepState> {
  const { upload } = facts;
  return {
    ...sharedStates(facts),
    'sign-in': signInState(facts),
    files: facts.saidFilesReady || upload === 'good' ? 'done' : 'todo',
    upload: uploadState(facts),
  };
}

function statesOfApi(facts: ApiFacts): Record<ApiStep, StepState> {
  return {
    ...sharedStates(facts),
    account: facts.hasAccount ? 'done' : 'todo',
    test: TEST_STATES[facts.test],
    'first-pull': firstPullState(facts),
  };
}

const sharedStates = (facts: SetUpFacts) => ({
  sis: facts.sis === null ? ('todo' as const) : ('done' as const),
  schedule: facts.scheduleSet ? ('done' as const) : ('todo' as const),
});

/** Made is not used: somebody else may have made it, and shown it to nobody of the district. */
function signInState({ passwordCount, keyCount, hasSignedIn }: FileFacts): StepState {
  if (passwordCount + keyCount === 0) return 'todo';
  return hasSignedIn ? 'done' : 'waiting';
}

function uploadState({ upload, hasSignedIn }: FileFacts): StepState {
  if (upload === 'good') return 'done';
  if (upload === 'refused' || upload === 'incomplete') return 'problem';
  return upload === 'arriving' || hasSignedIn ? 'waiting' : 'todo';
}

const TEST_STATES: Record<ApiFacts['test'], StepState> = {
  none: 'todo',
  running: 'waiting',
  failed: 'problem',
  passed: 'done',
};

/** What is being fetched now may mend what was wrong with the last set. */
function firstPullState({ upload, pull }: ApiFacts): StepState {
  if (upload === 'good') return 'done';
  if (pull === 'open') return 'waiting';
  if (pull === 'failed' || upload === 'refused' || upload === 'incomplete') return 'problem';
  return pull === 'complete' || upload === 'arriving' ? 'waiting' : 'todo';
}

export function stateOf(steps: readonly Step[], step: SetUpStep): StepState {
  return steps.find(({ id }) => id === step)?.state ?? 'todo';
}

/**
 * Where a contact who comes back goes on: the first step with something to do, else the first that only waits for something to
 * happen. Null once all are done.
 */
export function nextStep(steps: readonly Step[]): SetUpStep | null {
  const first = (wanted: StepState) => steps.find(({ state }) => state === wanted)?.id ?? null;
  return first('problem') ?? first('todo') ?? first('waiting');
}
