// Schools in different school years as a district sends them: by files, over a rollover that leaves the old year out.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { attendanceCsv, districtOf } from '@/lib/testing/attendance';
import { createConnection, createTenant } from '@/lib/testing/builders';
import { districtFiles, type DayOf } from '@/lib/testing/counted-district';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { deliverRun } from '@/lib/testing/deliver';
import { workOnAttendance } from '../jobs/handlers/work-on-attendance';
import { applySyncRun } from '../pipeline/apply-sync-run';
import { processSyncRun } from '../pipeline/process-sync-run';
import { moveSyncRun } from '../sync-runs/move-sync-run';
import { getAttendanceYear } from './queries/attendance-year';
import { findStudentYear } from './queries/student';

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext();
});
afterAll(() => ctx.close());

const SESSIONS: Readonly<Record<string, string>> = {
  a26: 'a26,,,Year 2026,term,2025-07-07,2026-06-05,,2026',
  a27: 'a27,,,Year 2027,term,2026-07-06,2027-06-04,,2027',
  z26: 'z26,,,Year 2026,term,2025-08-25,2026-08-14,,2026',
  z27: 'z27,,,Year 2027,term,2026-08-31,2027-08-13,,2027',
};

/** Classes of the first school (k1, k3) name the sessions of `first`, those of the second (k2, k4) of `second`. */
const dayOf = (first: string, second: string, more: readonly string[] = []): DayOf => ({
  change: (id, row, file) =>
    file === 'academicSessions.csv'
      ? null
      : file === 'classes.csv'
        ? row.replace(',y1,,,', `,${Number(id.slice(1)) % 2 === 1 ? first : second},,,`)
        : file === 'courses.csv'
          ? row.replace(',y1,', ',,')
          : row,
  more: {
    'academicSessions.csv': [...new Set([first, second, ...more])].map((id) => SESSIONS[id] ?? ''),
  },
});

test('a school counts from its own first day, also once its old year has left the files', async () => {
  ctx.clock.set('2026-05-04T15:00:00Z');
  const tenant = await createTenant(ctx);
  const connection = await createConnection(ctx, tenant);
  const district = districtOf(ctx, tenant.id, connection.id);
  const deliver = async (day: string, of: DayOf) => {
    ctx.clock.set(`${day}T10:00:00Z`);
    const files = districtFiles({ schools: 2, students: 20, classes: 4, staff: 2 }, of);
    const run = await deliverRun(ctx, connection, files);
    await processSyncRun(ctx, run);
    await ctx.db.prisma.$transaction((tx) =>
      moveSyncRun(tx, run, 'APPLYING', { now: ctx.clock.now() }),
    );
    expect(await applySyncRun(ctx, run)).toEqual({ ok: true });
    await ctx.db.prisma.circuitBreak.updateMany({
      where: { connectionId: connection.id },
      data: { state: 'APPROVED' },
    });
    await workOnAttendance(ctx);
  };
  const send = async (day: string) => {
    ctx.clock.set(`${day}T20:00:00Z`);
    const rows = ['u1', 'u2'].map((student) => ({
      student,
      date: day,
      school: student === 'u1' ? 's1' : 's2',
    }));
    return (await district.send('attendance.csv', attendanceCsv(rows))).rows.accepted;
  };
  const said = async (student: string) => {
    const year = await findStudentYear(ctx, tenant.id, student);
    return [
      year?.attendanceYear.schoolYear,
      year?.attendanceYear.startDate,
      year?.totals.unexcused,
    ];
  };
  await deliver('2026-05-04', dayOf('a26', 'z26', ['a27']));
  expect(await send('2026-05-04')).toBe(2);
  await deliver('2026-07-06', dayOf('a27', 'z26'));
  expect(await send('2026-07-06')).toBe(2);
  expect(await said('u1')).toEqual([2027, '2026-07-06', 1]);
  expect(await said('u2')).toEqual([2026, expect.any(String), 2]);
  await deliver('2026-09-01', dayOf('a27', 'z27'));
  expect(await send('2026-09-01')).toBe(2);
  expect((await getAttendanceYear(ctx, tenant.id)).startDate).toBe('2026-07-06');
  expect(await said('u1')).toEqual([2027, '2026-07-06', 2]);
  expect(await said('u2')).toEqual([2027, '2026-08-31', 1]);
});
