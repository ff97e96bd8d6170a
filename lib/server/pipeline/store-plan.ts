// A plan in the making becomes the change set that is kept, in the order it is applied and shown. See
// docs/decisions/069-large-plans.md for where the rows of a large one stand.
import type pg from 'pg';
import { changeActions } from '@/lib/core/change/change';
import { PLANNED_ENTITIES, stagingTable, type RunKey } from '../db/roster-tables';
import { largePlanTable } from '../plan/large-plans';

/** From how many changes a plan has a table of its own: below it, five indexes that grow cost a second or two. */
export const LARGE_PLAN_FROM = 100_000;

const COLUMNS =
  'entity, counted_as, action, sourced_id, school_sourced_id, is_cascade, changed_fields, before, after';

/** Replaces what an earlier attempt stored. In the transaction that decides about the run. */
export async function storePlan(
  client: pg.ClientBase,
  run: RunKey,
  { largeFrom = LARGE_PLAN_FROM }: { largeFrom?: number } = {},
): Promise<void> {
  await client.query('DELETE FROM change WHERE tenant_id = $1 AND run_id = $2', [
    run.tenantId,
    run.id,
  ]);
  const { rows: kinds } = await client.query<Kind>(
    `SELECT entity, action, count(*)::int AS count FROM ${stagingTable(run, 'plan')} GROUP BY 1, 2`,
  );
  const count = kinds.reduce((sum, kind) => sum + kind.count, 0);
  if (count < largeFrom) return copy(client, run, { into: 'change_shared', kinds, isLarge: false });
  const table = largePlanTable(run);
  const { rows } = await client.query<{ isThere: boolean }>(
    'SELECT to_regclass($1) IS NOT NULL AS "isThere"',
    [table],
  );
  // Of a run that is planned again its table is there, with its indexes: rare, and slower.
  const isNew = !rows[0]?.isThere;
  if (isNew) await client.query('SELECT public.open_large_plan($1, $2)', [run.tenantId, run.id]);
  await copy(client, run, { into: table, kinds, isLarge: true });
  if (isNew) await client.query('SELECT public.close_large_plan($1, $2)', [run.tenantId, run.id]);
}

interface Kind {
  entity: string;
  action: string;
  count: number;
}

/** Kind by kind: to sort by id alone is much faster than by all three. */
async function copy(
  client: pg.ClientBase,
  run: RunKey,
  { into, kinds, isLarge }: { into: string; kinds: readonly Kind[]; isLarge: boolean },
): Promise<void> {
  const inOrder = PLANNED_ENTITIES.flatMap((entity) =>
    [...changeActions]
      .sort()
      .filter((action) => kinds.some((kind) => kind.entity === entity && kind.action === action))
      .map((action) => ({ entity, action })),
  );
  if (inOrder.length === 0) return;
  const parts = inOrder.map(
    ({ entity, action }) =>
      `(SELECT ${COLUMNS} FROM ${stagingTable(run, 'plan')} WHERE entity = '${entity}' AND action = '${action}' ORDER BY sourced_id)`,
  );
  await client.query(
    `INSERT INTO ${into} (tenant_id, run_id, is_large, seq, ${COLUMNS})
     SELECT $1, $2, $3, row_number() OVER (), p.* FROM (${parts.join(' UNION ALL ')}) p`,
    [run.tenantId, run.id, isLarge],
  );
}
