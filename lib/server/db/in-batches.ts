import type pg from 'pg';

const BATCH = 5_000;

/**
 * The rows of a query a batch at a time, within a transaction: there may be as many as there are rows in a file.
 */
export async function* inBatches<Row extends object>(
  client: pg.ClientBase,
  name: string,
  query: string,
  values: readonly unknown[] = [],
  size = BATCH,
): AsyncGenerator<Row[]> {
  await client.query(`DECLARE ${name} NO SCROLL CURSOR FOR ${query}`, [...values]);
  for (;;) {
    const { rows } = await client.query<Row>(`FETCH ${size} FROM ${name}`);
    if (rows.length > 0) yield rows;
    if (rows.length < size) break;
  }
  await client.query(`CLOSE ${name}`);
}
