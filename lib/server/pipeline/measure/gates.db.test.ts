// Every school that is new, or comes back, shows the same of itself: however many, and with whom it already had.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createConnection, createTenant } from '@/lib/testing/builders';
import { districtFiles } from '@/lib/testing/counted-district';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { deliverRun } from '@/lib/testing/deliver';
import { firstSyncGate } from '../../policy/first-sync-gate';
import { moveSyncRun } from '../../sync-runs/move-sync-run';
import { applySyncRun } from '../apply-sync-run';
import { processSyncRun } from '../process-sync-run';

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext();
});
afterAll(() => ctx.close());

async function district() {
  const tenant = await createTenant(ctx);
  const connection = await createConnection(ctx, tenant);
  const receive = async (files: ReturnType<typeof districtFiles>) => {
    const run = await deliverRun(ctx, connection, files);
    expect(await processSyncRun(ctx, run)).toBe('HELD');
    const { rows } = await firstSyncGate(ctx, tenant.id, run.id);
    return { run, rows };
  };
  const apply = async ({ run }: { run: { id: number; tenantId: number } }): Promise<void> => {
    await ctx.db.prisma.circuitBreak.updateMany({
      where: { connectionId: connection.id, state: 'OPEN' },
      data: { state: 'APPROVED' },
    });
    await ctx.db.prisma.$transaction((tx) =>
      moveSyncRun(tx, run, 'APPLYING', { now: ctx.clock.now() }),
    );
    expect(await applySyncRun(ctx, run)).toEqual({ ok: true });
  };
  return { receive, apply };
}

test('a hundred new schools have a hundred gates', async () => {
  const { receive, apply } = await district();
  const of = { students: 300, staff: 3, enrollmentsPerStudent: 1, language: 'es' };
  await apply(await receive(districtFiles({ ...of, schools: 1 })));
  const { rows } = await receive(districtFiles({ ...of, schools: 101, students: 404 }));
  const schools = new Set(rows.map(({ schoolSourcedId }) => schoolSourcedId));
  expect(schools.size).toBe(100);
  const ofLast = rows.filter(({ schoolSourcedId }) => schoolSourcedId === 's101');
  expect(ofLast.map(({ criterion, count, base }) => [criterion, count, base])).toEqual([
    ['studentsInClass', 4, 4],
    ['classesWithTeacher', 0, 0],
    ['studentsReachable', 0, 4],
    ['languageFilled', 4, 4],
    ['staffMailUnique', 0, 0],
    ['sessionCurrent', 1, null],
  ]);
});

test('a school that comes back is counted with whom it kept', async () => {
  const { receive, apply } = await district();
  const of = {
    schools: 4,
    students: 400,
    staff: 8,
    classes: 8,
    enrollmentsPerStudent: 1,
    reachable: 200,
  };
  await apply(await receive(districtFiles(of)));
  // Only orgs.csv forgets it: its people cannot be used, so they stay as they are.
  const gone = districtFiles(of, { change: (id, row) => (id === 's4' ? null : row) });
  await apply(await receive(gone));
  // One of its hundred students is new on that day, one has left.
  const { rows } = await receive(
    districtFiles(of, {
      change: (id, row) => (id === 'u4' ? null : row),
      more: { 'users.csv': ['n1,,,true,s4,student,n1,,Ana,Example,,,,,,,05,,'] },
    }),
  );
  expect(rows.map((row) => [row.schoolSourcedId, row.criterion, row.count, row.base])).toEqual([
    ['s4', 'studentsInClass', 99, 100],
    ['s4', 'classesWithTeacher', 0, 2],
    ['s4', 'studentsReachable', 49, 100],
    ['s4', 'languageFilled', 0, 100],
    ['s4', 'staffMailUnique', 2, 2],
    ['s4', 'sessionCurrent', 1, null],
  ]);
});
