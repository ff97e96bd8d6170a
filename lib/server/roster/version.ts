import type { AppContext } from '../app-context';
import { connectionOfFeedSql } from '../db/connection-of-feed';

/** Which run's roster is in force. */
export interface RosterVersion {
  runNumber: number;
  appliedAt: Date | null;
}

/** Null before the first roster was applied. */
export async function findRosterVersion(
  ctx: Pick<AppContext, 'db'>,
  tenantId: number,
): Promise<RosterVersion | null> {
  const { rows } = await ctx.db.pool.query<RosterVersion>(
    `SELECT r.number AS "runNumber", r.applied_at AS "appliedAt"
     FROM ${connectionOfFeedSql('ROSTER', '$1')} c
     JOIN sync_run r ON r.tenant_id = c.tenant_id AND r.id = c.baseline_run_id`,
    [tenantId],
  );
  return rows[0] ?? null;
}
