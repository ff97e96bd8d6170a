// Two schools of one district in different school years: each counts its own, and neither moves the other's.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  attendanceCsv,
  createAttendanceDistrict,
  type AttendanceDistrict,
  type TestRow,
} from '@/lib/testing/attendance';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { getDistrictAttendance } from './queries/district';
import { getAttendanceYear } from './queries/attendance-year';
import { findSchoolGrid } from './queries/school-grid';
import { getHeatMap, listSchools } from './queries/schools';
import { findStudentYear } from './queries/student';

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext();
});
afterAll(() => ctx.close());

interface Session {
  id: string;
  year: number;
  start: string;
  end: string;
}

/** One school begins its year on 6 July, the other's goes on until 14 August. */
const EARLY = [
  { id: 'b26', year: 2026, start: '2025-07-07', end: '2026-06-05' },
  { id: 'b27', year: 2027, start: '2026-07-06', end: '2027-06-04' },
];
const LATE = [
  { id: 'c26', year: 2026, start: '2025-08-25', end: '2026-08-14' },
  { id: 'c27', year: 2027, start: '2026-08-31', end: '2027-08-13' },
];
const IDS = { early: ['b26', 'b27'], late: ['c26', 'c27'] };

function weekdays(from: string, to: string): string[] {
  const days: string[] = [];
  for (let at = Date.parse(from); at <= Date.parse(to); at += 86_400_000) {
    const date = new Date(at);
    if (date.getUTCDay() % 6 !== 0) days.push(date.toISOString().slice(0, 10));
  }
  return days;
}

const SPRING = weekdays('2026-04-20', '2026-05-29');
const JULY = weekdays('2026-07-06', '2026-07-31');

async function createDistrict(
  terms: Readonly<Record<string, readonly string[]>>,
  sessions: readonly Session[] = [...EARLY, ...LATE],
): Promise<AttendanceDistrict> {
  const district = await createAttendanceDistrict(ctx, { students: 8 });
  const { tenantId } = district;
  await ctx.db.prisma.rosterAcademicSession.deleteMany({ where: { tenantId } });
  for (const { id, year, start, end } of sessions)
    await ctx.db.prisma.rosterAcademicSession.create({
      data: {
        tenantId,
        sourcedId: id,
        title: id,
        type: 'term',
        schoolYear: year,
        runId: 0,
        startDate: new Date(start),
        endDate: new Date(end),
      },
    });
  for (const [school, ids] of Object.entries(terms))
    for (const [at, id] of ids.entries())
      await ctx.db.prisma.rosterClass.create({
        data: {
          tenantId,
          sourcedId: `${school}-class-${at}`,
          title: 'Reading',
          runId: 0,
          courseSourcedId: 'course-1',
          classType: 'scheduled',
          schoolSourcedId: school,
          termSourcedIds: [id],
        },
      });
  return district;
}

const schoolOf = (student: string): string =>
  Number(student.slice(1)) % 2 === 1 ? 'school-1' : 'school-2';

/** `absent` on all days; two others late, so that a file came from both schools. */
async function sendDays(
  district: AttendanceDistrict,
  days: readonly string[],
  absent: Readonly<Record<string, readonly string[]>>,
  at = days.at(-1) ?? '',
) {
  ctx.clock.set(`${at}T20:00:00Z`);
  const late = { category: 'Tardy', duration: '' };
  const rows: TestRow[] = [
    ...days.flatMap((date) => [
      { student: 's7', date, school: 'school-1', ...late },
      { student: 's8', date, school: 'school-2', ...late },
    ]),
    ...Object.entries(absent).flatMap(([student, dates]) =>
      dates.map((date) => ({ student, date, school: schoolOf(student) })),
    ),
  ];
  return district.send('attendance.csv', attendanceCsv(rows));
}

/** A file of the same name about one day of one school, so that time passes. */
const sendOne = (district: AttendanceDistrict, student: string, date: string, at = date) => {
  ctx.clock.set(`${at}T20:00:00Z`);
  return district.send(
    `attendance_${schoolOf(student)}.csv`,
    attendanceCsv([{ student, date, school: schoolOf(student), category: 'Tardy', duration: '' }]),
  );
};

const renewRoll = ({ tenantId }: AttendanceDistrict) =>
  ctx.db.pool.query('UPDATE attendance_setting SET roll_run_id = NULL WHERE tenant_id = $1', [
    tenantId,
  ]);

/** What the student's page says, with the other pages asked whether they say the same. */
async function said({ tenantId }: AttendanceDistrict, studentId: string) {
  const year = await findStudentYear(ctx, tenantId, studentId);
  const schoolId = year?.student.schoolId ?? '';
  const attendanceYear = await getAttendanceYear(ctx, tenantId, schoolId);
  expect(year?.attendanceYear).toEqual(attendanceYear);
  const { schoolYear, startDate, endDate, today } = attendanceYear;
  const grid = await findSchoolGrid(ctx, {
    tenantId,
    schoolId,
    from: startDate,
    to: endDate,
    grade: null,
    classId: null,
    band: null,
    search: null,
    sort: 'name',
    page: 1,
    pageSize: 50,
  });
  const row = grid?.students.find((each) => each.studentId === studentId);
  const { countedDays, unexcused, isChronic } = year?.totals ?? {};
  expect(row?.year).toEqual(year?.totals);
  expect([row?.shown.unexcused, row?.shown.daysWithData]).toEqual([unexcused, countedDays]);
  expect(grid?.attendanceYear).toEqual(attendanceYear);
  const compared = await listSchools(ctx, {
    tenantId,
    sort: 'name',
    direction: 'asc',
    search: null,
    page: 1,
    pageSize: 50,
  });
  const school = compared.rows.find((each) => each.schoolId === schoolId);
  expect(school?.chronic).toBe(grid?.students.filter((each) => each.year.isChronic).length);
  expect(school?.daysReceived).toBe(
    grid?.days.filter(({ isInSession, hasFile }) => isInSession && hasFile).length,
  );
  const district = await getDistrictAttendance(ctx, { tenantId, from: startDate, to: today });
  expect(district.chronic.students).toBe(
    compared.rows.reduce((sum, { chronic }) => sum + chronic, 0),
  );
  return { schoolYear, countedDays, unexcused, isChronic };
}

const ABSENT_IN_SPRING = { s1: SPRING, s2: SPRING };
const ALL_OF_SPRING = {
  schoolYear: 2026,
  countedDays: SPRING.length,
  unexcused: SPRING.length,
  isChronic: true,
};
const OF_JULY = { schoolYear: 2027, countedDays: JULY.length, unexcused: 1, isChronic: false };
const OF_BOTH = {
  schoolYear: 2026,
  countedDays: SPRING.length + JULY.length,
  unexcused: SPRING.length + 1,
  isChronic: true,
};
const ONE_DAY_OF_JULY = { s1: ['2026-07-08'], s2: ['2026-07-08'] };

describe('schools in different years', () => {
  test.each([
    ['the first', { 'school-1': IDS.early, 'school-2': IDS.late }, 's1', 's2'],
    ['the second', { 'school-1': IDS.late, 'school-2': IDS.early }, 's2', 's1'],
  ])('%s has begun its next one, and the other goes on', async (_, terms, begun, other) => {
    const district = await createDistrict(terms);
    await sendDays(district, SPRING, ABSENT_IN_SPRING);
    expect(await said(district, begun)).toEqual(ALL_OF_SPRING);
    const { rows } = await sendDays(district, JULY, ONE_DAY_OF_JULY);
    expect(rows.rejected).toBe(0);
    expect(await said(district, begun)).toEqual(OF_JULY);
    expect(await said(district, other)).toEqual(OF_BOTH);
    const { schoolYear } = await getAttendanceYear(ctx, district.tenantId);
    expect(schoolYear).toBe(2026);
  });

  test('a year that begins changes nothing at the other school, also without a file of it', async () => {
    const district = await createDistrict({ 'school-1': IDS.early, 'school-2': IDS.late });
    await sendDays(district, SPRING, ABSENT_IN_SPRING);
    await sendOne(district, 's3', '2026-07-06');
    expect(await said(district, 's2')).toEqual(ALL_OF_SPRING);
    // Absent in the year before only: nothing is left of that.
    expect(await said(district, 's1')).toEqual({
      schoolYear: 2027,
      countedDays: 1,
      unexcused: 0,
      isChronic: false,
    });
  });

  test('a year that ends changes nothing at the other school, and waits for its own next one', async () => {
    const district = await createDistrict({ 'school-1': IDS.early, 'school-2': IDS.late });
    await sendDays(district, SPRING, ABSENT_IN_SPRING);
    await sendDays(district, JULY, ONE_DAY_OF_JULY);
    await sendOne(district, 's3', '2026-08-20');
    expect((await getAttendanceYear(ctx, district.tenantId)).schoolYear).toBe(2027);
    expect(await said(district, 's1')).toEqual({ ...OF_JULY, countedDays: JULY.length + 1 });
    expect(await said(district, 's2')).toEqual(OF_BOTH);
    // A late word about its last days is still taken, one about days between its years is not.
    expect((await sendOne(district, 's4', '2026-08-13', '2026-08-20')).rows.accepted).toBe(1);
    expect((await sendOne(district, 's4', '2026-08-18', '2026-08-20')).codes).toContain(
      'ATTENDANCE_DATE_OUTSIDE_YEAR',
    );
    expect(await said(district, 's2')).toEqual({
      ...OF_BOTH,
      countedDays: OF_BOTH.countedDays + 1,
    });
    // Its next one counts from its own first day, not from the other school's.
    await sendOne(district, 's4', '2026-08-31');
    expect(await said(district, 's2')).toEqual({
      schoolYear: 2027,
      countedDays: 1,
      unexcused: 0,
      isChronic: false,
    });
    expect(await said(district, 's1')).toEqual({ ...OF_JULY, countedDays: JULY.length + 1 });
  });

  test('years that begin together and end on different days', async () => {
    const sessions = [
      { id: 'b26', year: 2026, start: '2025-08-25', end: '2026-06-05' },
      { id: 'b27', year: 2027, start: '2026-07-06', end: '2027-06-04' },
      { id: 'c26', year: 2026, start: '2025-08-25', end: '2026-07-31' },
    ];
    const district = await createDistrict({ 'school-1': IDS.early, 'school-2': ['c26'] }, sessions);
    await sendDays(district, SPRING, ABSENT_IN_SPRING);
    await sendDays(district, JULY, ONE_DAY_OF_JULY);
    expect([await said(district, 's1'), await said(district, 's2')]).toEqual([OF_JULY, OF_BOTH]);
    await sendOne(district, 's3', '2026-08-03');
    expect(await said(district, 's2')).toEqual(OF_BOTH);
  });

  test('a school without classes is in the year of the district', async () => {
    const district = await createDistrict({ 'school-1': IDS.early });
    await sendDays(district, SPRING, ABSENT_IN_SPRING);
    await sendDays(district, JULY, ONE_DAY_OF_JULY);
    expect([await said(district, 's1'), await said(district, 's2')]).toEqual([OF_JULY, OF_BOTH]);
  });

  test('a school whose own years overlap is in the older one until it ends', async () => {
    const sessions = [
      { id: 'b26', year: 2026, start: '2025-07-07', end: '2026-08-07' },
      { id: 'b27', year: 2027, start: '2026-07-06', end: '2027-06-04' },
      ...LATE,
    ];
    const district = await createDistrict(
      { 'school-1': IDS.early, 'school-2': IDS.late },
      sessions,
    );
    await sendDays(district, SPRING, ABSENT_IN_SPRING);
    await sendDays(district, JULY, ONE_DAY_OF_JULY);
    expect([await said(district, 's1'), await said(district, 's2')]).toEqual([OF_BOTH, OF_BOTH]);
    await sendOne(district, 's3', '2026-08-10');
    // Days of both years lie in both, as they do where a district has one.
    expect(await said(district, 's1')).toEqual({ ...OF_JULY, countedDays: JULY.length + 1 });
    expect(await said(district, 's2')).toEqual(OF_BOTH);
  });

  test('another roster moves a year', async () => {
    const district = await createDistrict({ 'school-1': IDS.early, 'school-2': IDS.late });
    await sendDays(district, SPRING, ABSENT_IN_SPRING);
    await sendDays(district, JULY, ONE_DAY_OF_JULY);
    const move = (startDate: string) =>
      ctx.db.prisma.rosterAcademicSession.updateMany({
        where: { tenantId: district.tenantId, sourcedId: 'b27' },
        data: { startDate: new Date(startDate) },
      });
    await move('2026-07-20');
    await renewRoll(district);
    await sendOne(district, 's3', '2026-07-31');
    expect(await said(district, 's1')).toEqual({ ...OF_JULY, countedDays: 10, unexcused: 0 });
    await move('2026-08-24');
    await renewRoll(district);
    await sendOne(district, 's5', '2026-07-31');
    expect(await said(district, 's1')).toEqual(OF_BOTH);
    expect(await said(district, 's2')).toEqual(OF_BOTH);
    const spans = await ctx.db.prisma.attendanceSchoolSpan.count({
      where: { tenantId: district.tenantId },
    });
    expect(spans).toBe(0);
  });

  test.each([
    ['out of the new year', 's1', 'school-2', { schoolYear: 2026, countedDays: 10, unexcused: 0 }],
    ['into the new year', 's2', 'school-1', { schoolYear: 2027, countedDays: 10, unexcused: 0 }],
  ])('a student who changes school %s', async (_, student, school, expected) => {
    const district = await createDistrict({ 'school-1': IDS.early, 'school-2': IDS.late });
    const { tenantId } = district;
    await sendDays(district, SPRING, ABSENT_IN_SPRING);
    await sendDays(district, JULY, ONE_DAY_OF_JULY);
    await ctx.db.prisma.rosterUser.updateMany({
      where: { tenantId, sourcedId: student },
      data: { schoolSourcedId: school, orgSourcedIds: [school] },
    });
    await ctx.db.prisma.rosterEnrollment.create({
      data: {
        tenantId,
        sourcedId: 'e1',
        classSourcedId: 'class',
        schoolSourcedId: school,
        userSourcedId: student,
        role: 'student',
        runId: 0,
        beginDate: new Date('2026-07-20'),
      },
    });
    await renewRoll(district);
    await sendOne(district, 's5', '2026-07-31');
    expect(await said(district, student)).toEqual({ ...expected, isChronic: false });
  });
});

describe('a file for schools in different years', () => {
  test('is read by the year of each row, and takes back nothing of a year that is over', async () => {
    const district = await createDistrict({ 'school-1': IDS.early, 'school-2': IDS.late });
    const { tenantId } = district;
    await sendDays(district, SPRING, ABSENT_IN_SPRING);
    const of = (school: string) =>
      ctx.db.prisma.attendanceEvent.count({ where: { tenantId, schoolId: school } });
    const before = await of('school-1');
    ctx.clock.set('2026-07-31T20:00:00Z');
    const run = await district.send(
      'attendance.csv',
      attendanceCsv([
        ...['2026-04-20', '2026-07-08'].map((date) => ({ student: 's1', date })),
        ...['2026-04-20', '2026-04-21', '2026-07-08'].map((date) => ({
          student: 's2',
          date,
          school: 'school-2',
        })),
        { student: 's4', date: '2024-04-22', school: 'school-2' },
        { student: 'nobody', date: '2026-04-22', school: 'nowhere' },
      ]),
    );
    expect(run.rows).toEqual({ read: 7, accepted: 4, rejected: 3, ignored: 0, kept: 1 });
    const issues = await ctx.db.prisma.attendanceIssue.findMany({
      where: { runId: run.id, code: 'ATTENDANCE_DATE_OUTSIDE_YEAR' },
      orderBy: { line: 'asc' },
    });
    expect(issues.map(({ line, value, params }) => [line, value, params])).toEqual([
      [2, '2026-04-20', { start: '2026-07-06', end: '2027-08-13' }],
      [7, '2024-04-22', { start: '2025-07-07', end: '2026-08-14' }],
    ]);
    // Of school-1 the days of spring are not this year's; of school-2 the two others of those days are gone.
    expect(await of('school-1')).toBe(before + 1);
    expect(await said(district, 's2')).toMatchObject({ unexcused: SPRING.length + 1 });
    expect(await said(district, 's1')).toMatchObject({ countedDays: 1, unexcused: 1 });
  });

  test('brings nothing where every row is of a year that is over', async () => {
    const district = await createDistrict({ 'school-1': IDS.early, 'school-2': IDS.late });
    await sendDays(district, SPRING, ABSENT_IN_SPRING);
    await sendOne(district, 's3', '2026-07-06');
    const run = await sendOne(district, 's5', '2026-05-29', '2026-07-07');
    expect([run.state, run.codes]).toEqual(['NOTHING_USED', ['ATTENDANCE_DATE_OUTSIDE_YEAR']]);
  });

  test('has school days of its own terms', async () => {
    const district = await createDistrict({ 'school-1': IDS.early, 'school-2': IDS.late });
    const { tenantId } = district;
    await sendDays(district, SPRING, ABSENT_IN_SPRING);
    await sendDays(district, JULY, ONE_DAY_OF_JULY);
    await sendOne(district, 's3', '2026-08-20');
    const span = { from: '2026-08-13', to: '2026-08-20' };
    const heat = await getHeatMap(ctx, { tenantId, ...span, page: 1, pageSize: 10 });
    const late = heat.schools.find(({ schoolId }) => schoolId === 'school-2');
    expect(heat.dates.map((date, at) => [date, late?.cells[at]?.status])).toEqual([
      ['2026-08-13', 'NO_FILE'],
      ['2026-08-14', 'NO_FILE'],
      ...weekdays('2026-08-17', '2026-08-20').map((date) => [date, 'NO_SCHOOL']),
    ]);
  });
});

test('schools that do not differ have nothing of their own', async () => {
  const district = await createDistrict(
    { 'school-1': ['c26', 'c27'], 'school-2': ['c27', 'c26'] },
    LATE,
  );
  await sendDays(district, SPRING, ABSENT_IN_SPRING);
  await sendDays(district, JULY, ONE_DAY_OF_JULY);
  expect([await said(district, 's1'), await said(district, 's2')]).toEqual([OF_BOTH, OF_BOTH]);
  const { tenantId } = district;
  expect(await ctx.db.prisma.attendanceSchoolSpan.count({ where: { tenantId } })).toBe(0);
});
