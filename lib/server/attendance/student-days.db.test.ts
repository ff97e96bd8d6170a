// The last days of one student, as the roster shows them.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  attendanceCsv,
  createAttendanceDistrict,
  type AttendanceDistrict,
} from '@/lib/testing/attendance';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { isOnRoll } from './queries/on-roll';
import { findRecentDays } from './queries/student-days';

let ctx: TestContext;
let district: AttendanceDistrict;
beforeAll(async () => {
  ctx = await createTestContext();
  district = await createAttendanceDistrict(ctx);
});
afterAll(() => ctx.close());
beforeEach(() => ctx.clock.set('2026-11-20T18:00:00Z'));

const recentOf = (studentId: string, count = 30) =>
  findRecentDays(ctx, { tenantId: district.tenantId, studentId, count });

test('each day with what was received of it, up to today', async () => {
  await district.send(
    'attendance.csv',
    attendanceCsv([
      { student: 's1', date: '2026-11-17' },
      { student: 's1', date: '2026-11-18', category: 'Tardy', duration: '' },
      { student: 's2', date: '2026-11-19' },
    ]),
  );
  const recent = await recentOf('s1', 4);
  expect(recent).toMatchObject({
    span: { from: '2026-11-17', to: '2026-11-20' },
    known: { from: '2026-11-17', to: '2026-11-20' },
    today: '2026-11-20',
  });
  expect(recent?.days.map(({ date, cell }) => [date, cell.status])).toEqual([
    ['2026-11-17', 'UNEXCUSED_ABSENCE'],
    ['2026-11-18', 'TARDY'],
    ['2026-11-19', 'NO_ROW'],
    ['2026-11-20', 'NO_FILE'],
  ]);
});

test('a day before the student was there is not known', async () => {
  await ctx.db.prisma.attendanceStudent.updateMany({
    where: { tenantId: district.tenantId, studentId: 's2' },
    data: { beginDate: new Date('2026-11-18') },
  });
  const recent = await recentOf('s2', 7);
  expect(recent).toMatchObject({
    span: { from: '2026-11-14', to: '2026-11-20' },
    known: { from: '2026-11-18', to: '2026-11-20' },
  });
  expect(recent?.days[0]?.date).toBe('2026-11-18');
});

test('nobody who is not on the roll of this year, nor on that of another district', async () => {
  const other = await createAttendanceDistrict(ctx);
  const on = (tenantId: number, sourcedId: string) =>
    isOnRoll(ctx, 'student', { tenantId, sourcedId });
  expect(await on(district.tenantId, 's1')).toBe(true);
  expect(await on(district.tenantId, 'nobody')).toBe(false);
  // Before its first file a district has no roll.
  expect(await on(other.tenantId, 's1')).toBe(false);
  expect(
    await findRecentDays(ctx, { tenantId: other.tenantId, studentId: 's1', count: 30 }),
  ).toBeNull();
  expect(await recentOf('nobody')).toBeNull();
});
