// Which names are known: those of which a file could be read.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  ATTENDANCE_HEADER,
  attendanceCsv,
  createAttendanceDistrict,
  type AttendanceDistrict,
} from '@/lib/testing/attendance';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { getFeedBoard } from './queries/feed-board';
import { findSchoolsNotReported } from './queries/schools-not-reported';

const DAY = '2026-11-19';
let ctx: TestContext;
let district: AttendanceDistrict;
beforeAll(async () => {
  ctx = await createTestContext({ now: '2026-11-19T18:00:00Z' });
});
afterAll(() => ctx.close());
beforeEach(async () => {
  district = await createAttendanceDistrict(ctx);
});

const good = (student = 's1'): string =>
  attendanceCsv([{ student, date: DAY, category: 'Unexcused Absence' }]);
const namesOf = async (): Promise<string[]> => {
  const rows = await ctx.db.prisma.attendanceFileName.findMany({
    where: { tenantId: district.tenantId },
    orderBy: { fileName: 'asc' },
  });
  return rows.map(({ fileName, state }) => `${fileName} ${state}`);
};

const UNREADABLE: [string, string | Buffer][] = [
  ['without a header', 'a,b,c\n1,2,3\n'],
  [
    'of a required column too few',
    `${ATTENDANCE_HEADER.replace('student_id', 'pupil')}\n1,2,3,4,5,6,7\n`,
  ],
  ['that is empty', ''],
  ['that is a workbook', Buffer.from('PK\u0003\u0004xl/worksheets')],
  ['that is no text', Buffer.from([0xff, 0xfe, 0xff, 0xff, 0x00, 0xd8, 0x00, 0x00])],
];

test.each(UNREADABLE)('a file %s teaches no name', async (_, bytes) => {
  expect((await district.send('Attendence.csv', bytes)).state).toBe('INVALID');
  expect((await district.send('attendance.csv', good())).state).toBe('APPLIED');
  // What is read next is the name that later ones are compared with.
  expect(await district.send('Attendence.csv', good('s3'))).toMatchObject({
    state: 'HELD',
    holdCode: 'NAME_NEAR',
  });
  expect(await namesOf()).toEqual(['Attendence.csv NEAR', 'attendance.csv LEARNED']);
});

test('one that could be read stays known, whatever comes under it afterwards', async () => {
  await district.send('attendance.csv', good());
  await district.send('attendance.csv', 'a,b,c\n1,2,3\n');
  expect((await district.send('Attendance.csv', good('s3'))).state).toBe('HELD');
  expect((await district.send('attendance.csv', good('s3'))).state).toBe('APPLIED');
  expect(await namesOf()).toEqual(['Attendance.csv NEAR', 'attendance.csv LEARNED']);
});

test('nobody is asked about a name of which nothing could be read, nor counted as one that was', async () => {
  const { tenantId } = district;
  const feedOf = async () => (await getFeedBoard(ctx, { tenantId, date: DAY })).feeds[0];
  await district.send('attendance.csv', 'a,b,c\n1,2,3\n');
  expect(await feedOf()).toMatchObject({ state: 'LEARNED', daysRead: 0 });
  await district.send('attendance.csv', good());
  expect(await feedOf()).toMatchObject({ state: 'LEARNED', daysRead: 1 });
});

test('the board says how many rows of a file wait, and how many of them for a mapping', async () => {
  const { tenantId } = district;
  await district.send(
    'attendance.csv',
    attendanceCsv([
      { student: 's1', date: DAY, category: 'Unexcused Absence' },
      { student: 's3', date: DAY, category: 'Gone fishing' },
      { student: 's5', date: DAY, category: 'Gone fishing' },
      { student: 'nobody', date: DAY, category: 'Unexcused Absence' },
    ]),
  );
  const { feeds } = await getFeedBoard(ctx, { tenantId, date: DAY });
  expect(feeds[0]?.files).toMatchObject([
    { state: 'APPLIED', rowsRead: 4, rowsKept: 3, rowsUnmapped: 2 },
  ]);
});

test('the board says which schools in session sent no file, and which of them are in none at all', async () => {
  const { tenantId } = district;
  const missingOf = async () => (await getFeedBoard(ctx, { tenantId, date: DAY })).notHeardFrom;
  const named = () => findSchoolsNotReported(ctx, { tenantId, schoolYear: 2027, date: DAY });
  await district.send('attendance.csv', good());
  expect(await named()).toEqual({ names: ['Lincoln Middle'], inSession: 2 });
  expect(await missingOf()).toEqual({
    expected: 2,
    missing: ['Lincoln Middle'],
    inNoFile: 1,
    unusedFiles: 0,
  });
  await district.send(
    'attendance_lincoln.csv',
    attendanceCsv([{ school: 'school-2', student: 's2', date: DAY, category: 'Tardy' }]),
  );
  expect(await missingOf()).toEqual({ expected: 2, missing: [], inNoFile: 0, unusedFiles: 0 });
  expect(await named()).toEqual({ names: [], inSession: 2 });
});

describe('what the board says of a day and a name', () => {
  const BEFORE = '2026-11-18';
  const boardOf = async (date: string) => {
    const { feeds, notHeardFrom } = await getFeedBoard(ctx, { tenantId: district.tenantId, date });
    return {
      names: feeds.map(({ fileName, timeliness }) => [fileName, timeliness]),
      missing: notHeardFrom.missing,
      unusedFiles: notHeardFrom.unusedFiles,
    };
  };
  const school1 = 'Roosevelt Elementary';

  test('a day that a file of the next day reports is not one of which nothing came', async () => {
    await district.send('attendance.csv', attendanceCsv([{ student: 's1', date: BEFORE }]));
    expect((await boardOf(BEFORE)).names).toEqual([['attendance.csv', 'ANOTHER_DAY']]);
    // Of the day on which it came it says nothing.
    expect(await boardOf(DAY)).toEqual({
      names: [['attendance.csv', 'NOT_LEARNED']],
      missing: [school1, 'Lincoln Middle'],
      unusedFiles: 0,
    });
  });

  test('a day that a later file reports for some of its schools is not done', async () => {
    const lincoln = { school: 'school-2', student: 's2' };
    await district.send(
      'attendance.csv',
      attendanceCsv([
        { student: 's1', date: '2026-11-17' },
        { ...lincoln, date: '2026-11-17' },
        { student: 's1', date: BEFORE },
      ]),
    );
    expect(await boardOf(BEFORE)).toMatchObject({
      names: [['attendance.csv', 'SCHOOLS_MISSING']],
      missing: ['Lincoln Middle'],
    });
    await district.send('attendance.csv', attendanceCsv([{ ...lincoln, date: BEFORE }]));
    expect(await boardOf(BEFORE)).toMatchObject({
      names: [['attendance.csv', 'ANOTHER_DAY']],
      missing: [],
    });
  });

  test('a school that is closed on the day is not waited for', async () => {
    await district.send(
      'attendance.csv',
      attendanceCsv([
        { student: 's1', date: BEFORE },
        { school: 'school-2', student: 's2', date: '2026-11-17' },
      ]),
    );
    await ctx.db.prisma.attendanceCalendarMark.create({
      data: {
        ...{ tenantId: district.tenantId, schoolId: 'school-2', date: new Date(BEFORE) },
        ...{ isInSession: false, source: 'STAFF', markedAt: ctx.clock.now() },
      },
    });
    expect((await boardOf(BEFORE)).names).toEqual([['attendance.csv', 'ANOTHER_DAY']]);
  });

  test('a day of which no file says anything', async () => {
    await district.send('attendance.csv', attendanceCsv([{ student: 's1', date: '2026-11-17' }]));
    expect((await boardOf(BEFORE)).names).toEqual([['attendance.csv', 'MISSING']]);
    expect((await boardOf('2026-11-15')).names).toEqual([['attendance.csv', 'NONE_EXPECTED']]);
    await ctx.db.prisma.attendanceCalendarMark.create({
      data: {
        tenantId: district.tenantId,
        schoolId: '',
        date: new Date(BEFORE),
        isInSession: false,
        source: 'STAFF',
        markedAt: ctx.clock.now(),
      },
    });
    expect((await boardOf(BEFORE)).names).toEqual([['attendance.csv', 'NO_SCHOOL']]);
  });

  test('of a name under which no school comes no file is expected', async () => {
    await district.send('attendance.csv', 'a,b,c\n1,2,3\n');
    expect(await boardOf(DAY)).toEqual({
      names: [['attendance.csv', 'NOT_LEARNED']],
      missing: [school1, 'Lincoln Middle'].sort(),
      unusedFiles: 1,
    });
    expect((await boardOf(BEFORE)).names).toEqual([['attendance.csv', 'NONE_EXPECTED']]);
  });
});
