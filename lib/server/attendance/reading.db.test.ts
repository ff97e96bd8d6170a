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

/** Sends s1, s3 and s5, then the second file, in which s5 is no longer. */
async function correctedBy(second: string | Buffer, first?: string) {
  const district = await createAttendanceDistrict(ctx);
  await district.send(
    'attendance.csv',
    first ?? [ATTENDANCE_HEADER, row('s1'), row('s3'), row('s5')].join('\n'),
  );
  const run = await district.send('attendance.csv', second);
  const students = (await eventsOf(district)).map((event) => event.split(' ')[0]);
  return { run, students, issues: await issuesOf(run.id) };
}

describe('a line that is nobody’s is told, and the correction is made', () => {
  test.each<[string, (rows: string[]) => string[], number]>([
    ['a ruler', ([header = '', ...rows]) => [header, '---,---', ...rows], 2],
    [
      'a ruler of the whole width',
      ([header = '', ...rows]) => [header, header.replace(/[^,]/g, '-'), ...rows],
      2,
    ],
    ['a count', (rows) => [...rows, '', '(3 rows affected)'], 5],
    ['a total', (rows) => [...rows, 'Total: 30,,,,'], 4],
    ['a total of the whole width', (rows) => [...rows, 'Total,30,,,,,'], 4],
    ['SQL*Plus', (rows) => [...rows, '', '3 rows selected.', '', 'SQL> spool off'], 5],
    ['the end of a report', (rows) => [...rows, 'End of report'], 4],
    ['a page', (rows) => [...rows, '"Page 1 of 3"'], 4],
    ['a moment', (rows) => [...rows, '11/19/2026 10:15:32 AM'], 4],
    ['a footer with a stray quote', (rows) => [...rows, '"Total": 30'], 4],
    ['the header again', ([header = '', ...rows]) => [header, ...rows, header.toUpperCase()], 4],
    [
      'the header again in quotes',
      ([header = '', ...rows]) => [header, `"${header.replaceAll(',', '","')}"`, ...rows],
      2,
    ],
    ['a sentence', (rows) => [...rows, 'Data are as of this morning and may change'], 4],
  ])('%s', async (_name, edit, line) => {
    const { run, students, issues } = await correctedBy(
      edit([ATTENDANCE_HEADER, row('s1'), row('s3')]).join('\r\n') + '\r\n',
    );
    expect(run).toMatchObject({
      state: 'APPLIED',
      rows: { read: 2, accepted: 2, rejected: 0, ignored: 0 },
      events: { corrected: 1 },
    });
    expect(students).toEqual(['s1', 's3']);
    expect(issues).toContainEqual(['ATTENDANCE_LINE_OF_NOBODY', line]);
  });

  test.each(['\x1a', '\r\n\r\n\x1a\r\n', '\r\n,,,,,,\r\n', '\0'])(
    'blank lines and the mark of an end (%j) are not even told',
    async (end) => {
      const { students, issues } = await correctedBy(
        [ATTENDANCE_HEADER, row('s1'), row('s3')].join('\r\n') + end,
      );
      expect(students).toEqual(['s1', 's3']);
      expect(issues).toEqual([]);
    },
  );

  test.each([
    ['a cut row', 'school-1,s5'],
    ['a school', 'school-1'],
    ['a number', '7005'],
    ['a stray quote', `school-1,"s5"x,${TODAY},Tardy,,,`],
    ['a row without a student', `school-1,,${TODAY},Tardy,,,`],
    ['a row of more values', `school-1,s5,${TODAY},Tardy,late, bus,1,note`],
  ])('but %s could be somebody’s: nothing is taken back', async (_name, line) => {
    const { run, students } = await correctedBy(
      [ATTENDANCE_HEADER, row('s1'), row('s3'), line].join('\n'),
    );
    expect(students).toEqual(['s1', 's3', 's5']);
    expect(run.codes).toContain('ATTENDANCE_CORRECTIONS_WITHHELD');
  });

  test('a header with nothing but a count below it is a file without rows', async () => {
    const { run, students } = await correctedBy(
      [ATTENDANCE_HEADER, '(0 rows affected)'].join('\n'),
      [ATTENDANCE_HEADER, row('s1')].join('\n'),
    );
    expect(run).toMatchObject({ state: 'HELD', holdCode: 'EMPTY_ON_SCHOOL_DAY' });
    expect(students).toEqual(['s1']);
  });
});

describe('rows without the commas at their end', () => {
  test.each([4, 5, 6])('are read as if they had them (%i values)', async (kept) => {
    const cut = (line: string): string => line.split(',').slice(0, kept).join(',');
    const { run, students, issues } = await correctedBy(
      [ATTENDANCE_HEADER, cut(row('s1', ',,')), row('s3', ',,,,')].join('\n'),
    );
    expect(run).toMatchObject({ state: 'APPLIED', rows: { read: 2, accepted: 2, rejected: 0 } });
    expect(students).toEqual(['s1', 's3']);
    expect(issues).toContainEqual(['ATTENDANCE_ROW_PADDED', 2]);
  });

  test('also in calendar.csv, with its rulers and totals', async () => {
    const district = await createAttendanceDistrict(ctx);
    const run = await district.send(
      'calendar.csv',
      [
        'school_id,calendar_date,calendar_events,school_year_id,description',
        '---------,-------------,---------------,--------------,-----------',
        'school-1,11/23/2026,In Session',
        'school-1,20261124,Holiday,2027,Break,,',
        '(2 rows affected)',
      ].join('\n'),
    );
    expect(run).toMatchObject({ state: 'APPLIED', rows: { read: 2, accepted: 1, rejected: 1 } });
    expect(await issuesOf(run.id)).toEqual(
      expect.arrayContaining([
        ['ATTENDANCE_LINE_OF_NOBODY', 2],
        ['ATTENDANCE_ROW_PADDED', 3],
        ['ATTENDANCE_DATE_US', 3],
        ['ATTENDANCE_LINE_OF_NOBODY', 5],
      ]),
    );
  });
});

describe('dates', () => {
  test.each([
    ['20261119', false],
    ['2026-11-19T00:00:00', false],
    ['2026-11-19T00:00:00-07:00', false],
    ['2026-11-19 00:00:00.000', false],
    ['19-NOV-2026', false],
    ['11/19/2026 12:00:00 AM', true],
    ['11/19/2026 0:00', true],
    ['11/19/26', true],
  ])('%s is read, and its form is said', async (text, needsSetting) => {
    const district = await createAttendanceDistrict(ctx);
    const file = [ATTENDANCE_HEADER, row('s1').replace(TODAY, text)].join('\n');
    if (needsSetting) {
      expect((await district.send('attendance.csv', file)).codes).toContain('ATTENDANCE_DATE_US');
      await ctx.db.pool.query('UPDATE tenant SET accepts_us_dates = true WHERE id = $1', [
        district.tenantId,
      ]);
    }
    const run = await district.send('attendance.csv', `${file}\n`);
    expect(await eventsOf(district)).toEqual([`s1 ${TODAY} UNEXCUSED_ABSENCE`]);
    expect(run.codes).toContain('ATTENDANCE_DATE_FORM');
  });

  test('with a time of day are refused as that', async () => {
    const district = await createAttendanceDistrict(ctx);
    const file = [ATTENDANCE_HEADER, row('s1').replace(TODAY, `${TODAY}T08:15:00`)].join('\n');
    expect((await district.send('attendance.csv', file)).codes).toContain('ATTENDANCE_DATE_TIME');
  });
});

describe('encodings', () => {
  const text = [ATTENDANCE_HEADER, row('s1', 'Fiebre – niña,1,日本'), row('s3')].join('\r\n');
  const wide = (content: string): Buffer => Buffer.from(content, 'utf16le');
  test.each<[string, Buffer]>([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${text}`)],
    ['UTF-16, little end first', wide(text)],
    ['UTF-16, little end first, with a mark', wide(`\ufeff${text}`)],
    ['UTF-16, big end first', wide(text).swap16()],
    ['UTF-16, big end first, with a mark', wide(`\ufeff${text}`).swap16()],
    ['a zero byte for every empty value', Buffer.from(text.replaceAll(',\r', ',\0\r') + '\0')],
  ])('%s gives the same events', async (_name, bytes) => {
    const district = await createAttendanceDistrict(ctx);
    const run = await district.send('attendance.csv', bytes);
    expect(run.state).toBe('APPLIED');
    const events = await ctx.db.prisma.attendanceEvent.findMany({
      where: { tenantId: district.tenantId },
      orderBy: { studentId: 'asc' },
    });
    expect(
      events.map(({ studentId, reason, description }) => [studentId, reason, description]),
    ).toEqual([
      ['s1', 'Fiebre – niña', '日本'],
      ['s3', 'Sick', null],
    ]);
  });

  test('bytes that are no text are told with their line and place', async () => {
    const district = await createAttendanceDistrict(ctx);
    const before = `${ATTENDANCE_HEADER}\r\n${row('s1')}\r\n`;
    const bytes = Buffer.concat([Buffer.from(before), Buffer.from(row('s3', 'niña'), 'latin1')]);
    const run = await district.send('attendance.csv', bytes);
    expect(run.state).toBe('INVALID');
    expect(await eventsOf(district)).toEqual([]);
    const issue = await ctx.db.prisma.attendanceIssue.findFirst({ where: { runId: run.id } });
    expect(issue).toMatchObject({
      code: 'ATTENDANCE_NOT_UTF8',
      line: 3,
      params: { position: before.length + row('s3', 'ni').length },
    });
  });
});
