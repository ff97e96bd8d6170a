// How a pull stands, in the words of pages and the command line.
import { PULL_FAILURES, type PullFailureCode, type PullFailureWords } from './pull-failures';

export type PullState = 'PLANNED' | 'PULLING' | 'COMPLETE' | 'FAILED' | 'CANCELED';

export interface PullFacts {
  state: PullState;
  purpose: 'UPDATE' | 'PREVIEW';
  nextAttemptAt: Date;
  troubleCode: string | null;
  handedOverAt: Date | null;
  /** Whether files came of it: a pull of changes alone may find none. */
  hasFiles: boolean;
}

export type PullStatus =
  | 'PLANNED'
  | 'READING'
  | 'WAITING'
  | 'HANDING_OVER'
  | 'UPDATE'
  | 'NO_CHANGES'
  | 'PREVIEW'
  | 'FAILED'
  | 'CANCELED';

export function pullStatus(pull: PullFacts, now: Date): PullStatus {
  switch (pull.state) {
    case 'PLANNED':
    case 'PULLING':
      if (pull.troubleCode !== null && pull.nextAttemptAt > now) return 'WAITING';
      return pull.state === 'PLANNED' ? 'PLANNED' : 'READING';
    case 'COMPLETE':
      if (pull.purpose === 'PREVIEW') return 'PREVIEW';
      if (pull.handedOverAt === null) return 'HANDING_OVER';
      return pull.hasFiles ? 'UPDATE' : 'NO_CHANGES';
    case 'FAILED':
    case 'CANCELED':
      return pull.state;
  }
}

export const PULL_STATUS_LABELS: Record<PullStatus, string> = {
  PLANNED: 'About to begin',
  READING: 'Reading',
  WAITING: 'Waiting for the source',
  HANDING_OVER: 'Preparing files',
  UPDATE: 'Complete',
  NO_CHANGES: 'Nothing had changed',
  PREVIEW: 'Preview',
  FAILED: 'Failed',
  CANCELED: 'Canceled',
};

/** Whether it may still change without a person. */
export const isPullOpen = (status: PullStatus): boolean =>
  ['PLANNED', 'READING', 'WAITING', 'HANDING_OVER'].includes(status);

/** Words for why a pull waits or failed; null where nothing did. */
export function troubleWords(code: string | null): PullFailureWords | null {
  return code !== null && Object.hasOwn(PULL_FAILURES, code)
    ? PULL_FAILURES[code as PullFailureCode]
    : null;
}

/** The same of a pull that waits: nobody has given up yet. */
export function waitingWords(code: string | null): PullFailureWords | null {
  const words = troubleWords(code);
  if (code !== 'BUSY' || !words) return words;
  return {
    ...words,
    sentence: 'The server said that it is too busy, or that we ask too often.',
    remedy: 'We go on more slowly. There is nothing to do now.',
  };
}
