import type pg from 'pg';
import { PLANNED_ENTITIES, stagingTable, type RunKey } from '../db/roster-tables';

/** Rows in each staging table, to notice later that a database crash emptied them. */
export async function countStaged(
  client: pg.ClientBase,
  run: RunKey,
): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const entity of PLANNED_ENTITIES) {
    const table = stagingTable(run, entity);
    const { rows } = await client.query<{ found: boolean }>(
      'SELECT to_regclass($1) IS NOT NULL AS found',
      [table],
    );
    if (!rows[0]?.found) continue;
    const counted = await client.query<{ count: number }>(`SELECT count(*) AS count FROM ${table}`);
    counts[entity] = counted.rows[0]?.count ?? 0;
  }
  return counts;
}
