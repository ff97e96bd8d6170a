// What the plan says of staged records: those not in the live roster are added, those that differ from it are updated.
import type pg from 'pg';
import type { RosterEntity } from '@/lib/core/oneroster';
import {
  countedAsExpression,
  recordFields,
  rosterTable,
  schoolExpression,
  stagingTable,
  type RunKey,
} from '../../db/roster-tables';
import { cascadeOf } from './cascades';
import { differsSql } from './differs-sql';

/** Plans some staged records again, after something they depend on was settled. `ids` is a query. */
export async function planAgain(
  client: pg.ClientBase,
  run: RunKey,
  entity: RosterEntity,
  ids: string,
): Promise<void> {
  await client.query(
    `DELETE FROM ${stagingTable(run, 'plan')} p
     WHERE p.entity = '${entity}' AND p.action <> 'REMOVE' AND p.sourced_id IN (${ids})`,
  );
  await planStaged(client, run, entity, `s.sourced_id IN (${ids})`);
}

/** What is staged and not in force is added; what is in force and differs is updated. */
export async function planStaged(
  client: pg.ClientBase,
  run: RunKey,
  entity: RosterEntity,
  which = 'true',
): Promise<void> {
  const plan = stagingTable(run, 'plan');
  const staged = stagingTable(run, entity);
  const live = rosterTable(entity, run);
  const fields = recordFields(entity).filter((field) => field !== 'sourced_id');
  const differs = fields.map((field) => differsSql(entity, field, 's', 'l'));
  const changedFields = `array_remove(ARRAY[${fields
    .map((field, i) => `CASE WHEN ${differs[i]} THEN '${field}' END`)
    .join(', ')}], NULL)`;
  // Written as text from the changed columns alone: taking apart whole rows as jsonb took minutes at a new year.
  const changedValues = (row: string): string =>
    `('{' || concat_ws(',', ${fields
      .map(
        (field, i) =>
          `CASE WHEN ${differs[i]} THEN '"${field}":' || coalesce(to_json(${row}.${field})::text, 'null') END`,
      )
      .join(', ')}) || '}')::jsonb`;
  const cascade = cascadeOf(run, entity, 's', ['ADD', 'REACTIVATE']);
  // How many rows are not in force the planner cannot know: it would join what it takes for one row by reading the plan.
  const fence = cascade.joins ? 'OFFSET 0' : '';
  await client.query(
    `INSERT INTO ${plan} (entity, counted_as, action, sourced_id, school_sourced_id, is_cascade, content_hash)
     SELECT '${entity}', ${countedAsExpression(entity, 's')}, CASE WHEN l.sourced_id IS NULL THEN 'ADD' ELSE 'REACTIVATE' END,
       s.sourced_id, ${schoolExpression(entity, 's')}, s.is_cascade, coalesce(s.line_hash, hashtextextended((to_jsonb(s) - 'line_number' - 'run_id' - 'is_cascade')::text, 0))
     FROM (SELECT s.*, ${cascade.isCascade} AS is_cascade FROM ${staged} s${cascade.joins} ${fence}) s
     LEFT JOIN ${live} l ON l.tenant_id = $1 AND l.sourced_id = s.sourced_id
     WHERE (l.sourced_id IS NULL OR l.removed_at IS NOT NULL) AND ${which}`,
    [run.tenantId],
  );
  await client.query(
    `INSERT INTO ${plan} (entity, counted_as, action, sourced_id, school_sourced_id, changed_fields, before, after, content_hash)
     SELECT '${entity}', d.counted_as, 'UPDATE', d.sourced_id, d.school, d.fields, d.before, d.after,
       hashtextextended(d.sourced_id || d.after::text, 0)
     FROM (SELECT ${countedAsExpression(entity, 'l')} AS counted_as, l.sourced_id, ${schoolExpression(entity, 'l')} AS school, c.fields,
             ${changedValues('l')} AS before, ${changedValues('s')} AS after
           FROM ${staged} s JOIN ${live} l ON l.tenant_id = $1 AND l.sourced_id = s.sourced_id AND l.removed_at IS NULL
           CROSS JOIN LATERAL (SELECT ${changedFields} AS fields OFFSET 0) c
           WHERE (${differs.join(' OR ')}) AND ${which} OFFSET 0) d`,
    [run.tenantId],
  );
}
