import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createConnection, createTenant } from '@/lib/testing/builders';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { eventually } from '@/lib/testing/sftp';
import { attachInitial } from './apply-plan';
import { detachInitial } from './undo-plan';
import {
  hasPartition,
  liveTable,
  PLANNED_ENTITIES,
  stagingTable,
  type PlannedEntity,
  type RunKey,
} from '../db/roster-tables';

let ctx: TestContext;

beforeAll(async () => {
  ctx = await createTestContext();
});
afterAll(() => ctx.close());

/** A run with empty staging tables, for a district of its own. */
async function stagedRun(): Promise<RunKey> {
  const tenant = await createTenant(ctx);
  const { id: connectionId, tenantId } = await createConnection(ctx, tenant);
  const at = ctx.clock.now();
  const run = await ctx.db.prisma.syncRun.create({
    data: {
      tenantId,
      connectionId,
      state: 'APPLYING',
      planKind: 'INITIAL',
      createdAt: at,
      lastArrivalAt: at,
    },
    select: { id: true, tenantId: true },
  });
  for (const entity of PLANNED_ENTITIES) {
    const like = `LIKE ${liveTable(entity)} INCLUDING ALL`;
    await ctx.db.pool.query(`CREATE TABLE ${stagingTable(run, entity)} (${like})`);
  }
  return run;
}

/** Lets somebody read one table, starts the work, and lets them read the others while it waits. */
async function whileRead(
  tables: readonly string[],
  work: (worker: pg.ClientBase) => Promise<void>,
): Promise<void> {
  const [first] = tables;
  const [reader, worker] = [await ctx.db.pool.connect(), await ctx.db.pool.connect()];
  try {
    await reader.query('BEGIN');
    await reader.query(`SELECT 1 FROM ${first}`);
    await worker.query('BEGIN');
    const { rows } = await worker.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    const done = work(worker);
    // Awaited below; a failure before that must not count as unhandled.
    done.catch(() => {});
    const isWaiting = async () =>
      (
        await ctx.db.pool.query('SELECT 1 FROM pg_locks WHERE pid = $1 AND NOT granted', [
          rows[0]?.pid,
        ])
      ).rowCount === 1;
    await eventually(isWaiting, (value) => value);
    for (const table of tables) await reader.query(`SELECT 1 FROM ${table}`);
    await reader.query('COMMIT');
    await done;
    await worker.query('COMMIT');
  } finally {
    reader.release(true);
    worker.release(true);
  }
}

test('a first roster waits for a reviewer who reads it, and neither is turned away', async () => {
  const run = await stagedRun();
  const begunWith: readonly PlannedEntity[] = ['user', ...PLANNED_ENTITIES];
  await whileRead(
    begunWith.map((entity) => stagingTable(run, entity)),
    (worker) => attachInitial(worker, run),
  );
  for (const entity of PLANNED_ENTITIES) expect(await isPartition(entity, run), entity).toBe(true);
});

test.each<PlannedEntity>(['user', 'class', 'link'])(
  'a first roster is taken back while somebody who began with %s reads it, and neither is turned away',
  async (first) => {
    const run = await stagedRun();
    await inTransaction((client) => attachInitial(client, run));
    await whileRead([first, ...[...PLANNED_ENTITIES].reverse()].map(liveTable), (worker) =>
      detachInitial(worker, run),
    );
    for (const entity of PLANNED_ENTITIES)
      expect(await isPartition(entity, run), entity).toBe(false);
  },
);

async function isPartition(entity: PlannedEntity, run: RunKey): Promise<boolean> {
  return inTransaction((client) => hasPartition(client, entity, run.tenantId));
}

async function inTransaction<T>(work: (client: pg.ClientBase) => Promise<T>): Promise<T> {
  const client = await ctx.db.pool.connect();
  try {
    await client.query('BEGIN');
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } finally {
    client.release(true);
  }
}
