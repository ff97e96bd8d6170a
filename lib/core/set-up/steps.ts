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
  /** The newest roster set: none yet, on its way or being checked, refused, good enough to be looked at by people. */
  upload: 'none' | 'arriving' | 'refused' | 'good';
  scheduleSet: boolean;
}

export function stepStates(facts: SetUpFacts): Record<SetUpStep, StepState> {
  const { upload } = facts;
  return {
    sis: facts.sis === null ? 'todo' : 'done',
    'sign-in': facts.passwordCount + facts.keyCount === 0 ? 'todo' : 'done',
    files: facts.saidFilesReady || upload === 'good' ? 'done' : 'todo',
    upload: uploadState(facts),
    schedule: facts.scheduleSet ? 'done' : 'todo',
  };
}

function uploadState({ upload, hasSignedIn }: SetUpFacts): StepState {
  if (upload === 'good') return 'done';
  if (upload === 'refused') return 'problem';
  return upload === 'arriving' || hasSignedIn ? 'waiting' : 'todo';
}

/** The first that is not done, in their order: where a contact who comes back goes on. Null once all are. */
export function nextStep(states: Readonly<Record<SetUpStep, StepState>>): SetUpStep | null {
  return setUpSteps.find(({ id }) => states[id] !== 'done')?.id ?? null;
}
