import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { analyzeGrown } from './analyze-grown';

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext();
});
afterAll(() => ctx.close());

test('counts what its own transaction wrote, once it has doubled', async () => {
  const client = await ctx.db.pool.connect();
  try {
    await client.query('BEGIN');
    await client.query('CREATE TABLE grown (id int) WITH (autovacuum_enabled = false)');
    const write = (rows: number) =>
      client.query('INSERT INTO grown SELECT generate_series(1, $1::int)', [rows]);
    const counted = async (): Promise<number> => {
      await analyzeGrown(client, ['grown']);
      const { rows } = await client.query<{ counted: number }>(
        `SELECT reltuples::int AS counted FROM pg_class WHERE oid = 'grown'::regclass`,
      );
      return rows[0]?.counted ?? 0;
    };
    await write(100);
    expect(await counted()).toBe(-1);
    await write(99_900);
    expect(await counted()).toBe(100_000);
    await write(50_000);
    expect(await counted()).toBe(100_000);
    await write(100_000);
    expect(await counted()).toBe(250_000);
  } finally {
    await client.query('ROLLBACK');
    client.release();
  }
});
