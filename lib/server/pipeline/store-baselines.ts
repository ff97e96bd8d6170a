// Keeps ready what the next files of large districts are compared with. A job's work: a run waits for none of it.
import { ROSTER_ENTITIES, type RosterEntity } from '@/lib/core/oneroster';
import type { AppContext } from '../app-context';
import { liveTable } from '../db/roster-tables';
import { transaction } from '../db/transaction';
import { FEWEST_STORED_ROWS, storeBaseline } from './stage/stored-baseline';

interface OutOfDate {
  tenantId: number;
  entity: RosterEntity;
}

/** Stores the baseline of every large table that was written since, one after the other. */
export async function storeBaselines(
  ctx: AppContext,
  fewestRows: number = FEWEST_STORED_ROWS,
): Promise<{ failedCount: number }> {
  let failedCount = 0;
  for (const { tenantId, entity } of await listOutOfDate(ctx, fewestRows)) {
    try {
      await transaction(ctx.db.pool, async (client) => {
        await client.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ');
        await storeBaseline(client, entity, { tenantId });
      });
    } catch (error) {
      failedCount += 1;
      ctx.log.error({ tenantId, entity, err: error }, 'baseline not stored');
    }
  }
  return { failedCount };
}

/** Of districts whose next files are being compared already, none: their tables may change before it is ready. */
export async function listOutOfDate(
  ctx: AppContext,
  fewestRows: number = FEWEST_STORED_ROWS,
): Promise<OutOfDate[]> {
  const { rows } = await ctx.db.pool.query<OutOfDate>(
    `SELECT c.tenant_id AS "tenantId", c.entity
     FROM (SELECT tenant_id, entity, sum(count) AS rows FROM roster_count WHERE facet = '' GROUP BY 1, 2) c
     JOIN unnest($1::text[], $2::text[]) AS t(entity, live_table) USING (entity)
     JOIN live_table_revision r USING (tenant_id, live_table)
     LEFT JOIN stored_baseline b USING (tenant_id, live_table)
     CROSS JOIN LATERAL (SELECT to_regclass(format('public.%I', t.live_table || '_t' || c.tenant_id)) AS part) p
     WHERE c.rows >= $3 AND p.part IS NOT NULL
       AND (b.revision, b.file_node) IS DISTINCT FROM (r.revision, pg_relation_filenode(p.part)::bigint)
       AND NOT EXISTS (SELECT FROM sync_run s WHERE s.tenant_id = c.tenant_id AND s.state IN ('QUEUED', 'PROCESSING', 'APPLYING'))
     ORDER BY c.rows`,
    [ROSTER_ENTITIES, ROSTER_ENTITIES.map(liveTable), fewestRows],
  );
  return rows;
}
