// Plans so large that their changes stand in a table of their own, a part of `change`: docs/decisions/069-large-plans.md.
import type pg from 'pg';
import { analyzeTable } from '../db/analyze-grown';
import type { RunKey } from '../db/roster-tables';

const nameOf = (run: Pick<RunKey, 'id'>): string => `change_run_${run.id}`;

export const largePlanTable = (run: Pick<RunKey, 'id'>): string => `public.${nameOf(run)}`;

/**
 * The runs of a tenant whose plan is large. Whoever asks for changes of no run in particular names these, so that the tables
 * of all other plans are not even looked at.
 */
export async function listLargePlans(
  pool: Pick<pg.Pool, 'query'>,
  tenantId: number,
): Promise<number[]> {
  const { rows } = await pool.query<{ id: number }>(
    `SELECT r.id FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
     JOIN sync_run r ON r.tenant_id = $1 AND r.id = substring(c.relname FROM '[0-9]+$')::int
     WHERE i.inhparent = 'public.change_large'::regclass ORDER BY r.id`,
    [tenantId],
  );
  return rows.map(({ id }) => id);
}

/** Tells the planner of the changes this transaction has stored, which nobody else can see yet. */
export async function analyzePlan(client: pg.ClientBase, run: RunKey): Promise<void> {
  const { rows } = await client.query<{ isLarge: boolean; isWholeKnown: boolean }>(
    `SELECT to_regclass($1) IS NOT NULL AS "isLarge",
       (SELECT reltuples > 0 FROM pg_class WHERE oid = 'public.change'::regclass) AS "isWholeKnown"`,
    [largePlanTable(run)],
  );
  // A large one was counted when its table was indexed.
  if (!rows[0]?.isLarge) await analyzeTable(client, 'change_shared');
  // How often ids and schools repeat in all plans hardly changes: known once, it is known.
  if (!rows[0]?.isWholeKnown) await analyzeTable(client, 'change');
}

/** Tables of large plans that were forgotten. Returns how many went. */
export async function dropEmptyPlans(pool: Pick<pg.Pool, 'query'>): Promise<number> {
  const { rows } = await pool.query<{ dropped: number }>(
    'SELECT public.drop_empty_plans() AS dropped',
  );
  return rows[0]?.dropped ?? 0;
}
