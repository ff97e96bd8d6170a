import { afterAll, beforeAll, expect, test } from 'vitest';
import { attendanceCsv, createAttendanceDistrict } from '@/lib/testing/attendance';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { findAttendanceRun } from './runs';

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext({ now: '2026-11-19T18:00:00Z' });
});
afterAll(() => ctx.close());

test('the schools of a file are each named once, that of the newest day first', async () => {
  const { tenantId, send } = await createAttendanceDistrict(ctx);
  const absences = [
    { school: 'school-1', student: 's1', date: '2026-11-18' },
    { school: 'school-1', student: 's1', date: '2026-11-17' },
    { school: 'school-2', student: 's2', date: '2026-11-19' },
    { school: 'school-2', student: 's2', date: '2026-11-16' },
  ];
  const { id } = await send(
    'attendance.csv',
    attendanceCsv(absences.map((row) => ({ ...row, category: 'Unexcused Absence' }))),
  );
  const run = await findAttendanceRun(ctx, tenantId, id);
  expect(run?.days).toHaveLength(4);
  expect(run?.schools).toEqual([
    { schoolId: 'school-2', name: 'Lincoln Middle' },
    { schoolId: 'school-1', name: 'Roosevelt Elementary' },
  ]);
});
