import type { SyncRunState } from '@/lib/core/sync-run/states';
import type { AppContext } from '../../app-context';

export interface HistoryPoint {
  runId: number;
  at: Date;
  state: SyncRunState;
  /** Held at some time, whatever became of it. */
  wasHeld: boolean;
  isUndone: boolean;
  /** People in the file; null where it says only what changed, or was not read. */
  users: number | null;
  /** The run that is asked about. */
  isProposed: boolean;
}

const POINTS = 30;

/** Up to 30 runs of the connection that were checked, the asked one last, oldest first. */
export async function listRunHistory(
  ctx: Pick<AppContext, 'db'>,
  tenantId: number,
  runId: number,
): Promise<HistoryPoint[]> {
  const { rows } = await ctx.db.pool.query<HistoryPoint>(
    `SELECT r.id AS "runId", r.last_arrival_at AS at, r.state::text AS state, r.held_at IS NOT NULL AS "wasHeld",
       r.undone_at IS NOT NULL AS "isUndone", r.id = $2 AS "isProposed",
       (SELECT f.rows_accepted FROM sync_run_file f WHERE f.tenant_id = r.tenant_id AND f.run_id = r.id
          AND f.file_name = 'users.csv' AND f.mode = 'bulk') AS users
     FROM sync_run r JOIN sync_run asked ON asked.tenant_id = r.tenant_id AND asked.id = $2 AND asked.connection_id = r.connection_id
     WHERE r.tenant_id = $1 AND r.id <= $2 AND r.processing_at IS NOT NULL
     ORDER BY r.id DESC LIMIT ${POINTS}`,
    [tenantId, runId],
  );
  return rows.reverse();
}
