// What was undone of the updates before, and whether it still says how the district stands.
import type { SyncRunState } from './states';

/** The last applied update can be undone for so long. */
export const UNDO_DAYS = 30;
const DAY_MS = 86_400_000;

export interface AppliedRun {
  state: SyncRunState;
  undoneAt: Date | null;
  /** Its roster is the live one. */
  isInForce: boolean;
  appliedAt: Date | null;
}

/** The moment until which a run can be undone; null where it cannot. */
export function undoableUntil(run: AppliedRun, now: Date): Date | null {
  if (run.state !== 'APPLIED' || run.undoneAt || !run.isInForce || !run.appliedAt) return null;
  const until = new Date(run.appliedAt.getTime() + UNDO_DAYS * DAY_MS);
  return until > now ? until : null;
}

/** As it is read: updates after the one whose roster is live that were undone, and whether that one's removals were. */
export interface UndoneUpdates {
  /** When the newest of them was undone; null where none was. */
  undoneAt: Date | null;
  undoneCount: number;
  removalsUndoneAt: Date | null;
}

export interface UndoFacts {
  at: Date;
  /** Of REMOVALS what was added and changed stayed. */
  part: 'WHOLE' | 'REMOVALS';
  /** Updates that were undone as a whole. */
  count: number;
}

/** Null where nothing was undone since the live roster was made. Until the next update is applied, a person looks at what comes. */
export function undoOf({
  undoneAt,
  undoneCount,
  removalsUndoneAt,
}: UndoneUpdates): UndoFacts | null {
  if (undoneAt) return { at: undoneAt, part: 'WHOLE', count: undoneCount };
  return removalsUndoneAt ? { at: removalsUndoneAt, part: 'REMOVALS', count: 0 } : null;
}

/** Files that were found equal to the live roster after the undo have answered it: nothing is left to correct. */
export function unansweredUndo<Undo extends Pick<UndoFacts, 'at'>>(
  undo: Undo | null,
  latest: { state: SyncRunState; finishedAt: Date | null } | null,
): Undo | null {
  if (undo === null) return null;
  const isAnswered =
    latest?.state === 'NO_CHANGE' && latest.finishedAt !== null && latest.finishedAt > undo.at;
  return isAnswered ? null : undo;
}
