/** The five steps of connecting a district by files, and how far each is. Decided from facts alone: nothing is ticked by hand. */

export const setUpSteps = [
  { id: 'sis', label: 'Your SIS', title: 'Which SIS do you use?' },
  { id: 'sign-in', label: 'Sign-in details', title: 'How your SIS signs in' },
  { id: 'files', label: 'Files', title: 'Which files to send' },
  { id: 'upload', label: 'First upload', title: 'Send the files once' },
  { id: 'schedule', label: 'Schedule', title: 'When your files come' },
] as const;

export type SetUpStep = (typeof setUpSteps)[number]['id'];

/** How far a step is: to do, begun by either side, something to mend, done. */
export type StepState = 'todo' | 'waiting' | 'problem' | 'done';

export interface SetUpFacts {
  sis: string | null;
  /** Those that work. */
  passwordCount: number;
  keyCount: number;
  /** One of them was used. */
  hasSignedIn: boolean;
  /** A contact said that the export is built. */
  saidFilesReady: boolean;
  /** The newest roster set: none yet, on its way or being checked, never whole, refused, good enough to be looked at by people. */
  upload: 'none' | 'arriving' | 'incomplete' | 'refused' | 'good';
  scheduleSet: boolean;
}

export function stepStates(facts: SetUpFacts): Record<SetUpStep, StepState> {
  const { upload } = facts;
  return {
    sis: facts.sis === null ? 'todo' : 'done',
    'sign-in': signInState(facts),
    files: facts.saidFilesReady || upload === 'good' ? 'done' : 'todo',
    upload: uploadState(facts),
    schedule: facts.scheduleSet ? 'done' : 'todo',
  };
}

/** Made is not used: somebody else may have made it, and shown it to nobody of the district. */
function signInState({ passwordCount, keyCount, hasSignedIn }: SetUpFacts): StepState {
  if (passwordCount + keyCount === 0) return 'todo';
  return hasSignedIn ? 'done' : 'waiting';
}

function uploadState({ upload, hasSignedIn }: SetUpFacts): StepState {
  if (upload === 'good') return 'done';
  if (upload === 'refused' || upload === 'incomplete') return 'problem';
  return upload === 'arriving' || hasSignedIn ? 'waiting' : 'todo';
}

/**
 * Where a contact who comes back goes on: the first step with something to do, else the first that only waits for something to
 * happen. Null once all are done.
 */
export function nextStep(states: Readonly<Record<SetUpStep, StepState>>): SetUpStep | null {
  const first = (...wanted: StepState[]) =>
    setUpSteps.find(({ id }) => wanted.includes(states[id]))?.id ?? null;
  return first('problem') ?? first('todo') ?? first('waiting');
}
