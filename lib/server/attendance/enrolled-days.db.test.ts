// Days and absences over the same days, and a school year that goes on until it ends.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  attendanceCsv,
  createAttendanceDistrict,
  type AttendanceDistrict,
  type TestRow,
} from '@/lib/testing/attendance';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { findLastDayWithFile } from './queries/school-days';
import { findSchoolGrid } from './queries/school-grid';
import { findStudentYear } from './queries/student';

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext();
});
afterAll(() => ctx.close());
beforeEach(() => ctx.clock.set('2026-11-27T18:00:00Z'));

/** School days from one date to another, weekends left out. */
function weekdays(from: string, to: string): string[] {
  const days: string[] = [];
  for (let at = Date.parse(from); at <= Date.parse(to); at += 86_400_000) {
    const date = new Date(at);
    if (date.getUTCDay() % 6 !== 0) days.push(date.toISOString().slice(0, 10));
  }
  return days;
}

const SEPTEMBER = weekdays('2026-09-01', '2026-09-30');
const AUTUMN = weekdays('2026-10-19', '2026-11-25');

interface Membership {
  begin?: string;
  end?: string;
  isRemoved?: boolean;
  school?: string;
}

async function enroll(
  { tenantId }: AttendanceDistrict,
  student: string,
  memberships: readonly Membership[],
): Promise<void> {
  for (const [at, { begin, end, isRemoved = false, school = 'school-1' }] of memberships.entries())
    await ctx.db.prisma.rosterEnrollment.create({
      data: {
        tenantId,
        sourcedId: `${student}-${at}`,
        classSourcedId: `class-${at}`,
        schoolSourcedId: school,
        userSourcedId: student,
        role: 'student',
        beginDate: begin ? new Date(begin) : null,
        endDate: end ? new Date(end) : null,
        removedAt: isRemoved ? ctx.clock.now() : null,
        runId: 0,
      },
    });
}

/** Another roster is in force: the roll is out of date. */
const renewRoll = ({ tenantId }: AttendanceDistrict) =>
  ctx.db.pool.query('UPDATE attendance_setting SET roll_run_id = NULL WHERE tenant_id = $1', [
    tenantId,
  ]);

/** s1 absent on the days of September, s3 late on all other days, so that a file came for each. */
async function sendAutumn(district: AttendanceDistrict): Promise<void> {
  const rows: TestRow[] = [
    ...SEPTEMBER.map((date) => ({ student: 's1', date })),
    ...AUTUMN.map((date) => ({ student: 's3', date, category: 'Tardy', duration: '' })),
  ];
  await district.send('attendance.csv', attendanceCsv(rows));
}

async function said({ tenantId }: AttendanceDistrict) {
  const year = await findStudentYear(ctx, tenantId, 's1');
  const grid = await findSchoolGrid(ctx, {
    tenantId,
    schoolId: 'school-1',
    from: '2026-08-03',
    to: '2026-11-27',
    grade: null,
    classId: null,
    band: null,
    search: null,
    sort: 'name',
    page: 1,
    pageSize: 50,
  });
  const row = grid?.students.find(({ studentId }) => studentId === 's1');
  const { rows } = await ctx.db.pool.query<{ chronic: number; few: number }>(
    `SELECT chronic, too_few_days AS few FROM attendance_school_year WHERE tenant_id = $1 AND school_id = 'school-1'`,
    [tenantId],
  );
  const { countedDays, unexcused, isChronic } = year?.totals ?? {};
  expect(row?.year).toEqual(year?.totals);
  expect([row?.shown.unexcused, row?.shown.daysWithData]).toEqual([unexcused, countedDays]);
  expect(rows[0]?.chronic).toBe(isChronic ? 1 : 0);
  expect(year?.days.filter(({ cell }) => cell.status === 'UNEXCUSED_ABSENCE').length).toBe(
    unexcused,
  );
  return { countedDays, unexcused, isChronic };
}

const ALL = { countedDays: SEPTEMBER.length + AUTUMN.length, unexcused: SEPTEMBER.length };
const CHRONIC = { ...ALL, isChronic: true };
const SINCE_OCTOBER = { countedDays: AUTUMN.length, unexcused: 0, isChronic: false };

describe('days and absences of a student', () => {
  test.each<[string, Membership[], object]>([
    ['without memberships', [], CHRONIC],
    ['whose memberships have no dates', [{}, { begin: '2026-10-19' }], CHRONIC],
    [
      'with a section change in October',
      [{ begin: '2026-08-10', end: '2026-10-16' }, { begin: '2026-10-19' }],
      CHRONIC,
    ],
    [
      'with a section change whose first membership left the files',
      [{ begin: '2026-08-10', isRemoved: true }, { begin: '2026-10-19' }],
      CHRONIC,
    ],
    ['who came in October', [{ begin: '2026-10-19' }], SINCE_OCTOBER],
    [
      'who came in October and was here last year',
      [{ begin: '2025-08-10', end: '2026-06-12' }, { begin: '2026-10-19' }],
      SINCE_OCTOBER,
    ],
    ['here since last year without a break', [{ begin: '2025-08-10' }], CHRONIC],
    [
      'who came from another school in October',
      [{ begin: '2026-08-10', end: '2026-10-16', school: 'school-2' }, { begin: '2026-10-19' }],
      SINCE_OCTOBER,
    ],
    [
      'who left in August and came back',
      [{ begin: '2026-08-10', end: '2026-08-20' }, { begin: '2026-10-19' }],
      CHRONIC,
    ],
  ])('%s', async (_, memberships, expected) => {
    const district = await createAttendanceDistrict(ctx, { students: 8 });
    await enroll(district, 's1', memberships);
    await sendAutumn(district);
    expect(await said(district)).toEqual(expected);
  });

  test('are counted anew when only memberships change', async () => {
    const district = await createAttendanceDistrict(ctx, { students: 8 });
    await sendAutumn(district);
    expect(await said(district)).toEqual(CHRONIC);
    await enroll(district, 's1', [{ begin: '2026-10-19' }]);
    await renewRoll(district);
    await district.send('attendance_2.csv', attendanceCsv([{ student: 's5', date: '2026-11-25' }]));
    expect(await said(district)).toEqual(SINCE_OCTOBER);
    await enroll(district, 's1', []);
    await ctx.db.pool.query(`DELETE FROM roster_enrollment WHERE tenant_id = $1`, [
      district.tenantId,
    ]);
    await renewRoll(district);
    await district.send('attendance_2.csv', attendanceCsv([{ student: 's7', date: '2026-11-25' }]));
    expect(await said(district)).toEqual(CHRONIC);
  });
});

interface Session {
  id: string;
  year: number;
  start: string;
  end: string;
  type?: string;
}

const THIS_YEAR: Session[] = [
  { id: 'f27', year: 2027, start: '2026-08-03', end: '2026-12-18' },
  { id: 's27', year: 2027, start: '2027-01-04', end: '2027-06-11' },
];

async function yearOn(today: string, sessions: readonly Session[], sent = today) {
  const district = await createAttendanceDistrict(ctx, { students: 4 });
  await ctx.db.prisma.rosterAcademicSession.deleteMany({ where: { tenantId: district.tenantId } });
  for (const { id, year, start, end, type = 'term' } of sessions)
    await ctx.db.prisma.rosterAcademicSession.create({
      data: {
        tenantId: district.tenantId,
        sourcedId: id,
        title: id,
        type,
        startDate: new Date(start),
        endDate: new Date(end),
        schoolYear: year,
        runId: 0,
      },
    });
  ctx.clock.set(`${today}T18:00:00Z`);
  const { rows } = await district.send(
    'attendance.csv',
    attendanceCsv([{ student: 's1', date: sent }]),
  );
  const setting = await ctx.db.prisma.attendanceSetting.findUniqueOrThrow({
    where: { tenantId: district.tenantId },
  });
  return { year: setting.schoolYear, accepted: rows.accepted };
}

describe('the school year', () => {
  const next: Session = { id: 'x28', year: 2028, start: '2027-05-17', end: '2028-06-09' };
  test.each<[string, string, Session[], string | undefined, object]>([
    ['runs', '2026-11-19', THIS_YEAR, undefined, { year: 2027, accepted: 1 }],
    [
      'goes on while a term of the next has begun',
      '2027-05-20',
      [...THIS_YEAR, next],
      undefined,
      { year: 2027, accepted: 1 },
    ],
    [
      'still takes its early dates then',
      '2027-05-20',
      [...THIS_YEAR, next],
      '2026-09-01',
      { year: 2027, accepted: 1 },
    ],
    [
      'goes on to its last day',
      '2027-06-11',
      [...THIS_YEAR, next],
      undefined,
      { year: 2027, accepted: 1 },
    ],
    [
      'is the next one after it',
      '2027-06-14',
      [...THIS_YEAR, next],
      undefined,
      { year: 2028, accepted: 1 },
    ],
    [
      'goes on in a break while a term of the next has begun',
      '2026-12-28',
      [...THIS_YEAR, { ...next, start: '2026-12-21' }],
      undefined,
      { year: 2027, accepted: 1 },
    ],
    [
      'is the new one though the old one has a long session',
      '2026-08-17',
      [
        ...THIS_YEAR,
        { id: 'y26', year: 2026, start: '2025-07-01', end: '2026-08-31', type: 'schoolYear' },
        { id: 't26', year: 2026, start: '2025-08-04', end: '2026-06-12' },
      ],
      undefined,
      { year: 2027, accepted: 1 },
    ],
    [
      'is one session alone',
      '2026-11-19',
      [{ id: 'y', year: 2027, start: '2026-07-01', end: '2027-06-30', type: 'schoolYear' }],
      undefined,
      { year: 2027, accepted: 1 },
    ],
    [
      'is July to June where the roster has none',
      '2026-11-19',
      [],
      undefined,
      { year: 2027, accepted: 1 },
    ],
    [
      'is July to June where only the next is there',
      '2026-11-19',
      [{ ...next, start: '2027-08-02' }],
      undefined,
      { year: 2027, accepted: 1 },
    ],
    ['stays over the summer', '2027-07-01', THIS_YEAR, '2027-06-11', { year: 2027, accepted: 1 }],
  ])('%s', async (_, today, sessions, sent, expected) => {
    expect(await yearOn(today, sessions, sent ?? today)).toEqual(expected);
  });
});

test('the last day with a file is found within the span, and only of that school', async () => {
  const district = await createAttendanceDistrict(ctx);
  await sendAutumn(district);
  const { tenantId } = district;
  const last = (schoolId: string, to: string) =>
    findLastDayWithFile(ctx, { tenantId, schoolId, from: '2026-09-15', to });
  expect(await last('school-1', '2026-11-27')).toBe('2026-11-25');
  expect(await last('school-1', '2026-10-10')).toBe('2026-09-30');
  expect(await last('school-1', '2026-09-14')).toBeNull();
  expect(await last('school-of-nobody', '2026-11-27')).toBeNull();
});
