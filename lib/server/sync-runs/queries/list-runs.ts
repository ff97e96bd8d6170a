import type { ListedRun } from '@/lib/core/sync-run/listed-run';
import { statesOfGroup, type RunGroup } from '@/lib/core/sync-run/run-groups';
import type { AppContext } from '../../app-context';
import { heldBackCountSql } from './get-run';
import { problemCountsSql } from './problems';

type Context = Pick<AppContext, 'db'>;

export interface RunFilter {
  /** Null: every district. */
  tenantId: number | null;
  /** Of these districts only; null or left out: of every one. */
  tenantIds?: readonly number[] | null;
  group: RunGroup | null;
}

export interface RunRow extends ListedRun {
  tenantId: number;
  tenantSlug: string;
  processingAt: Date | null;
  finishedAt: Date | null;
}

export interface RunPage {
  rows: RunRow[];
  total: number;
}

/** Newest first. */
export async function listRuns(
  ctx: Context,
  { tenantId, tenantIds = null, group }: RunFilter,
  page: { offset: number; limit: number },
): Promise<RunPage> {
  const where = `($1::int IS NULL OR r.tenant_id = $1)
    AND ($2::text[] IS NULL OR r.state::text = ANY($2))
    AND ($3::int[] IS NULL OR r.tenant_id = ANY($3))`;
  const filter = [tenantId, group === null ? null : statesOfGroup[group], tenantIds];
  const [{ rows }, { rows: totals }] = await Promise.all([
    ctx.db.pool.query<RunRow>(
      `WITH shown AS (
         SELECT r.* FROM sync_run r WHERE ${where}
         ORDER BY r.created_at DESC, r.id DESC LIMIT $4 OFFSET $5)
       SELECT r.id, r.number, r.tenant_id AS "tenantId", t.slug AS "tenantSlug", t.name AS "tenantName",
         t.time_zone AS "timeZone", r.state::text AS state, r.undone_at AS "undoneAt",
         r.removals_undone_at AS "removalsUndoneAt", ${heldBackCountSql('r')} AS "heldBackCount",
         r.retry_at AS "retryAt", r.last_arrival_at AS "lastArrivalAt",
         r.processing_at AS "processingAt", r.finished_at AS "finishedAt",
         files.count AS "fileCount", files.rows AS "rowsRead",
         issues.errors AS "errorCount", issues.warnings AS "warningCount",
         changes.added, changes.changed, changes.removed
       FROM shown r
       JOIN tenant t ON t.id = r.tenant_id
       CROSS JOIN LATERAL (
         SELECT count(*)::int AS count, coalesce(sum(rows_read), 0)::int AS rows
         FROM sync_run_file f WHERE f.tenant_id = r.tenant_id AND f.run_id = r.id) files
       CROSS JOIN LATERAL (
         ${problemCountsSql('r.tenant_id', 'r.id')}) issues
       CROSS JOIN LATERAL (
         SELECT coalesce(sum(count) FILTER (WHERE action IN ('ADD', 'REACTIVATE')), 0)::int AS added,
           coalesce(sum(count) FILTER (WHERE action = 'UPDATE'), 0)::int AS changed,
           coalesce(sum(count) FILTER (WHERE action = 'REMOVE'), 0)::int AS removed
         FROM change_count c WHERE c.tenant_id = r.tenant_id AND c.run_id = r.id) changes
       ORDER BY r.created_at DESC, r.id DESC`,
      [...filter, page.limit, page.offset],
    ),
    ctx.db.pool.query<{ total: number }>(
      `SELECT count(*)::int AS total FROM sync_run r WHERE ${where}`,
      filter,
    ),
  ]);
  return { rows, total: totals[0]?.total ?? 0 };
}
