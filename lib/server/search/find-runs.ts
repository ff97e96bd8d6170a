import type { FoundRun } from '@/lib/core/search/found';
import type { AppContext } from '../app-context';
import { heldBackCountSql } from '../sync-runs/queries/get-run';

/** The run of this number; none where the district has not come so far. */
export async function findRuns(
  ctx: Pick<AppContext, 'db'>,
  tenantId: number,
  number: number,
): Promise<FoundRun[]> {
  const { rows } = await ctx.db.pool.query<FoundRun>(
    `SELECT r.number, t.slug, t.name AS "districtName", t.time_zone AS "timeZone", r.state::text AS state,
       r.undone_at AS "undoneAt", r.removals_undone_at AS "removalsUndoneAt", r.retry_at AS "retryAt",
       ${heldBackCountSql('r')} AS "heldBackCount", r.last_arrival_at AS "lastArrivalAt"
     FROM sync_run r JOIN tenant t ON t.id = r.tenant_id
     WHERE r.tenant_id = $1 AND r.number = $2`,
    [tenantId, number],
  );
  return rows;
}
