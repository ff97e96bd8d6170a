// A day is counted with the students the roster had at first. What is only implausible because the roster was not whole yet is not
// once it is; what was true then stays.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  attendanceCsv,
  createAttendanceDistrict,
  type AttendanceDistrict,
} from '@/lib/testing/attendance';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { getDistrictAttendance } from './queries/district';
import { listImplausibleDays } from './queries/implausible-days';
import { renewForRoster } from './replay';

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext();
});
afterAll(() => ctx.close());
beforeEach(() => ctx.clock.set('2026-11-19T18:00:00Z'));

const DAY = '2026-11-18';
const TODAY = '2026-11-19';
const STUDENTS = 200;

/** Another roster is in force: the first so many of a hundred students are at school-1, everybody else at school-2. */
async function applyRoster(district: AttendanceDistrict, there: number): Promise<number> {
  const { tenantId, connectionId } = district;
  ctx.clock.advance(60_000);
  await ctx.db.pool.query(
    `UPDATE roster_user SET school_sourced_id = CASE WHEN substr(sourced_id, 2)::int <= 2 * $2::int
       AND substr(sourced_id, 2)::int % 2 = 1 THEN 'school-1' ELSE 'school-2' END WHERE tenant_id = $1`,
    [tenantId, there],
  );
  const now = ctx.clock.now();
  const { id } = await ctx.db.prisma.syncRun.create({
    data: {
      tenantId,
      connectionId,
      state: 'APPLIED',
      planKind: 'INCREMENTAL',
      createdAt: now,
      lastArrivalAt: now,
      appliedAt: now,
      finishedAt: now,
    },
  });
  await setBaseline(district, id);
  return id;
}

async function setBaseline(district: AttendanceDistrict, runId: number): Promise<void> {
  const where = { id: district.connectionId };
  await ctx.db.prisma.connection.update({ where, data: { baselineRunId: runId } });
  await renewForRoster(ctx, district.tenantId);
}

/** Absent at school-1, whatever school the roster has them at. */
const send = ({ send: sendFile }: AttendanceDistrict, count: number, date = DAY) =>
  sendFile(
    'attendance.csv',
    attendanceCsv(Array.from({ length: count }, (_, at) => ({ student: `s${at * 2 + 1}`, date }))),
  );

async function counted({ tenantId }: AttendanceDistrict): Promise<string> {
  const day = await ctx.db.prisma.attendanceSchoolDay.findFirstOrThrow({
    where: { tenantId, schoolId: 'school-1', date: new Date(DAY) },
  });
  const ofDistrict = await ctx.db.prisma.attendanceDay.findFirstOrThrow({
    where: { tenantId, date: new Date(DAY) },
  });
  // Every total is of the same number.
  expect(ofDistrict.enrolled).toBe(day.enrolled);
  return [day.enrolled, ...day.implausibleBecause].join(' ');
}

interface LateRoster {
  /** At school-1 when the file comes, and how many of them it marks absent. */
  first: number;
  absent: number;
  marked: string;
  then: (district: AttendanceDistrict) => Promise<unknown>;
  counted: string;
}

test.each<[string, LateRoster]>([
  [
    'nobody was at the school',
    {
      first: 0,
      absent: 12,
      marked: '0 NOBODY_ENROLLED',
      then: (district) => applyRoster(district, 100),
      counted: '100',
    },
  ],
  [
    'some were',
    {
      first: 5,
      absent: 12,
      marked: '5 MORE_THAN_ENROLLED',
      then: (district) => applyRoster(district, 100),
      counted: '100',
    },
  ],
  [
    'enough were for a share',
    {
      first: 60,
      absent: 20,
      marked: '60 HIGH_ABSENCE',
      then: (district) => applyRoster(district, 100),
      counted: '100',
    },
  ],
  [
    'more come, and still too few',
    {
      first: 5,
      absent: 30,
      marked: '5 MORE_THAN_ENROLLED',
      then: (district) => applyRoster(district, 60),
      counted: '60 HIGH_ABSENCE',
    },
  ],
  [
    'the roster gets smaller',
    {
      first: 60,
      absent: 20,
      marked: '60 HIGH_ABSENCE',
      then: (district) => applyRoster(district, 40),
      counted: '60 HIGH_ABSENCE',
    },
  ],
  [
    'a plausible day stays as it was',
    {
      first: 60,
      absent: 4,
      marked: '60',
      then: (district) => applyRoster(district, 100),
      counted: '60',
    },
  ],
  [
    'others came to the school after the day',
    {
      first: 60,
      absent: 20,
      marked: '60 HIGH_ABSENCE',
      then: async (district) => {
        await ctx.db.prisma.rosterEnrollment.createMany({
          data: Array.from({ length: 40 }, (_, at) => ({
            tenantId: district.tenantId,
            sourcedId: `e${at}`,
            classSourcedId: 'k',
            runId: 0,
            userSourcedId: `s${at * 2 + 121}`,
            schoolSourcedId: 'school-1',
            role: 'student',
            beginDate: new Date(TODAY),
          })),
        });
        await applyRoster(district, 100);
      },
      counted: '60 HIGH_ABSENCE',
    },
  ],
  [
    'the roster is undone',
    {
      first: 0,
      absent: 12,
      marked: '0 NOBODY_ENROLLED',
      then: async (district) => {
        const runId = await applyRoster(district, 100);
        expect(await counted(district)).toBe('100');
        await ctx.db.prisma.syncRun.update({
          where: { id: runId },
          data: { undoneAt: ctx.clock.now() },
        });
        await applyRoster(district, 0);
      },
      counted: '0 NOBODY_ENROLLED',
    },
  ],
  [
    'the second of two rosters is undone',
    {
      first: 5,
      absent: 30,
      marked: '5 MORE_THAN_ENROLLED',
      then: async (district) => {
        await applyRoster(district, 60);
        const runId = await applyRoster(district, 100);
        await ctx.db.prisma.syncRun.update({
          where: { id: runId },
          data: { undoneAt: ctx.clock.now() },
        });
        await applyRoster(district, 60);
      },
      counted: '60 HIGH_ABSENCE',
    },
  ],
  [
    'a later file of the day has more rows than the first roster had students',
    {
      first: 5,
      absent: 3,
      marked: '5',
      then: async (district) => {
        await applyRoster(district, 100);
        await send(district, 12);
      },
      counted: '100',
    },
  ],
  [
    'the school is renamed',
    {
      first: 5,
      absent: 12,
      marked: '5 MORE_THAN_ENROLLED',
      then: async (district) => {
        const { tenantId } = district;
        await ctx.db.prisma.rosterOrg.updateMany({
          where: { tenantId, sourcedId: 'school-1' },
          data: { name: 'Baldwin Elementary' },
        });
        await applyRoster(district, 5);
        const { days } = await listImplausibleDays(ctx, { tenantId, from: DAY, to: DAY });
        expect(days.map(({ schoolName, sentences }) => [schoolName, ...sentences])).toEqual([
          [
            'Baldwin Elementary',
            '12 students are marked absent, more than the 5 the roster has at this school for that day.',
          ],
        ]);
      },
      counted: '5 MORE_THAN_ENROLLED',
    },
  ],
])('%s', async (_name, { first, absent, marked, then, counted: expected }) => {
  const district = await createAttendanceDistrict(ctx, { students: STUDENTS });
  await applyRoster(district, first);
  await send(district, absent);
  expect(await counted(district)).toBe(marked);
  ctx.clock.advance(60_000);
  await then(district);
  expect(await counted(district)).toBe(expected);
  const { tenantId } = district;
  const { trend } = await getDistrictAttendance(ctx, { tenantId, from: DAY, to: DAY });
  expect(trend.map(({ implausibleSchools }) => implausibleSchools)).toEqual([
    expected.includes(' ') ? 1 : 0,
  ]);
});

test('a list that waits because the roster has nobody there is open with the roster that has', async () => {
  const district = await createAttendanceDistrict(ctx, { students: STUDENTS });
  const { tenantId } = district;
  await applyRoster(district, 0);
  await send(district, 12, TODAY);
  const stateOfList = async () =>
    (await ctx.db.prisma.attendanceNoticeList.findFirstOrThrow({ where: { tenantId } })).state;
  expect(await stateOfList()).toBe('HELD');
  await applyRoster(district, 100);
  expect(await stateOfList()).toBe('OPEN');
});
