import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { openSessionPool } from './session-pool';

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext();
});
afterAll(() => ctx.close());

test('a session whose work failed in a transaction is clean for whoever has it next', async () => {
  const sessions = await openSessionPool(ctx.db.pool, 1);
  const failing = sessions.run(async (client) => {
    await client.query('BEGIN');
    await client.query('SELECT 1 / 0');
  });
  await expect(failing).rejects.toThrow('division by zero');
  const next = await sessions.run((client) => client.query('SELECT 1 AS one'));
  expect(next.rows).toEqual([{ one: 1 }]);
  await sessions.release();
});
