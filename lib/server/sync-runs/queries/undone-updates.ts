// Whether the last update was undone: one question for the next plan, the list of districts and the boxes of their pages.
import { undoOf, type UndoFacts, type UndoneUpdates } from '@/lib/core/sync-run/undo';
import type { AppContext } from '../../app-context';

/** One row: what was undone since the run of `baseline` made the live roster, and whether its own removals were. */
export const undoneUpdatesSql = (run: {
  tenant: string;
  connection: string;
  baseline: string;
}): string => `
  SELECT max(u.undone_at) AS "undoneAt", count(u.undone_at)::int AS "undoneCount",
    max(u.removals_undone_at) FILTER (WHERE u.id = ${run.baseline}) AS "removalsUndoneAt"
  FROM sync_run u WHERE u.tenant_id = ${run.tenant} AND u.connection_id = ${run.connection}
    AND (u.id > coalesce(${run.baseline}, 0) AND u.undone_at IS NOT NULL
      OR u.id = ${run.baseline} AND u.removals_undone_at IS NOT NULL)`;

export async function findUndo(
  ctx: Pick<AppContext, 'db'>,
  run: { tenantId: number; connectionId: number; baselineRunId: number | null },
): Promise<UndoFacts | null> {
  const { rows } = await ctx.db.pool.query<UndoneUpdates>(
    undoneUpdatesSql({ tenant: '$1', connection: '$2', baseline: '$3::int' }),
    [run.tenantId, run.connectionId, run.baselineRunId],
  );
  return rows[0] ? undoOf(rows[0]) : null;
}
