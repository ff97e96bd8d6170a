// Rows on a day without school: who says that there is none.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { attendanceCsv, createAttendanceDistrict } from '@/lib/testing/attendance';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { listAttendanceIssues } from './queries/runs';

const HOLIDAY = '2026-11-26';
const SATURDAY = '2026-11-21';
let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext({ now: '2026-11-30T18:00:00Z' });
});
afterAll(() => ctx.close());

const calendar = (date: string): string =>
  `school_id,calendar_date,calendar_events,school_year_id,description\nschool-1,${date},Holiday,2027,\n`;

test.each<[string, string, { calendar?: string; staff?: string }, string, string]>([
  ['a weekend', SATURDAY, {}, 'on a weekend or outside the terms', 'calendar.csv'],
  [
    'a holiday of calendar.csv',
    HOLIDAY,
    { calendar: HOLIDAY },
    'calendar.csv says that there is no school',
    'calendar.csv',
  ],
  ['a day our staff marked', HOLIDAY, { staff: HOLIDAY }, 'our staff marked', 'tell us'],
  ['a day both say', HOLIDAY, { calendar: HOLIDAY, staff: HOLIDAY }, 'our staff marked', 'tell us'],
  [
    'a weekend beside a calendar',
    SATURDAY,
    { calendar: HOLIDAY },
    'on a weekend or outside the terms',
    'calendar.csv',
  ],
])('%s', async (_, date, marks, sentence, remedy) => {
  const district = await createAttendanceDistrict(ctx);
  const { tenantId } = district;
  if (marks.calendar) await district.send('calendar.csv', calendar(marks.calendar));
  if (marks.staff)
    await ctx.db.pool.query(
      `INSERT INTO attendance_calendar_mark (tenant_id, date, school_id, source, is_in_session, marked_at) VALUES ($1, $2, '', 'STAFF', false, now())`,
      [tenantId, marks.staff],
    );
  const run = await district.send(
    'attendance.csv',
    attendanceCsv([{ student: 's1', date, category: 'Unexcused Absence' }]),
  );
  const { rows } = await listAttendanceIssues(ctx, {
    tenantId,
    runId: run.id,
    code: 'ATTENDANCE_NOT_IN_SESSION',
    page: 1,
    pageSize: 10,
  });
  expect(rows[0]?.sentence).toContain(sentence);
  expect(rows[0]?.fix).toContain(remedy);
});
