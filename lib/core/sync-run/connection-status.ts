import { formatPlainDate, type PlainDate } from '../calendar/plain-date';
import { pullStanding, type FetchedFacts } from '../pulls/standing';
import type { SyncRunState } from './states';
import type { UndoFacts } from './undo';
import { connectionLabels, type ConnectionStatus } from './status-labels';

export type ConnectionFacts = {
  readonly hasCredentials: boolean;
  readonly isUploading: boolean;
  readonly isPaused: boolean;
  readonly hasOpenCircuitBreak: boolean;
  /** State of the newest run that was not superseded, null before the first file. */
  readonly latestRunState: SyncRunState | null;
  /** The last update was undone, or only its removals were, and no files have answered that since. */
  readonly undone?: UndoFacts['part'] | null;
  /** A part of its changes was left out when the others were approved. */
  readonly isLatestRunInPart?: boolean;
  /** Files were expected by now on a school day and did not come. */
  readonly isLate: boolean;
  /** The newest attendance or calendar file of some name brought nothing. */
  readonly isAttendanceInTrouble: boolean;
  /** Of a roster that is fetched. */
  readonly fetched?: FetchedFacts | null;
};

const byRunState: Record<SyncRunState, ConnectionStatus> = {
  RECEIVING: 'RECEIVING',
  QUEUED: 'CHECKING',
  PROCESSING: 'CHECKING',
  HELD: 'UNDER_REVIEW',
  DEFERRED: 'READY',
  APPLYING: 'APPLYING',
  APPLIED: 'UP_TO_DATE',
  NO_CHANGE: 'UP_TO_DATE',
  INCOMPLETE: 'NEEDS_YOUR_FIX',
  INVALID: 'NEEDS_YOUR_FIX',
  REJECTED: 'NEEDS_YOUR_FIX',
  SUPERSEDED: 'UP_TO_DATE',
  EXPIRED: 'NEEDS_YOUR_FIX',
  // Our fault is never shown to a district as theirs.
  FAILED: 'DELAYED',
};

/**
 * What is happening now comes first, then what somebody must do, newest file before older ones: a set
 * that needs a fix does not clear an open circuit break, but the fix is the next step.
 */
export function connectionStatus(facts: ConnectionFacts): ConnectionStatus {
  // Whoever has sent before is set up, and its password has ended.
  if (!facts.hasCredentials) return facts.latestRunState === null ? 'NOT_SET_UP' : 'NO_PASSWORD';
  if (facts.isPaused) return 'PAUSED';
  if (facts.fetched) return fetchedStatus(facts, facts.fetched);
  if (facts.isUploading) return 'RECEIVING';
  if (facts.latestRunState === null) {
    if (facts.isAttendanceInTrouble) return 'NEEDS_YOUR_FIX';
    return facts.isLate ? 'LATE' : 'WAITING_FOR_FIRST_FILES';
  }
  const fromRun = byRunState[facts.latestRunState];
  if (fromRun !== 'UP_TO_DATE' && fromRun !== 'READY') return fromRun;
  if (facts.hasOpenCircuitBreak) return 'UNDER_REVIEW';
  if (facts.undone) return facts.undone === 'WHOLE' ? 'UNDONE' : 'REMOVALS_UNDONE';
  if (facts.isAttendanceInTrouble) return 'NEEDS_YOUR_FIX';
  if (facts.isLate) return 'LATE';
  return facts.isLatestRunInPart ? 'IN_PART' : fromRun;
}

/** Until it works again nothing newer comes, whatever became of what was fetched before. What is at work or reviewed goes on. */
function fetchedStatus(facts: ConnectionFacts, fetched: FetchedFacts): ConnectionStatus {
  const standing = pullStanding(fetched);
  const { latestRunState } = facts;
  if (latestRunState === null) {
    if (standing !== 'FINE') return standing;
    return facts.isAttendanceInTrouble ? 'NEEDS_YOUR_FIX' : 'WAITING_FOR_FIRST_PULL';
  }
  const fromRun = byRunState[latestRunState];
  if (['RECEIVING', 'CHECKING', 'APPLYING', 'DELAYED', 'UNDER_REVIEW'].includes(fromRun))
    return fromRun;
  if (facts.hasOpenCircuitBreak) return 'UNDER_REVIEW';
  if (standing !== 'FINE') return standing;
  if (fromRun === 'NEEDS_YOUR_FIX') return fromRun;
  if (facts.undone) return facts.undone === 'WHOLE' ? 'UNDONE' : 'REMOVALS_UNDONE';
  if (facts.isAttendanceInTrouble) return 'NEEDS_YOUR_FIX';
  if (facts.isLate) return 'PULL_LATE';
  return facts.isLatestRunInPart ? 'IN_PART' : fromRun;
}

/** The last day of a pause, where it has one: a pause by button lasts until somebody ends it. */
export function pausedUntil(facts: {
  pausedSince: Date | null;
  blackoutEndDate: PlainDate | null;
}): PlainDate | null {
  return facts.pausedSince === null ? facts.blackoutEndDate : null;
}

/** The word as shown: "Paused until Jul 30, 2026" carries its date, the others stand alone. */
export function connectionLabel(status: ConnectionStatus, pausedUntil: PlainDate | null): string {
  const { word } = connectionLabels[status];
  return status === 'PAUSED' && pausedUntil
    ? `${word} until ${formatPlainDate(pausedUntil)}`
    : word;
}
