import type { AppContext } from '../../app-context';
import { dropStaging } from '../../db/roster-tables';

/** Staged rows outlive their run only while it can still be applied. */
export async function sweepStaging(ctx: AppContext): Promise<void> {
  const { rows } = await ctx.db.pool.query<{ id: number; tenant_id: number }>(
    `SELECT DISTINCT r.id, r.tenant_id FROM pg_class c
     JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'staging'
     JOIN sync_run r ON r.id = substring(c.relname FROM '^run_([0-9]+)_')::int
     WHERE c.relkind = 'r' AND r.state IN ('INVALID', 'NO_CHANGE', 'APPLIED', 'REJECTED', 'SUPERSEDED', 'EXPIRED', 'INCOMPLETE')`,
  );
  for (const { id, tenant_id: tenantId } of rows) await dropStaging(ctx.db.pool, { id, tenantId });
}
