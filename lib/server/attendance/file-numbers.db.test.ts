// Attendance files are numbered within their district, in a count of their own.
import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { attendanceCsv, createAttendanceDistrict } from '@/lib/testing/attendance';
import { createConnection, createTenant } from '@/lib/testing/builders';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { identifyFile } from './queries/identify-file';

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext({ now: '2026-11-19T18:00:00Z' });
});
afterAll(() => ctx.close());

test('beside the runs of rosters, each district from 1', async () => {
  const [one, other] = [await createAttendanceDistrict(ctx), await createAttendanceDistrict(ctx)];
  const send = async ({ send: sendTo }: typeof one, date: string) =>
    sendTo('attendance.csv', attendanceCsv([{ student: 's1', date }]));
  const sent = [
    await send(one, '2026-11-17'),
    await send(other, '2026-11-17'),
    await send(one, '2026-11-18'),
  ];
  const numbers = await ctx.db.prisma.attendanceRun.findMany({
    where: { id: { in: sent.map(({ id }) => id) } },
    orderBy: { id: 'asc' },
    select: { number: true },
  });
  expect(numbers.map(({ number }) => number)).toEqual([1, 1, 2]);
  const [first, theirs] = sent.map(({ id }) => id);
  const { tenantId } = one;
  expect(await identifyFile(ctx, tenantId, { number: 1 })).toEqual({ id: first, number: 1 });
  expect(await identifyFile(ctx, tenantId, { id: first ?? 0 })).toEqual({ id: first, number: 1 });
  for (const which of [{ number: 3 }, { id: theirs ?? 0 }])
    expect(await identifyFile(ctx, tenantId, which)).toBeNull();
});

test('two at the same time: the second waits, and a run of the roster does not', async () => {
  const connection = await createConnection(ctx, await createTenant(ctx));
  const [first, second] = [await ctx.db.pool.connect(), await ctx.db.pool.connect()];
  await first.query('BEGIN');
  expect(await insertFile(first, connection)).toBe(1);
  const { tenantId, id: connectionId } = connection;
  const run = await ctx.db.prisma.syncRun.create({ data: { tenantId, connectionId } });
  expect(run.number).toBe(1);
  const waiting = insertFile(second, connection);
  await untilBlockedBy(first);
  await first.query('COMMIT');
  expect(await waiting).toBe(2);
  first.release();
  second.release();
});

async function insertFile(
  client: pg.PoolClient,
  { tenantId, id: connectionId }: { tenantId: number; id: number },
): Promise<number> {
  const delivery = await ctx.db.prisma.delivery.create({
    data: {
      ...{ tenantId, connectionId, fileName: `${crypto.randomUUID()}.csv`, state: 'RECEIVED' },
      ...{ storageKey: crypto.randomUUID(), sourceAddress: '127.0.0.1' },
    },
  });
  const { rows } = await client.query<{ number: number }>(
    `INSERT INTO attendance_run (tenant_id, connection_id, delivery_id, kind, file_name, sha256, byte_count,
       received_at, received_date, received_minute)
     VALUES ($1, $2, $3, 'ATTENDANCE', 'attendance.csv', 'a', 1, now(), now(), 1) RETURNING number`,
    [tenantId, connectionId, delivery.id],
  );
  return rows[0]?.number ?? 0;
}

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
