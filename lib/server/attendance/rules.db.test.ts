import { issueSentence, type IssueParams } from '@/lib/core/issues';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createRoster } from '@/lib/testing/builders-roster';
import {
  addTerm,
  attendanceCsv,
  ATTENDANCE_HEADER,
  createAttendanceDistrict,
  smallRoster,
  type AttendanceDistrict,
} from '@/lib/testing/attendance';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { workOnAttendance } from '../jobs/handlers/work-on-attendance';
import { decideAttendanceRun } from './commands/decide-run';
import { acceptFileName, confirmFileName, refuseFileName } from './commands/file-names';
import { mapCategory } from './commands/map-category';
import { markCalendarDay } from './commands/mark-day';
import { listUnmappedCategories } from './queries/mapping';
import { findSchoolGrid } from './queries/school-grid';

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext();
});
afterAll(() => ctx.close());

const TODAY = '2026-11-19';
const YESTERDAY = '2026-11-18';
const MORNING = '2026-11-19T18:00:00Z';
const actor = { kind: 'command-line', userId: null, sourceAddress: null } as const;

beforeEach(() => ctx.clock.set(MORNING));

async function events(district: AttendanceDistrict): Promise<string[]> {
  const rows = await ctx.db.prisma.attendanceEvent.findMany({
    where: { tenantId: district.tenantId },
    orderBy: [{ date: 'asc' }, { studentId: 'asc' }],
  });
  return rows.map(({ studentId, date, category }) => `${studentId} ${day(date)} ${category}`);
}

const day = (date: Date): string => date.toISOString().slice(0, 10);
const absent = (student: string, date = TODAY) => ({ student, date });

describe('rows', () => {
  test('that cannot be used are set aside by themselves, each with its own code', async () => {
    const district = await createAttendanceDistrict(ctx);
    const run = await district.send(
      'attendance.csv',
      attendanceCsv([
        absent('s1'),
        absent('s1', '2026-13-01'),
        { ...absent('s3'), date: '11/19/2026' },
        absent('s3', '2026-11-20'),
        absent('s3', '2025-11-20'),
        { ...absent('s5'), duration: '195' },
        { ...absent('s7'), duration: '50%' },
        { ...absent('s9'), duration: 'half' },
        { ...absent('s11'), category: '' },
        absent('nobody'),
        { ...absent('s13'), school: 'nowhere' },
        { ...absent('s15'), category: 'Suspended' },
        { ...absent('s17'), reason: 'a,b', description: 'note' },
      ]),
    );
    expect(run.rows).toEqual({ read: 13, accepted: 1, rejected: 12, ignored: 0, kept: 3 });
    expect(run.codes).toEqual([
      'ATTENDANCE_CATEGORY_UNMAPPED',
      'ATTENDANCE_CORRECTIONS_WITHHELD',
      'ATTENDANCE_DATE_FUTURE',
      'ATTENDANCE_DATE_OUTSIDE_YEAR',
      'ATTENDANCE_DATE_UNREADABLE',
      'ATTENDANCE_DATE_US',
      'ATTENDANCE_DURATION_MINUTES',
      'ATTENDANCE_DURATION_PERCENT',
      'ATTENDANCE_DURATION_UNREADABLE',
      'ATTENDANCE_ROW_WIDTH',
      'ATTENDANCE_SCHOOL_UNKNOWN',
      'ATTENDANCE_STUDENT_UNKNOWN',
      'ATTENDANCE_VALUE_MISSING',
    ]);
    expect(await events(district)).toEqual([`s1 ${TODAY} UNEXCUSED_ABSENCE`]);
  });

  test('twice for a day: one counts by rank and the other is told; a copy is ignored', async () => {
    const district = await createAttendanceDistrict(ctx);
    const run = await district.send(
      'attendance.csv',
      attendanceCsv([
        absent('s1'),
        { ...absent('s1'), category: 'Tardy', duration: '' },
        absent('s3'),
        absent('s3'),
      ]),
    );
    expect(run.rows).toEqual({ read: 4, accepted: 2, rejected: 1, ignored: 1, kept: 0 });
    expect(run.codes).toEqual(['ATTENDANCE_DUPLICATE_DAY', 'ATTENDANCE_SAME_ROW']);
    expect(await events(district)).toEqual([
      `s1 ${TODAY} UNEXCUSED_ABSENCE`,
      `s3 ${TODAY} UNEXCUSED_ABSENCE`,
    ]);
  });

  test('set aside in a later file have not vanished', async () => {
    const district = await createAttendanceDistrict(ctx);
    await district.send(
      'attendance.csv',
      attendanceCsv([absent('s1'), absent('s3'), absent('s5')]),
    );
    const later = await district.send(
      'attendance.csv',
      attendanceCsv([
        { ...absent('s1'), duration: '195' },
        { ...absent('s3'), category: 'Suspended' },
        absent('s7'),
      ]),
    );
    expect(later.events.corrected).toBe(1);
    expect(await events(district)).toEqual([
      `s1 ${TODAY} UNEXCUSED_ABSENCE`,
      `s3 ${TODAY} UNEXCUSED_ABSENCE`,
      `s7 ${TODAY} UNEXCUSED_ABSENCE`,
    ]);
  });

  test('without a readable student take nobody back', async () => {
    const district = await createAttendanceDistrict(ctx);
    await district.send('attendance.csv', attendanceCsv([absent('s1'), absent('s3')]));
    const later = await district.send(
      'attendance.csv',
      `${attendanceCsv([absent('s1')])}school-1,,${TODAY},Absent,Sick,1,\n`,
    );
    expect(later.events.corrected).toBe(0);
    expect(later.codes).toContain('ATTENDANCE_CORRECTIONS_WITHHELD');
    expect(await events(district)).toHaveLength(2);
  });
});

describe('names', () => {
  test.each([
    ['Attendance.csv', 'NAME_NEAR', 'ATTENDANCE_NAME_NEAR'],
    ['attendence.csv', 'NAME_NEAR', 'ATTENDANCE_NAME_NEAR'],
    ['attendance_2026-11-19.csv', 'NAME_DATED', 'ATTENDANCE_NAME_DATED'],
  ])('%s beside attendance.csv waits with the right name', async (name, holdCode, code) => {
    const district = await createAttendanceDistrict(ctx);
    await district.send('attendance.csv', attendanceCsv([absent('s1')]));
    const near = await district.send(name, attendanceCsv([absent('s3')]));
    expect(near).toMatchObject({ state: 'HELD', holdCode, codes: [code] });
    expect(await events(district)).toHaveLength(1);
    ctx.clock.advance(60_000);
    await district.send('attendance.csv', attendanceCsv([absent('s3')]));
    const held = await ctx.db.prisma.attendanceRun.findUniqueOrThrow({ where: { id: near.id } });
    expect(held.state).toBe('SUPERSEDED');
  });

  test('groupings leave each other alone', async () => {
    const district = await createAttendanceDistrict(ctx);
    await district.send('attendance_elementary.csv', attendanceCsv([absent('s1'), absent('s3')]));
    const middle = await district.send(
      'attendance_middle.csv',
      attendanceCsv([{ ...absent('s2'), school: 'school-2' }, absent('s3')]),
    );
    expect(middle.state).toBe('APPLIED');
    expect(middle.codes).toContain('ATTENDANCE_OTHER_FILE_HAS_DAY');
    expect(await events(district)).toHaveLength(3);
    await district.send('attendance_elementary.csv', attendanceCsv([absent('s1')]));
    // The other file still says it.
    expect(await events(district)).toEqual([
      `s1 ${TODAY} UNEXCUSED_ABSENCE`,
      `s2 ${TODAY} UNEXCUSED_ABSENCE`,
      `s3 ${TODAY} UNEXCUSED_ABSENCE`,
    ]);
  });

  test('are confirmed, accepted and refused by people', async () => {
    const district = await createAttendanceDistrict(ctx);
    await district.send('attendance.csv', attendanceCsv([absent('s1')]));
    await district.send('attendances.csv', attendanceCsv([absent('s3')]));
    const nameOf = async (fileName: string) =>
      ctx.db.prisma.attendanceFileName.findFirstOrThrow({
        where: { tenantId: district.tenantId, fileName },
      });
    const target = async (fileName: string) => ({
      tenantId: district.tenantId,
      fileNameId: (await nameOf(fileName)).id,
    });
    expect(await confirmFileName(ctx, actor, await target('attendance.csv'))).toEqual({ ok: true });
    expect(await nameOf('attendances.csv')).toMatchObject({
      state: 'NEAR',
      nearOf: 'attendance.csv',
    });
    expect(await acceptFileName(ctx, actor, await target('attendances.csv'))).toEqual({ ok: true });
    await workOnAttendance(ctx);
    expect(await events(district)).toHaveLength(2);
    await district.send('ATTENDANCE.csv', attendanceCsv([absent('s5')]));
    await refuseFileName(ctx, actor, await target('ATTENDANCE.csv'));
    const again = await district.send('ATTENDANCE.csv', attendanceCsv([absent('s7')]));
    expect(again.state).toBe('REJECTED');
    expect(await confirmFileName(ctx, actor, { tenantId: 0, fileNameId: 1 })).toEqual({
      ok: false,
      code: 'NAME_NOT_FOUND',
    });
  });
});

describe('a file', () => {
  test('with the same bytes again changes nothing but its freshness', async () => {
    const district = await createAttendanceDistrict(ctx);
    const text = attendanceCsv([absent('s1')]);
    await district.send('attendance.csv', text);
    ctx.clock.advance(3_600_000);
    const again = await district.send('attendance.csv', text);
    expect(again).toMatchObject({ state: 'NO_CHANGE', rows: { read: 1, ignored: 1 } });
    const [received] = await ctx.db.prisma.attendanceSchoolDay.findMany({
      where: { tenantId: district.tenantId },
    });
    expect(received).toMatchObject({ fileCount: 2, lastReceivedAt: ctx.clock.now() });
    expect(
      await ctx.db.prisma.attendanceCorrection.count({ where: { tenantId: district.tenantId } }),
    ).toBe(0);
  });

  test('without rows means nobody absent only where that is usual', async () => {
    const district = await createAttendanceDistrict(ctx);
    await district.send('attendance.csv', attendanceCsv([absent('s1', YESTERDAY)]));
    const quiet = await district.send('attendance.csv', `${ATTENDANCE_HEADER}\n`);
    expect(quiet.state).toBe('APPLIED');
    const grid = await findSchoolGrid(ctx, {
      tenantId: district.tenantId,
      schoolId: 'school-1',
      from: YESTERDAY,
      to: TODAY,
      grade: null,
      classId: null,
      band: null,
      search: null,
      sort: 'name',
      page: 1,
      pageSize: 1,
    });
    expect(grid?.students[0]?.cells.map(({ status }) => status)).toEqual([
      'UNEXCUSED_ABSENCE',
      'NO_ROW',
    ]);
  });

  test('without rows waits where a usual day has some, until a person says so', async () => {
    const district = await createAttendanceDistrict(ctx);
    const many = ['s1', 's3', 's5', 's7'].map((student) => absent(student, YESTERDAY));
    await district.send('attendance.csv', attendanceCsv(many));
    const empty = await district.send('attendance.csv', `${ATTENDANCE_HEADER}\n`);
    expect(empty).toMatchObject({ state: 'HELD', holdCode: 'EMPTY_ON_SCHOOL_DAY' });
    const target = { tenantId: district.tenantId, runId: empty.id, decision: 'ACCEPT' } as const;
    expect(await decideAttendanceRun(ctx, actor, { ...target, reason: ' ' })).toEqual({
      ok: false,
      code: 'REASON_REQUIRED',
    });
    expect(await decideAttendanceRun(ctx, actor, { ...target, reason: 'Field day' })).toEqual({
      ok: true,
    });
    await workOnAttendance(ctx);
    const days = await ctx.db.prisma.attendanceSchoolDay.findMany({
      where: { tenantId: district.tenantId, date: new Date(TODAY) },
    });
    expect(days).toMatchObject([{ schoolId: 'school-1', unexcused: 0 }]);
  });

  test('that leaves a school out changes nothing of that school', async () => {
    const district = await createAttendanceDistrict(ctx);
    const middle = ['s2', 's4', 's6', 's8'].map((student) => ({
      ...absent(student, YESTERDAY),
      school: 'school-2',
    }));
    await district.send('attendance.csv', attendanceCsv([absent('s1', YESTERDAY), ...middle]));
    ctx.clock.set('2026-11-18T20:00:00Z');
    ctx.clock.set(MORNING);
    const run = await district.send(
      'attendance.csv',
      attendanceCsv([...middle.map((row) => ({ ...row, date: TODAY })), absent('s1')]),
    );
    const later = await district.send(
      'attendance.csv',
      attendanceCsv([absent('s1'), absent('s3')]),
    );
    expect(run.events.added).toBe(5);
    expect(later.codes).toContain('ATTENDANCE_SCHOOL_SILENT');
    const silent = await ctx.db.prisma.attendanceIssue.findFirstOrThrow({
      where: { runId: later.id, code: 'ATTENDANCE_SCHOOL_SILENT' },
    });
    const { name } = await ctx.db.prisma.rosterOrg.findUniqueOrThrow({
      where: { tenantId_sourcedId: { tenantId: district.tenantId, sourcedId: 'school-2' } },
    });
    const { line, column, value, params } = silent;
    const issue = { code: 'ATTENDANCE_SCHOOL_SILENT', file: null, line, column, value } as const;
    expect(issueSentence({ ...issue, params: params as IssueParams })).toContain(
      `no rows of ${name} (school-2) on `,
    );
    expect(later.events.corrected).toBe(0);
  });

  test('that was held and is older than what came since is not used', async () => {
    const district = await createAttendanceDistrict(ctx);
    const many = ['s1', 's3', 's5', 's7'].map((student) => absent(student, YESTERDAY));
    await district.send('attendance.csv', attendanceCsv(many));
    const empty = await district.send('attendance.csv', `${ATTENDANCE_HEADER}\n`);
    ctx.clock.advance(60_000);
    await district.send('attendance.csv', attendanceCsv([absent('s1')]));
    const state = await ctx.db.prisma.attendanceRun.findUniqueOrThrow({ where: { id: empty.id } });
    expect(state.state).toBe('SUPERSEDED');
  });
});

describe('rows that wait', () => {
  test('are read when somebody maps their category', async () => {
    const district = await createAttendanceDistrict(ctx);
    await district.send(
      'attendance.csv',
      attendanceCsv([
        { ...absent('s1'), category: 'Suspended' },
        { ...absent('s3'), category: 'SUSPENDED' },
        { ...absent('s5'), category: 'X' },
      ]),
    );
    expect(await listUnmappedCategories(ctx, district.tenantId)).toMatchObject([
      { key: 'suspended', rows: 2, suggestion: 'EXCUSED_ABSENCE' },
      { key: 'x', rows: 1, suggestion: null },
    ]);
    expect(
      await mapCategory(ctx, actor, {
        tenantId: district.tenantId,
        text: 'Suspended',
        meaning: 'EXCUSED_ABSENCE',
      }),
    ).toEqual({ ok: true, replayedRows: 2, events: 2 });
    expect(await events(district)).toEqual([
      `s1 ${TODAY} EXCUSED_ABSENCE`,
      `s3 ${TODAY} EXCUSED_ABSENCE`,
    ]);
    const next = await district.send(
      'attendance.csv',
      attendanceCsv([{ ...absent('s7'), category: 'suspended' }]),
    );
    expect(next.rows).toMatchObject({ accepted: 1, kept: 0 });
  });

  test('are read when the roster brings their school and students', async () => {
    const district = await createAttendanceDistrict(ctx, { roster: false });
    const run = await district.send(
      'attendance.csv',
      attendanceCsv([absent('s1'), { ...absent('7002'), school: 'school-2' }]),
    );
    expect(run).toMatchObject({ state: 'AWAITING_ROSTER', rows: { rejected: 2, kept: 2 } });
    const key = { id: district.connectionId, tenantId: district.tenantId };
    await createRoster(ctx, key, smallRoster(10));
    await addTerm(ctx, district.tenantId);
    await workOnAttendance(ctx);
    expect(await events(district)).toEqual([
      `s1 ${TODAY} UNEXCUSED_ABSENCE`,
      `s2 ${TODAY} UNEXCUSED_ABSENCE`,
    ]);
    expect(
      await ctx.db.prisma.attendanceKeptRow.count({ where: { tenantId: district.tenantId } }),
    ).toBe(0);
    const after = await ctx.db.prisma.attendanceRun.findUniqueOrThrow({ where: { id: run.id } });
    expect(after).toMatchObject({ state: 'APPLIED', rowsAccepted: 2, rowsKept: 0 });
    const total = await ctx.db.prisma.attendanceDay.findFirst({
      where: { tenantId: district.tenantId, date: new Date(TODAY) },
    });
    expect(total).toMatchObject({ schoolsReceived: 2, unexcused: 2, enrolled: 10 });
  });

  test('are forgotten after 14 days', async () => {
    const district = await createAttendanceDistrict(ctx);
    await district.send('attendance.csv', attendanceCsv([absent('nobody')]));
    const count = () =>
      ctx.db.prisma.attendanceKeptRow.count({ where: { tenantId: district.tenantId } });
    ctx.clock.advance(13 * 86_400_000);
    await workOnAttendance(ctx);
    expect(await count()).toBe(1);
    ctx.clock.advance(2 * 86_400_000);
    await workOnAttendance(ctx);
    expect(await count()).toBe(0);
  });
});

describe('three kinds of nothing', () => {
  test('are told apart: no row, no file, no school', async () => {
    const district = await createAttendanceDistrict(ctx);
    const grid = async () => {
      const found = await findSchoolGrid(ctx, {
        tenantId: district.tenantId,
        schoolId: 'school-1',
        from: '2026-11-16',
        to: '2026-11-22',
        grade: null,
        classId: null,
        band: null,
        search: 'number 0003',
        sort: 'name',
        page: 1,
        pageSize: 50,
      });
      return found?.days.map(({ date }, index) => [date, found.students[0]?.cells[index]?.status]);
    };
    await district.send(
      'calendar.csv',
      `school_id,calendar_date,calendar_events,school_year_id\nschool-1,2026-11-17,"[""Not In Session""]",2027\n`,
    );
    await district.send('attendance.csv', attendanceCsv([absent('s1')]));
    expect(await grid()).toEqual([
      ['2026-11-16', 'NO_FILE'],
      ['2026-11-17', 'NO_SCHOOL'],
      ['2026-11-18', 'NO_FILE'],
      ['2026-11-19', 'NO_ROW'],
    ]);
    await markCalendarDay(ctx, actor, {
      tenantId: district.tenantId,
      schoolId: 'school-1',
      date: TODAY,
      isInSession: false,
      note: 'Storm',
    });
    expect((await grid())?.at(-1)).toEqual([TODAY, 'NO_SCHOOL']);
    const total = await ctx.db.prisma.attendanceDay.findFirst({
      where: { tenantId: district.tenantId, date: new Date(TODAY) },
    });
    expect(total).toMatchObject({ schoolsInSession: 1, schoolsReceived: 0, absentPercent: 0 });
  });
});
