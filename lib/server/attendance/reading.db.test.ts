// What the bytes of a daily file look like, as exports write them, and what becomes of it.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  ATTENDANCE_HEADER,
  createAttendanceDistrict,
  type AttendanceDistrict,
} from '@/lib/testing/attendance';
import { createTestContext, type TestContext } from '@/lib/testing/database';

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext({ now: '2026-11-19T18:00:00Z' });
});
afterAll(() => ctx.close());

const TODAY = '2026-11-19';

async function eventsOf(district: AttendanceDistrict): Promise<string[]> {
  const rows = await ctx.db.prisma.attendanceEvent.findMany({
    where: { tenantId: district.tenantId },
    orderBy: [{ date: 'asc' }, { studentId: 'asc' }],
  });
  return rows.map(
    ({ studentId, date, category }) =>
      `${studentId} ${date.toISOString().slice(0, 10)} ${category}`,
  );
}

async function issuesOf(runId: number): Promise<[string, number | null][]> {
  const rows = await ctx.db.prisma.attendanceIssue.findMany({
    where: { runId },
    orderBy: [{ line: 'asc' }, { code: 'asc' }],
  });
  return rows.map(({ code, line }) => [code, line]);
}

const row = (student: string, more = 'Sick,1,'): string =>
  `school-1,${student},${TODAY},Unexcused Absence,${more}`;

describe('a note in quotes', () => {
  test.each([1, 22, 500, 3000])(
    'of %i line breaks is one value: two events, and later lines keep their numbers',
    async (breaks) => {
      const district = await createAttendanceDistrict(ctx);
      const note = `"${'Called home, no answer.\n'.repeat(breaks)}"`;
      const lines = [
        ATTENDANCE_HEADER,
        row('s1', `Sick,1,${note}`),
        row('s3'),
        row('s5', 'Sick,7,'),
      ];
      const run = await district.send('attendance.csv', lines.join('\n'));
      expect(run.state).toBe('APPLIED');
      expect(await eventsOf(district)).toEqual(
        breaks > 160
          ? [`s3 ${TODAY} UNEXCUSED_ABSENCE`]
          : [`s1 ${TODAY} UNEXCUSED_ABSENCE`, `s3 ${TODAY} UNEXCUSED_ABSENCE`],
      );
      expect(await issuesOf(run.id)).toContainEqual(['ATTENDANCE_DURATION_MINUTES', 4 + breaks]);
    },
  );

  test('a stray quote costs its own row only', async () => {
    const district = await createAttendanceDistrict(ctx);
    const lines = [
      ATTENDANCE_HEADER,
      row('s1'),
      row('s3', '"Sick,1,'),
      row('s5'),
      row('s7', 'Height 62",1,'),
    ];
    const run = await district.send('attendance.csv', lines.join('\r\n'));
    expect((await eventsOf(district)).map((event) => event.slice(0, 2))).toEqual([
      's1',
      's5',
      's7',
    ]);
    expect(await issuesOf(run.id)).toContainEqual(['ATTENDANCE_QUOTE', 3]);
  });

  test('rows that cannot be read are no repeats of each other', async () => {
    const district = await createAttendanceDistrict(ctx);
    const broken = Array.from({ length: 40 }, (_, index) => row('s1', `"x"y${index},1,`));
    const run = await district.send(
      'attendance.csv',
      [ATTENDANCE_HEADER, ...broken, row('s3')].join('\n'),
    );
    expect(run).toMatchObject({ state: 'APPLIED', rows: { read: 41, accepted: 1, rejected: 40 } });
  });
});

test('rows that differ in a column we do not read are period attendance still', async () => {
  const district = await createAttendanceDistrict(ctx);
  const rows = Array.from({ length: 12 }, (_, index) => `${row('s1')},${index % 6}`);
  const run = await district.send(
    'attendance.csv',
    [`${ATTENDANCE_HEADER},Block`, ...rows].join('\n'),
  );
  expect(run).toMatchObject({
    state: 'INVALID',
    codes: expect.arrayContaining(['ATTENDANCE_PER_PERIOD']),
  });
});

test('calendar.csv is read the same way, the last row about a day counts', async () => {
  const district = await createAttendanceDistrict(ctx);
  const run = await district.send(
    'calendar.csv',
    [
      'school_id,calendar_date,calendar_events,school_year_id,description',
      `school-1,2026-11-23,"[""In Session""]",2027,"A note\nof two lines"`,
      'school-1,2026-11-24,Holiday,2027,',
      'school-1,2026-11-24,In Session,2027,',
      'nowhere,2026-11-24,In Session,2027,',
    ].join('\r\n'),
  );
  expect(run).toMatchObject({ state: 'APPLIED', rows: { read: 4, accepted: 2, rejected: 2 } });
  expect(await issuesOf(run.id)).toEqual([
    ['CALENDAR_DAY_TWICE', 4],
    ['ATTENDANCE_SCHOOL_UNKNOWN', 6],
  ]);
});
