// Keeps ready what the next files of large districts are compared with. A job's work: a run waits for none of it.
import { fileSpecForEntity, ROSTER_ENTITIES, type RosterEntity } from '@/lib/core/oneroster';
import type { AppContext } from '../app-context';
import { withAdvisoryLock } from '../db/advisory-lock';
import { connectionOfFeedSql } from '../db/connection-of-feed';
import { LOCK_SPACES } from '../db/lock-spaces';
import { liveTable } from '../db/roster-tables';
import { transaction } from '../db/transaction';
import { FEWEST_STORED_ROWS, LAYOUT, storeBaseline } from './stage/stored-baseline';

interface OutOfDate {
  tenantId: number;
  entity: RosterEntity;
}

interface StoreOptions {
  fewestRows?: number;
  /** When each table may be read into this process, which has runs to work on as well. */
  inTurn?: <T>(work: () => Promise<T>) => Promise<T>;
}

/** Deletes what is out of date, and stores the baseline of every large table that was written since, one after the other. */
export async function storeBaselines(
  ctx: AppContext,
  { fewestRows = FEWEST_STORED_ROWS, inTurn = (work) => work() }: StoreOptions = {},
): Promise<{ failedCount: number }> {
  await deleteOutOfDate(ctx);
  let failedCount = 0;
  const found = await listOutOfDate(ctx, { fewestRows });
  for (const tenantId of new Set(found.map((table) => table.tenantId))) {
    // Whoever else has the lock is at the same work.
    await withAdvisoryLock(ctx.db.pool, LOCK_SPACES.baselines, tenantId, async () => {
      // Asked again under the lock: another worker may have stored some, or a run may have begun, since they were listed.
      for (const { entity } of await listOutOfDate(ctx, { fewestRows, tenantId })) {
        try {
          await inTurn(() => storeOne(ctx, { tenantId, entity }));
        } catch (error) {
          failedCount += 1;
          ctx.log.error({ tenantId, entity, err: error }, 'baseline could not be stored');
        }
      }
    });
  }
  return { failedCount };
}

async function storeOne(ctx: AppContext, { tenantId, entity }: OutOfDate): Promise<void> {
  await transaction(ctx.db.pool, async (client) => {
    await client.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ');
    await storeBaseline(client, entity, { tenantId });
  });
}

const PARTITION = `to_regclass(format('public.%I', r.live_table || '_t' || r.tenant_id))`;
const IS_CURRENT = `(b.layout, b.revision, b.file_node) IS NOT DISTINCT FROM (${LAYOUT}, r.revision, pg_relation_filenode(${PARTITION})::bigint)`;

/** Nobody takes it, and it may be as large as a tenth of the roster. */
async function deleteOutOfDate(ctx: AppContext): Promise<void> {
  await ctx.db.pool.query(
    `DELETE FROM stored_baseline b USING live_table_revision r
     WHERE (r.tenant_id, r.live_table) = (b.tenant_id, b.live_table) AND NOT (${IS_CURRENT})`,
  );
}

/**
 * Large tables whose baseline is not stored as they are. Only full copies are compared with one, and of districts whose
 * next files are being compared already, none: their tables may change before it is ready.
 */
export async function listOutOfDate(
  ctx: AppContext,
  { fewestRows = FEWEST_STORED_ROWS, tenantId }: { fewestRows?: number; tenantId?: number } = {},
): Promise<OutOfDate[]> {
  const { rows } = await ctx.db.pool.query<OutOfDate>(
    `SELECT c.tenant_id AS "tenantId", c.entity
     FROM (SELECT tenant_id, entity, sum(count) AS rows FROM roster_count
       WHERE facet = '' AND ($5::int IS NULL OR tenant_id = $5) GROUP BY 1, 2) c
     JOIN unnest($1::text[], $2::text[], $3::text[]) AS t(entity, live_table, file_name) USING (entity)
     JOIN live_table_revision r USING (tenant_id, live_table)
     LEFT JOIN stored_baseline b USING (tenant_id, live_table)
     WHERE c.rows >= $4 AND ${PARTITION} IS NOT NULL AND (b.tenant_id IS NULL OR NOT (${IS_CURRENT}))
       AND EXISTS (SELECT FROM ${connectionOfFeedSql('ROSTER', 'c.tenant_id')} n
         JOIN sync_run_file f ON f.tenant_id = n.tenant_id AND f.run_id = n.baseline_run_id
         WHERE f.file_name = t.file_name AND f.mode = 'bulk')
       AND NOT EXISTS (SELECT FROM sync_run s WHERE s.tenant_id = c.tenant_id AND s.state IN ('QUEUED', 'PROCESSING', 'APPLYING'))
     ORDER BY c.rows`,
    [
      ROSTER_ENTITIES,
      ROSTER_ENTITIES.map(liveTable),
      ROSTER_ENTITIES.map((entity) => fileSpecForEntity(entity).fileName),
      fewestRows,
      tenantId ?? null,
    ],
  );
  return rows;
}
