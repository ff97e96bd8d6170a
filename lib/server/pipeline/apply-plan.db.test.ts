import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTenant } from '@/lib/testing/builders';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { eventually } from '@/lib/testing/sftp';
import { attachInitial } from './apply-plan';
import { hasPartition, liveTable, PLANNED_ENTITIES, stagingTable } from './parts/tables';

let ctx: TestContext;

beforeAll(async () => {
  ctx = await createTestContext();
});
afterAll(() => ctx.close());

test('a first roster waits for a reviewer who reads it, and neither is turned away', async () => {
  const tenant = await createTenant(ctx);
  const run = { id: 1, tenantId: tenant.id };
  for (const entity of PLANNED_ENTITIES) {
    const like = `LIKE ${liveTable(entity)} INCLUDING ALL`;
    await ctx.db.pool.query(`CREATE TABLE ${stagingTable(run, entity)} (${like})`);
  }
  const [reviewer, worker] = [await ctx.db.pool.connect(), await ctx.db.pool.connect()];
  try {
    await reviewer.query('BEGIN');
    await reviewer.query(`SELECT 1 FROM ${stagingTable(run, 'user')}`);
    await worker.query('BEGIN');
    const { rows } = await worker.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    const attached = attachInitial(worker, run);
    const isWaiting = async () =>
      (
        await ctx.db.pool.query('SELECT 1 FROM pg_locks WHERE pid = $1 AND NOT granted', [
          rows[0]?.pid,
        ])
      ).rowCount === 1;
    await eventually(isWaiting, (value) => value);
    for (const entity of PLANNED_ENTITIES)
      await reviewer.query(`SELECT 1 FROM ${stagingTable(run, entity)}`);
    await reviewer.query('COMMIT');
    await attached;
    await worker.query('COMMIT');
    for (const entity of PLANNED_ENTITIES)
      expect(await hasPartition(worker, entity, tenant.id), entity).toBe(true);
  } finally {
    reviewer.release(true);
    worker.release(true);
  }
});
