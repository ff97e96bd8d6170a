// What is checked of attendance and calendar files in memory (lib/core/check-set) and what the worker says of them are the same,
// where the roster knows everyone by one kind of id and nothing came before.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkDailyFile } from '@/lib/core/check-set/check-daily-file';
import type { DailyFeed } from '@/lib/core/attendance/names';
import { ATTENDANCE_HEADER, createAttendanceDistrict } from '../attendance';
import { createTestContext, type TestContext } from '../database';

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext({ now: '2026-11-19T18:00:00Z' });
});
afterAll(() => ctx.close());

const TODAY = '2026-11-19';
const CALENDAR_HEADER =
  'school_id,calendar_date,calendar_events,school_year_id,calendarCode,description';

const row = (student: number, category = 'Unexcused Absence', more = 'Sick,1,'): string =>
  `school-${student % 2 === 1 ? 1 : 2},s${student},${TODAY},${category},${more}`;
const file = (...rows: string[]): string => [ATTENDANCE_HEADER, ...rows].join('\n');

const OUTCOMES: Readonly<Record<string, string>> = {
  APPLIED: 'usable',
  NOTHING_USED: 'nothing used',
  HELD: 'held',
  INVALID: 'unusable',
};

test.each<[string, string, string | Buffer]>([
  ['a file that is fine', 'attendance.csv', file(row(1), row(2), row(3))],
  ['no bytes', 'attendance.csv', ''],
  ['blank lines alone', 'attendance.csv', '\n\n\n'],
  ['no header', 'attendance.csv', `${row(1)}\n${row(2)}`],
  ['semicolons', 'attendance.csv', file(row(1)).replaceAll(',', ';')],
  ['a workbook', 'attendance.csv', Buffer.from('PK\u0003\u0004 and so on')],
  [
    'bytes that are no text',
    'attendance.csv',
    Buffer.concat([Buffer.from(file(row(1))), Buffer.from([0x0a, 0xff, 0xfe])]),
  ],
  ['UTF-16', 'attendance.csv', Buffer.from(`\ufeff${file(row(1), row(2))}`, 'utf16le')],
  ['a name with a date', 'attendance_2026-11-19.csv', file(row(1))],
  ['another ending', 'attendance.txt', file(row(1))],
  ['a missing column', 'attendance.csv', 'school_id,student_id\nschool-1,s1'],
  [
    'names spelled otherwise, and one more',
    'attendance.csv',
    file(`${row(1)},x`)
      .replace('attendance_event_date', 'Attendance_ event_date')
      .replace('\n', ',grade\n'),
  ],
  [
    'every row wrong in its own way',
    'attendance.csv',
    file(
      row(1),
      row(3, ''),
      'school-1,,2026-11-19,Tardy,Late,,',
      row(5).replace(TODAY, '11/19/2026'),
      row(7).replace(TODAY, '2026-11-19T08:15:00'),
      row(9).replace(TODAY, '2026-12-24'),
      row(11).replace(TODAY, 'soon'),
      row(13, 'Tardy', 'Late,195,'),
      row(15, 'Tardy', 'Late,50%,'),
      row(17, 'Tardy', 'Late,half,'),
      row(19, 'Tardy', `${'x'.repeat(300)},1,`),
      'school-1,s21',
      `${row(23)},one,two`,
      row(25, 'Tardy', '"Late,1,'),
      row(27, 'Suspended'),
      row(29, 'Present'),
      row(31, 'Excused Absence', ',,'),
      row(33).replace(TODAY, '20261119'),
      '-----,-----,-----,-----,-----,-----,-----',
      'Total,16',
    ),
  ],
  [
    'days with several rows',
    'attendance.csv',
    file(
      row(1),
      row(1),
      row(3, 'Tardy', 'Late,,'),
      row(3, 'Excused Absence'),
      row(5, 'Suspended'),
      row(5, 'Tardy', 'Late,,'),
      row(7, 'Present'),
      row(7),
      row(9),
      row(9, 'Unexcused Absence', 'Sick,0.5,'),
      row(11, 'Suspended'),
      row(11, 'Suspended'),
      ...Array.from({ length: 20 }, (_, index) => row(13 + 2 * index)),
    ),
  ],
  [
    'period attendance by its rows',
    'attendance.csv',
    file(...Array.from({ length: 12 }, (_, index) => row(1, 'Tardy', `Late ${index},,`))),
  ],
  [
    'period attendance by a column',
    'attendance.csv',
    `${ATTENDANCE_HEADER},period\n${row(1)},2\n${row(3)},3`,
  ],
  [
    'period attendance by a column we do not know',
    'attendance.csv',
    `${ATTENDANCE_HEADER},Block\n${Array.from({ length: 12 }, (_, index) => `${row(1)},${index}`).join('\n')}`,
  ],
  [
    'words alone that no one has mapped',
    'attendance.csv',
    file(row(1, 'Suspended'), row(3, 'Suspended')),
  ],
  [
    'half of it lost',
    'attendance.csv',
    file(
      ...Array.from({ length: 30 }, (_, index) => row(1 + index).replace(TODAY, 'soon')),
      ...Array.from({ length: 20 }, (_, index) => row(31 + index)),
    ),
  ],
  [
    'a calendar',
    'calendar.csv',
    `${CALENDAR_HEADER}\nschool-1,2026-11-26,"[""Not In Session""]",2027,,Thanksgiving`,
  ],
  [
    'a calendar with everything wrong',
    'calendar.csv',
    [
      CALENDAR_HEADER,
      'school-1,2026-11-26,Not In Session,2027,,',
      'school-1,2026-11-26,In Session,2027,,',
      'school-1,2026-11-27,Picture day,2027,,',
      'school-1,11/28/2026,In Session,2027,,',
      ',2026-11-29,In Session,2027,,',
      'school-2,20261130,In Session,2027,,',
      'school-2,2026-11-30',
    ].join('\n'),
  ],
  [
    'a calendar under another name',
    'Calendar.csv',
    `${CALENDAR_HEADER}\nschool-1,2026-11-26,In Session,2027,,`,
  ],
  ['a calendar without a header', 'calendar.csv', 'school-1,2026-11-26,In Session'],
])('of %s', async (_case, fileName, text) => {
  const district = await createAttendanceDistrict(ctx);
  const run = await district.send(fileName, text);
  const where = { runId: run.id };
  const groups = await ctx.db.prisma.attendanceIssueGroup.findMany({ where });
  const issues = await ctx.db.prisma.attendanceIssue.findMany({ where });
  const { read, accepted, rejected, ignored } = run.rows;
  const feed: DailyFeed = /^calendar/i.test(fileName) ? 'CALENDAR' : 'ATTENDANCE';
  const checked = await checkDailyFile(
    {
      fileName,
      open: async function* () {
        // Not the bytes of Node: a browser has none.
        yield await Promise.resolve(Uint8Array.from(Buffer.from(text)));
      },
    },
    feed,
    { acceptsUsDates: false, today: TODAY },
  );
  const { rowsRead, rowsAccepted, rowsRejected, rowsIgnored } = checked.file;
  expect({
    outcome: checked.outcome,
    rows: [rowsRead, rowsAccepted, rowsRejected, rowsIgnored],
    said: checked.issues
      .flatMap(({ code, count, stored }) =>
        stored.map((issue) => said(code, count, { ...issue, params: issue.params ?? null })),
      )
      .sort(),
  }).toEqual({
    outcome: OUTCOMES[run.state],
    rows: [read, accepted, rejected, ignored],
    said: issues
      .map((issue) => said(issue.code, countOf(groups, issue.code), issue))
      .filter((text) => !NEEDS_MORE.test(text))
      .sort(),
  });
});

function countOf(groups: readonly { code: string; count: number }[], code: string): number {
  return groups.find((group) => group.code === code)?.count ?? 0;
}

/** What only a roster, or the days before, can say. */
const NEEDS_MORE = /^ATTENDANCE_(?:DAY_IMPLAUSIBLE|NOT_IN_SESSION|OTHER_SCHOOL|SCHOOL_SILENT) /;

function said(
  code: string,
  count: number,
  issue: { line: number | null; column: string | null; value: string | null; params: unknown },
): string {
  const params = Object.entries(issue.params ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  return `${code} × ${count} ${issue.line ?? ''}:${issue.column ?? ''} ${issue.value ?? ''} ${JSON.stringify(params)}`;
}
