// Runs are numbered within their district, by the database, whoever inserts them.
import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createConnection, createTenant } from '@/lib/testing/builders';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { listRunEvents } from './queries/get-run';
import { getIdentifiedRun, identifyRun } from './queries/identify-run';

interface Connection {
  id: number;
  tenantId: number;
}

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext();
});
afterAll(() => ctx.close());

async function newConnection(): Promise<Connection> {
  return createConnection(ctx, await createTenant(ctx));
}

const createRun = ({ tenantId, id }: Connection) =>
  ctx.db.prisma.syncRun.create({ data: { tenantId, connectionId: id, state: 'APPLIED' } });

async function begin(): Promise<pg.PoolClient> {
  const client = await ctx.db.pool.connect();
  await client.query('BEGIN');
  return client;
}

async function end(client: pg.PoolClient, how: 'COMMIT' | 'ROLLBACK'): Promise<void> {
  await client.query(how);
  client.release();
}

async function insertRun(client: pg.PoolClient, { tenantId, id }: Connection): Promise<number> {
  const { rows } = await client.query<{ number: number }>(
    `INSERT INTO sync_run (tenant_id, connection_id, state) VALUES ($1, $2, 'APPLIED') RETURNING number`,
    [tenantId, id],
  );
  return rows[0]?.number ?? 0;
}

test('each district counts from 1', async () => {
  const [one, other] = [await newConnection(), await newConnection()];
  expect((await createRun(one)).number).toBe(1);
  expect((await createRun(other)).number).toBe(1);
  expect((await createRun(one)).number).toBe(2);
  expect((await createRun(other)).number).toBe(2);
});

test('a number that was deleted is not given again', async () => {
  const connection = await newConnection();
  await createRun(connection);
  const last = await createRun(connection);
  await ctx.db.prisma.syncRun.delete({ where: { id: last.id } });
  expect((await createRun(connection)).number).toBe(3);
});

test.each(['COMMIT', 'ROLLBACK'] as const)(
  'two at the same time: the second waits, whether the first ends in %s',
  async (how) => {
    const connection = await newConnection();
    const first = await begin();
    const second = await begin();
    expect(await insertRun(first, connection)).toBe(1);
    const waiting = insertRun(second, connection);
    await untilBlockedBy(first);
    await end(first, how);
    expect(await waiting).toBe(how === 'COMMIT' ? 2 : 1);
    await end(second, 'COMMIT');
    const rows = await ctx.db.prisma.syncRun.findMany({
      where: { tenantId: connection.tenantId },
      orderBy: { id: 'asc' },
    });
    expect(rows.map(({ number }) => number)).toEqual(how === 'COMMIT' ? [1, 2] : [1]);
  },
);

test('a run that is being inserted holds up no other district, and nobody who changes its own', async () => {
  const [one, other] = [await newConnection(), await newConnection()];
  const client = await begin();
  await insertRun(client, one);
  expect((await createRun(other)).number).toBe(1);
  await ctx.db.prisma.tenant.update({ where: { id: one.tenantId }, data: { sis: 'Other' } });
  await end(client, 'COMMIT');
});

test('many at once', async () => {
  const connection = await newConnection();
  const runs = await Promise.all(Array.from({ length: 12 }, () => createRun(connection)));
  expect(runs.map(({ number }) => number).toSorted((a, b) => a - b)).toEqual(
    Array.from({ length: 12 }, (_, at) => at + 1),
  );
});

test('a run is found by its number or its id, and only by its district', async () => {
  const [one, other] = [await newConnection(), await newConnection()];
  const theirs = await createRun(other);
  const { id } = await createRun(one);
  const found = { id, number: 1 };
  expect(await identifyRun(ctx, one.tenantId, { number: 1 })).toEqual(found);
  expect(await identifyRun(ctx, one.tenantId, { id })).toEqual(found);
  for (const which of [{ number: 2 }, { id: theirs.id }, { id: 2_147_483_647 }])
    expect(await identifyRun(ctx, one.tenantId, which)).toBeNull();
  expect(await getIdentifiedRun(ctx.db.prisma, { tenantId: one.tenantId, id })).toEqual(found);
});

test('a timeline names another run by its number', async () => {
  const connection = await newConnection();
  const { tenantId } = connection;
  const [first, second] = [await createRun(connection), await createRun(connection)];
  expect(second.id).not.toBe(second.number);
  const details = [
    { to: 'SUPERSEDED', byRunId: second.id },
    { to: 'NO_CHANGE', sameAsRunId: second.id },
    { to: 'HELD', becauseUndone: second.id },
    { to: 'HELD', byRunId: 2_147_483_647 },
    { to: 'QUEUED' },
  ];
  await ctx.db.prisma.syncRunEvent.createMany({
    data: details.map((detail) => ({ tenantId, runId: first.id, kind: 'MOVED', detail })),
  });
  const events = await listRunEvents(ctx, tenantId, first.id);
  expect(events.map(({ detail }) => detail)).toEqual([
    { to: 'SUPERSEDED', byRunNumber: 2 },
    { to: 'NO_CHANGE', sameAsRunNumber: 2 },
    { to: 'HELD', becauseUndoneRunNumber: 2 },
    { to: 'HELD' },
    { to: 'QUEUED' },
  ]);
});

test('nobody who inserts a run chooses its number', async () => {
  const { tenantId, id: connectionId } = await newConnection();
  await ctx.db.prisma.syncRun.createMany({
    data: [7, 7].map((number) => ({ tenantId, connectionId, state: 'APPLIED', number })),
  });
  const rows = await ctx.db.prisma.syncRun.findMany({
    where: { tenantId },
    orderBy: { id: 'asc' },
  });
  expect(rows.map(({ number }) => number)).toEqual([1, 2]);
});

/** Until somebody waits for a lock that `client` holds. */
async function untilBlockedBy(client: pg.PoolClient): Promise<void> {
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  await expect
    .poll(
      async () => {
        const blocked = await ctx.db.pool.query(
          'SELECT FROM pg_stat_activity WHERE $1 = ANY(pg_blocking_pids(pid))',
          [rows[0]?.pid],
        );
        return blocked.rowCount;
      },
      { timeout: 30_000 },
    )
    .toBe(1);
}
