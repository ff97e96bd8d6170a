// How many changes a plan has, by entity, action and school: kept as long as the plan, and with it forgotten.
import type pg from 'pg';
import type { RunKey } from '../../db/roster-tables';
import type { PlanGroup } from './plan';

/** Replaces what an earlier attempt wrote. */
export async function storeChangeCounts(
  client: pg.ClientBase,
  run: RunKey,
  groups: readonly PlanGroup[],
): Promise<void> {
  await client.query('DELETE FROM change_count WHERE tenant_id = $1 AND run_id = $2', [
    run.tenantId,
    run.id,
  ]);
  await client.query(
    `INSERT INTO change_count (tenant_id, run_id, entity, action, school_sourced_id, count, cascade_count)
     SELECT $1, $2, g.entity, g.action, g."schoolSourcedId", g.count, g."cascadeCount"
     FROM jsonb_to_recordset($3::jsonb) AS g(entity text, action text, "schoolSourcedId" text, count int, "cascadeCount" int)`,
    [run.tenantId, run.id, JSON.stringify(groups)],
  );
}

/** The plan and its counts. */
export async function forgetPlan(client: pg.ClientBase, run: RunKey): Promise<void> {
  for (const table of ['change', 'change_count']) {
    await client.query(`DELETE FROM ${table} WHERE tenant_id = $1 AND run_id = $2`, [
      run.tenantId,
      run.id,
    ]);
  }
}
