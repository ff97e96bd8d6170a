import type pg from 'pg';

/** Of pages: a smaller table is read whole anyway. */
const SMALL = 100;

/**
 * Counts tables again that have doubled since they were counted, what this transaction wrote included: nobody else can see
 * that, and by the counts of an empty table a join of millions of rows is planned as one of a handful.
 */
export async function analyzeGrown(
  client: Pick<pg.ClientBase, 'query'>,
  tables: readonly string[],
): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c
     WHERE c.relnamespace = 'public'::regnamespace AND c.relname = ANY($1) AND pg_relation_size(c.oid) / current_setting('block_size')::int > greatest($2, 2 * c.relpages)`,
    [tables, SMALL],
  );
  for (const { name } of rows) await analyzeTable(client, name);
}

/** Counts one table of the product again. As everybody's but its owner's, ANALYZE would leave it out with a warning. */
export async function analyzeTable(
  client: Pick<pg.ClientBase, 'query'>,
  table: string,
): Promise<void> {
  await client.query('SELECT public.analyze_table($1)', [table]);
}
