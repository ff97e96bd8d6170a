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
    `SELECT c.oid::regclass::text AS name FROM pg_class c
     WHERE c.oid = ANY($1::regclass[]) AND pg_relation_size(c.oid) / current_setting('block_size')::int > greatest($2, 2 * c.relpages)`,
    [tables, SMALL],
  );
  for (const { name } of rows) await client.query(`ANALYZE ${name}`);
}
