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
    let written = 0;
    const write = async (rows: number): Promise<void> => {
      await client.query(
        `INSERT INTO roster_count (tenant_id, entity, facet, value, count)
         SELECT 1, 'user', 'school', n::text, 1 FROM generate_series($1::int + 1, $1::int + $2::int) n`,
        [written, rows],
      );
      written += rows;
    };
    const counted = async (): Promise<number> => {
      await analyzeGrown(client, ['roster_count']);
      const { rows } = await client.query<{ counted: number }>(
        `SELECT reltuples::int AS counted FROM pg_class WHERE oid = 'roster_count'::regclass`,
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
