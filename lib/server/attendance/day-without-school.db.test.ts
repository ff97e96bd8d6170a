// Rows on a day without school: who says that there is none.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { attendanceCsv, createAttendanceDistrict } from '@/lib/testing/attendance';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { listCalendarDays } from './queries/calendar';
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

test.each<[string, readonly string[], { isInSession: boolean; inSession: number; source: string }]>(
  [
    ['no school', [], { isInSession: true, inSession: 2, source: 'TERMS' }],
    ['one of two', ['school-2'], { isInSession: true, inSession: 1, source: 'FILE' }],
    ['both', ['school-1', 'school-2'], { isInSession: false, inSession: 0, source: 'FILE' }],
  ],
)('a holiday of %s in the calendar of every school', async (_, closed, expected) => {
  const { tenantId, send } = await createAttendanceDistrict(ctx);
  const [header = ''] = calendar(HOLIDAY).split('\n');
  const lines = closed.map((school) => `${school},${HOLIDAY},Holiday,2027,Thanksgiving`);
  if (closed.length > 0) await send('calendar.csv', `${[header, ...lines].join('\n')}\n`);
  const [day] = await listCalendarDays(ctx, {
    tenantId,
    from: HOLIDAY,
    to: HOLIDAY,
    schoolIds: ['school-1', 'school-2'],
  });
  const { isInSession, inSession, source } = expected;
  expect(day).toMatchObject({ isInSession, source, schools: { all: 2, inSession } });
  expect(day?.note).toBe(closed.length === 2 ? 'Thanksgiving' : null);
});
