// The overview of a district: what its runs found live, and on which school days attendance came.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { nextDay } from '@/lib/synthetic/district';
import { attendanceCsv, createAttendanceDistrict } from '@/lib/testing/attendance';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { createLiveDistrict } from '@/lib/testing/reviews';
import { getDistrictAttendance } from '../attendance/queries/district';
import { listCoverage, listDistrictRuns } from './queries/district-history';

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext({ now: '2026-11-20T01:00:00Z' });
});
afterAll(() => ctx.close());

const countStudents = async (tenantId: number): Promise<number> =>
  ctx.db.prisma.rosterUser.count({ where: { tenantId, role: 'student', removedAt: null } });

test('the students before each run are those that were live when it was checked', async () => {
  const district = await createLiveDistrict(ctx, { seed: 'history', students: 300 });
  const { tenantId } = district;
  const atFirst = await countStudents(tenantId);
  const next = nextDay(district.day, 'churn');
  const churn = await district.receiveDay(next);
  expect(await district.stateOf(churn)).toBe('APPLIED');
  const afterChurn = await countStudents(tenantId);
  const same = await district.receiveDay(next);
  expect(await district.stateOf(same)).toBe('NO_CHANGE');
  const held = await district.receiveDay(nextDay(next, 'lostSchool'));
  expect(await district.stateOf(held)).toBe('HELD');

  const { runs } = await listDistrictRuns(ctx, tenantId, afterChurn);
  expect(runs.map(({ number, students }) => [number, students])).toEqual([
    [1, null],
    [2, atFirst],
    [3, afterChurn],
    [4, afterChurn],
  ]);
  expect(runs.map(({ wasHeld }) => wasHeld)).toEqual([true, false, false, true]);
  expect(await listDistrictRuns(ctx, tenantId + 1_000_000, null)).toMatchObject({ runs: [] });
});

test('coverage is what the attendance dashboard says of the same days', async () => {
  const { tenantId, send } = await createAttendanceDistrict(ctx);
  const dates = ['2026-11-17', '2026-11-18', '2026-11-19'];
  for (const date of dates)
    await send(
      'attendance.csv',
      attendanceCsv([
        { student: 's1', school: 'school-1', date, category: 'Unexcused Absence' },
        ...(date === '2026-11-18'
          ? []
          : [{ student: 's2', school: 'school-2', date, category: 'Tardy' }]),
      ]),
    );
  const coverage = await listCoverage(ctx, tenantId, '2026-11-19');
  const { trend } = await getDistrictAttendance(ctx, {
    tenantId,
    from: '2026-10-01',
    to: '2026-11-19',
  });
  expect(coverage).toHaveLength(20);
  expect(coverage).toEqual(
    trend
      .filter(({ status }) => status !== 'NO_SCHOOL')
      .slice(-20)
      .map(({ date, schoolsInSession, schoolsReceived }) => ({
        date,
        schoolsInSession,
        schoolsReceived,
      })),
  );
});
