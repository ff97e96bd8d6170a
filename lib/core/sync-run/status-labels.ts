/**
 * Every status word a person sees, with its glyph, who must act and one sentence. Screens, mails and
 * exports take words from here only, so that one state never has two names.
 */
import type { Owner, StatusLabel, Tone } from '../format/status-label';
import { keepAliveText } from '../review/keep-alive';
import type { SyncRunState } from './states';

export type { Owner, StatusLabel, Tone };

export type RunStatus = SyncRunState | 'ROLLED_BACK' | 'FAILED_WILL_RETRY';

export type RunStatusFacts = {
  readonly state: SyncRunState;
  readonly undoneAt?: Date | null;
  readonly retryAt?: Date | null;
  /** Whom the run removed came back; what it added and changed stayed. */
  readonly removalsUndoneAt?: Date | null;
  /** Changes that were left out when a part of them was approved. */
  readonly heldBackCount?: number;
  /** The live roster is the one that it made: what it left out is looked for in the next files. */
  readonly isInForce?: boolean;
};

export const runLabels: Record<RunStatus, StatusLabel> = {
  RECEIVING: {
    word: 'Receiving',
    glyph: '↧',
    tone: 'active',
    owner: 'nobody',
    explanation:
      'Files of this set have arrived. The check starts when the set is complete and no more files arrive.',
  },
  QUEUED: {
    word: 'Received',
    glyph: '◔',
    tone: 'neutral',
    owner: 'nobody',
    explanation: 'All files are here and waiting to be checked.',
  },
  PROCESSING: {
    word: 'Checking',
    glyph: '…',
    tone: 'active',
    owner: 'nobody',
    explanation: 'The files are being read and checked.',
  },
  HELD: {
    word: 'Under review',
    glyph: '⏸',
    tone: 'waiting',
    owner: 'TalkingPoints',
    explanation: `A circuit break stopped this update: someone at TalkingPoints reviews its changes before any of them are applied. This is a normal part of the cycle and may take an additional day or so. ${keepAliveText()}`,
  },
  DEFERRED: {
    word: 'Ready',
    glyph: '◷',
    tone: 'neutral',
    owner: 'nobody',
    explanation: 'The files passed every check and will be applied at the next scheduled time.',
  },
  APPLYING: {
    word: 'Applying',
    glyph: '→',
    tone: 'active',
    owner: 'nobody',
    explanation: 'The changes are being written to the roster.',
  },
  APPLIED: {
    word: 'Applied',
    glyph: '✓',
    tone: 'good',
    owner: 'nobody',
    explanation: 'These changes were applied to the roster.',
  },
  NO_CHANGE: {
    word: 'No change',
    glyph: '=',
    tone: 'good',
    owner: 'nobody',
    explanation: 'The files match the live roster, so nothing was changed.',
  },
  INCOMPLETE: {
    word: 'Incomplete',
    glyph: '◌',
    tone: 'problem',
    owner: 'district',
    explanation:
      'Some files of the set did not arrive completely in time, so none of it was read. Send the whole set again.',
  },
  INVALID: {
    word: 'Failed checks',
    glyph: '✕',
    tone: 'problem',
    owner: 'district',
    explanation:
      'The files have problems that stop them from being used, so they changed nothing. Correct them and send the whole set again.',
  },
  REJECTED: {
    word: 'Rejected',
    glyph: '⊘',
    tone: 'problem',
    owner: 'district',
    explanation:
      'A reviewer decided not to apply these changes, so nothing was changed. The reason says what to send next.',
  },
  SUPERSEDED: {
    word: 'Superseded',
    glyph: '↷',
    tone: 'neutral',
    owner: 'nobody',
    explanation: 'Newer files replaced these before they were applied.',
  },
  EXPIRED: {
    word: 'Expired',
    glyph: '⌛',
    tone: 'problem',
    owner: 'district',
    explanation:
      'The review ended without a decision, so nothing was applied. A new set of files is needed.',
  },
  FAILED: {
    word: 'Failed',
    glyph: '!',
    tone: 'problem',
    owner: 'TalkingPoints',
    explanation: 'Something went wrong on our side. The files are saved, and nothing was changed.',
  },
  FAILED_WILL_RETRY: {
    word: 'Failed, will retry',
    glyph: '↻',
    tone: 'waiting',
    owner: 'TalkingPoints',
    explanation:
      'Something went wrong on our side. The same files will be tried again; they do not need to be sent again.',
  },
  ROLLED_BACK: {
    word: 'Undone',
    glyph: '↶',
    tone: 'neutral',
    owner: 'nobody',
    explanation: 'These changes were applied and then undone.',
  },
};

export function runStatus(facts: RunStatusFacts): RunStatus {
  if (facts.state === 'APPLIED' && facts.undoneAt) return 'ROLLED_BACK';
  if (facts.state === 'FAILED' && facts.retryAt) return 'FAILED_WILL_RETRY';
  return facts.state;
}

export function runLabel(facts: RunStatusFacts): StatusLabel {
  const status = runStatus(facts);
  return status === 'APPLIED' ? appliedLabel(facts) : runLabels[status];
}

/** Said as what happened: what is in the roster now is also up to the runs after this one. */
function appliedLabel({
  removalsUndoneAt,
  heldBackCount = 0,
  isInForce = false,
}: RunStatusFacts): StatusLabel {
  const applied = runLabels.APPLIED;
  const isPart = heldBackCount > 0;
  const rest = isInForce
    ? 'The rest was left out. If the next files contain it again, they will be held for review.'
    : 'The rest was left out.';
  if (removalsUndoneAt)
    return {
      ...applied,
      word: isPart ? 'Applied in part, removals undone' : 'Applied, removals undone',
      glyph: runLabels.ROLLED_BACK.glyph,
      tone: 'neutral',
      explanation: `${isPart ? 'Part of these changes was applied, and then its' : 'These changes were applied, and then the'} removals were undone. The removed records came back; additions and changes stayed.${isPart ? ` ${rest}` : ''}`,
    };
  return isPart
    ? {
        ...applied,
        word: 'Applied in part',
        explanation: `Part of these changes was applied. ${rest}`,
      }
    : applied;
}

export const connectionStatuses = [
  'NOT_SET_UP',
  'NO_PASSWORD',
  'WAITING_FOR_FIRST_FILES',
  'RECEIVING',
  'CHECKING',
  'APPLYING',
  'DELAYED',
  'READY',
  'UP_TO_DATE',
  'IN_PART',
  'UNDONE',
  'REMOVALS_UNDONE',
  'NEEDS_YOUR_FIX',
  'UNDER_REVIEW',
  'PAUSED',
  'LATE',
  'NOT_TESTED',
  'TEST_FAILED',
  'WAITING_FOR_FIRST_PULL',
  'PULLING',
  'WAITING_FOR_SOURCE',
  'PULL_FAILED',
  'PULL_LATE',
] as const;

export type ConnectionStatus = (typeof connectionStatuses)[number];

/** PAUSED is shown with its date, "Paused until Jul 30": see `connectionLabel`. */
export const connectionLabels: Record<ConnectionStatus, StatusLabel> = {
  NOT_SET_UP: {
    word: 'Not set up',
    glyph: '○',
    tone: 'neutral',
    owner: 'district',
    explanation: 'No SFTP password or SSH key works now, so no files can arrive.',
  },
  NO_PASSWORD: {
    word: 'No password',
    glyph: '◇',
    tone: 'problem',
    owner: 'district',
    explanation: 'No SFTP password or SSH key works now, so no files can arrive.',
  },
  WAITING_FOR_FIRST_FILES: {
    word: 'Waiting for first files',
    glyph: '◔',
    tone: 'neutral',
    owner: 'district',
    explanation: 'The sign-in details are ready. No set of roster files has arrived yet.',
  },
  RECEIVING: {
    word: 'Receiving',
    glyph: '↧',
    tone: 'active',
    owner: 'nobody',
    explanation: 'Files are arriving or have not been checked yet.',
  },
  CHECKING: {
    word: 'Checking',
    glyph: '…',
    tone: 'active',
    owner: 'nobody',
    explanation: 'The last files are being checked.',
  },
  APPLYING: {
    word: 'Applying',
    glyph: '→',
    tone: 'active',
    owner: 'nobody',
    explanation: 'The last files were checked, and their changes are being applied.',
  },
  DELAYED: {
    word: 'Delayed',
    glyph: '↻',
    tone: 'waiting',
    owner: 'TalkingPoints',
    explanation:
      'Something went wrong on our side. The last files are saved and do not need to be sent again.',
  },
  READY: {
    word: 'Ready',
    glyph: '◷',
    tone: 'neutral',
    owner: 'nobody',
    explanation:
      'The last files passed every check and will be applied at the next scheduled time.',
  },
  UP_TO_DATE: {
    word: 'Up to date',
    glyph: '✓',
    tone: 'good',
    owner: 'nobody',
    // The files were applied as they were sent; the checks of the roster may still find gaps in them.
    noTurn: 'Nothing is waiting',
    explanation: 'The last files were checked.',
  },
  IN_PART: {
    word: 'Applied in part',
    glyph: '◑',
    tone: 'neutral',
    owner: 'nobody',
    explanation:
      'Part of the last update was applied. If the next files contain the rest again, they will be held for review.',
  },
  UNDONE: {
    word: 'Update undone',
    glyph: '↶',
    tone: 'waiting',
    owner: 'district',
    explanation:
      'The last update was applied and then undone. The next files will be held for review.',
  },
  REMOVALS_UNDONE: {
    word: 'Removals undone',
    glyph: '⤺',
    tone: 'waiting',
    owner: 'district',
    explanation:
      'The last update was applied, and then its removals were undone. The next files will be held for review.',
  },
  NEEDS_YOUR_FIX: {
    word: 'Needs a fix',
    glyph: '✕',
    tone: 'problem',
    owner: 'district',
    explanation: 'The last files could not be used, so nothing was changed.',
  },
  UNDER_REVIEW: {
    word: 'Under review',
    glyph: '⏸',
    tone: 'waiting',
    owner: 'TalkingPoints',
    explanation: `A circuit break stopped this update: someone at TalkingPoints reviews its changes before any of them are applied. This is a normal part of the cycle and may take an additional day or so. ${keepAliveText()}`,
  },
  PAUSED: {
    word: 'Paused',
    glyph: '‖',
    tone: 'neutral',
    owner: 'nobody',
    explanation:
      'Roster updates are paused. Roster files are saved, and none are applied automatically until the pause ends.',
  },
  LATE: {
    word: 'Late',
    glyph: '!',
    tone: 'problem',
    owner: 'district',
    explanation: 'Roster files were expected on a school day and have not arrived.',
  },
  NOT_TESTED: {
    word: 'Not tested',
    glyph: '◌',
    tone: 'neutral',
    owner: 'district',
    explanation: 'Nothing is fetched at night until a test of the connection has passed.',
  },
  TEST_FAILED: {
    word: 'Test failed',
    glyph: '⊘',
    tone: 'problem',
    owner: 'district',
    explanation:
      'The last test of the connection failed. Nothing is fetched at night until one has passed.',
  },
  WAITING_FOR_FIRST_PULL: {
    word: 'Waiting for first pull',
    glyph: '◐',
    tone: 'neutral',
    owner: 'district',
    explanation: 'The connection is tested. No roster has been fetched yet.',
  },
  PULLING: {
    word: 'Pulling',
    glyph: '⇣',
    tone: 'active',
    owner: 'nobody',
    explanation: 'The roster is being read from the student information system.',
  },
  WAITING_FOR_SOURCE: {
    word: 'Waiting for the source',
    glyph: '◵',
    tone: 'waiting',
    owner: 'nobody',
    explanation:
      'The student information system asked us to wait, or did not answer. The pull continues automatically.',
  },
  PULL_FAILED: {
    word: 'Pull failed',
    glyph: '⊗',
    tone: 'problem',
    owner: 'district',
    explanation: 'The last pull could not be finished, so nothing was changed.',
  },
  PULL_LATE: {
    word: 'Pull late',
    glyph: '◴',
    tone: 'problem',
    owner: 'TalkingPoints',
    explanation: 'A pull was expected on a school day, and none was complete.',
  },
};
