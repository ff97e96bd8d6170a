// The lists of a district's own area: every file with what became of it, and the set whose problems are shown.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createConnection, createTenant } from '@/lib/testing/builders';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { listDeliveries } from './queries/list-deliveries';
import { findNewestCheckedRun } from './queries/newest-checked';

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext();
});
afterAll(() => ctx.close());

async function createDistrict() {
  const tenant = await createTenant(ctx);
  const connection = await createConnection(ctx, tenant);
  const own = { tenantId: tenant.id, connectionId: connection.id };
  let made = 0;
  return {
    ...own,
    send: (fileName: string, more: object = {}) =>
      ctx.db.prisma.delivery.create({
        data: {
          ...{ ...own, fileName, state: 'RECEIVED', byteCount: 10, receivedAt: ctx.clock.now() },
          ...{ storageKey: `${tenant.id}-${(made += 1)}`, sourceAddress: '192.0.2.1', ...more },
        },
      }),
    run: (data: object) =>
      ctx.db.prisma.syncRun.create({ data: { ...own, state: 'APPLIED', ...data } }),
  };
}

test('every file is listed once, newest first, with its set, its attendance or nothing', async () => {
  const district = await createDistrict();
  const { tenantId } = district;
  const run = await district.run({});
  const newer = await district.send('users.csv', { syncRunId: run.id });
  await district.send('users.csv', { replacedById: newer.id });
  await district.send('orgs.csv', { state: 'INCOMPLETE', receivedAt: null });
  const daily = await district.send('attendance.csv');
  await ctx.db.prisma.attendanceRun.create({
    data: {
      ...{ tenantId, connectionId: district.connectionId, deliveryId: daily.id },
      ...{ kind: 'ATTENDANCE', fileName: 'attendance.csv', sha256: 'a', byteCount: 10 },
      ...{ receivedAt: ctx.clock.now(), receivedDate: ctx.clock.now(), receivedMinute: 600 },
    },
  });
  await district.send('photos.zip', { archiveContent: 'OTHER' });
  await district.send('attendance_middle.csv', { bytesDeletedAt: ctx.clock.now() });
  const other = await createDistrict();
  await other.send('users.csv');

  const { rows, total } = await listDeliveries(ctx, tenantId, { offset: 0, limit: 50 });
  expect(total).toBe(6);
  expect(rows).toMatchObject([
    { fileName: 'attendance_middle.csv', isDeleted: true, attendance: null, run: null },
    { fileName: 'photos.zip', holdsNoRoster: true },
    { fileName: 'attendance.csv', attendance: { number: 1, state: 'QUEUED' }, isDeleted: false },
    { fileName: 'orgs.csv', state: 'INCOMPLETE', receivedAt: null },
    { fileName: 'users.csv', isReplaced: true },
    { fileName: 'users.csv', isReplaced: false, run: { number: 1, state: 'APPLIED' } },
  ]);
  const { rows: second } = await listDeliveries(ctx, tenantId, { offset: 4, limit: 1 });
  expect(second).toMatchObject([{ isReplaced: true }]);
});

test('problems are those of the newest set that was read to its end', async () => {
  const district = await createDistrict();
  const find = () => findNewestCheckedRun(ctx, district.tenantId);
  expect(await find()).toBeNull();
  const at = ctx.clock.now();
  await district.run({ state: 'INCOMPLETE' });
  expect(await find()).toBeNull();
  const checked = await district.run({ state: 'INVALID', processingAt: at });
  await district.run({ state: 'PROCESSING', processingAt: at });
  expect(await find()).toMatchObject({ id: checked.id, number: 2 });
});
