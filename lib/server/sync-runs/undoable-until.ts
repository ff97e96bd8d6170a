import type { RunDetail } from './get-run';
import { UNDO_DAYS } from './request-undo';

type Run = Pick<RunDetail, 'state' | 'undoneAt' | 'isInForce' | 'appliedAt'>;

/** The moment until which a run can be undone; null where it cannot. `requestUndo` decides in any case. */
export function undoableUntil(run: Run, now: Date): Date | null {
  if (run.state !== 'APPLIED' || run.undoneAt || !run.isInForce || !run.appliedAt) return null;
  const until = new Date(run.appliedAt.getTime() + UNDO_DAYS * 86_400_000);
  return until > now ? until : null;
}
