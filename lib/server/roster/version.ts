import type { AppContext } from '../app-context';

/** Which run's roster is in force. */
export interface RosterVersion {
  runId: number;
  appliedAt: Date | null;
}

/** Null before the first roster was applied. */
export async function findRosterVersion(
  ctx: Pick<AppContext, 'db'>,
  tenantId: number,
): Promise<RosterVersion | null> {
  const { rows } = await ctx.db.pool.query<RosterVersion>(
    `SELECT r.id AS "runId", r.applied_at AS "appliedAt"
     FROM connection c JOIN sync_run r ON r.tenant_id = c.tenant_id AND r.id = c.baseline_run_id
     WHERE c.tenant_id = $1 AND c.kind = 'SFTP_ONEROSTER'`,
    [tenantId],
  );
  return rows[0] ?? null;
}
