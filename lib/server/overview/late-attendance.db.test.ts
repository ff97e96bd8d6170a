// Attendance that should have come by now, over many districts: what the page of feeds calls missing, on school days, not in a pause.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { instantOf } from '@/lib/core/calendar/zoned-time';
import {
  attendanceCsv,
  createAttendanceDistrict,
  type AttendanceDistrict,
} from '@/lib/testing/attendance';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { markCalendarDay } from '../attendance/commands/mark-day';
import { readLateFeeds } from '../attendance/late-feeds';
import { getFeedBoard } from '../attendance/queries/feed-board';
import { countsForDistrict, countsForStaff } from './queries/attention-counts';
import { listNeedsAttention } from './queries/needs-attention';
import { refreshStatuses } from './refresh-statuses';

const ZONE = 'America/Los_Angeles';
/** Tuesday, Thursday and Friday of one week, on which files came; the Monday after is the day asked about. */
const LEARNED = ['2026-11-10', '2026-11-12', '2026-11-13'];
const MONDAY = '2026-11-16';
const SATURDAY = '2026-11-14';
const actor = { kind: 'command-line', userId: null, sourceAddress: null } as const;
const staff = { userId: 0, role: 'IMPLEMENTATION' } as const;

let ctx: TestContext;
let district: AttendanceDistrict;
beforeAll(async () => {
  ctx = await createTestContext();
});
afterAll(() => ctx.close());

const at = (date: string, time: string): void => ctx.clock.set(instantOf(date, time, ZONE));

const fileOf = (date: string): string =>
  attendanceCsv([
    { student: 's1', school: 'school-1', date },
    { student: 's2', school: 'school-2', date },
  ]);

/** Its file comes at 9:00. */
async function createSender(): Promise<AttendanceDistrict> {
  const sender = await createAttendanceDistrict(ctx);
  for (const date of LEARNED) {
    at(date, '09:00');
    await sender.send('attendance.csv', fileOf(date));
  }
  return sender;
}

beforeEach(async () => {
  // Those of other tests are late no more.
  await ctx.db.prisma.tenant.deleteMany();
  district = await createSender();
});

const lateCount = async ({ tenantId }: AttendanceDistrict): Promise<number> =>
  (await readLateFeeds(ctx.db.pool, [tenantId], ctx.clock.now())).get(tenantId)?.count ?? 0;

/** What the page of the district says. */
const missingCount = async ({ tenantId }: AttendanceDistrict, date: string): Promise<number> =>
  (await getFeedBoard(ctx, { tenantId, date })).feeds.filter(
    ({ state, usualMinute, timeliness }) =>
      (state === 'LEARNED' || state === 'CONFIRMED') &&
      usualMinute !== null &&
      timeliness === 'MISSING',
  ).length;

describe('late', () => {
  test.each<[string, string, string, (sender: AttendanceDistrict) => Promise<unknown>, number]>([
    ['half an hour after the usual time', MONDAY, '09:30', async () => {}, 0],
    ['a minute later', MONDAY, '09:31', async () => {}, 1],
    ['at the end of the day', MONDAY, '23:59', async () => {}, 1],
    ['on a Saturday', SATURDAY, '12:00', async () => {}, 0],
    [
      'with a file of the day',
      MONDAY,
      '12:00',
      ({ send }) => send('attendance.csv', fileOf(MONDAY)),
      0,
    ],
    [
      'on a day that staff marked as one without school',
      MONDAY,
      '12:00',
      ({ tenantId }) =>
        markCalendarDay(ctx, actor, {
          tenantId,
          schoolId: null,
          date: MONDAY,
          isInSession: false,
          note: null,
        }),
      0,
    ],
    [
      'with one of two schools closed',
      MONDAY,
      '12:00',
      ({ tenantId }) =>
        markCalendarDay(ctx, actor, {
          tenantId,
          schoolId: 'school-1',
          date: MONDAY,
          isInSession: false,
          note: null,
        }),
      1,
    ],
    [
      'of a name that is not used',
      MONDAY,
      '12:00',
      ({ tenantId }) =>
        ctx.db.prisma.attendanceFileName.updateMany({
          where: { tenantId },
          data: { state: 'REFUSED' },
        }),
      0,
    ],
  ])('%s', async (_name, date, time, act, late) => {
    at(date, '08:00');
    await act(district);
    at(date, time);
    expect(await lateCount(district)).toBe(late);
    expect(await missingCount(district, date)).toBe(late);
  });

  test('before anything is known of a name, nothing is', async () => {
    const fresh = await createAttendanceDistrict(ctx);
    at(MONDAY, '12:00');
    expect(await lateCount(fresh)).toBe(0);
  });
});

describe('over all districts', () => {
  const attention = () => listNeedsAttention(ctx, { scope: null, limit: 100 });
  const lateItems = async () =>
    (await attention()).items.filter(({ kind }) => kind === 'LATE_ATTENDANCE');

  test('it is listed and counted from the minute on, until the file comes', async () => {
    at(MONDAY, '09:20');
    expect(await lateItems()).toEqual([]);
    at(MONDAY, '09:31');
    const { tenantId } = district;
    expect(await lateItems()).toMatchObject([
      {
        tenant: { id: tenantId },
        count: 1,
        owner: 'district',
        since: instantOf('2026-11-13', '09:00', ZONE),
      },
    ]);
    expect((await attention()).counts).toMatchObject({ LATE_ATTENDANCE: 1 });
    const counts = await countsForDistrict(ctx, tenantId, staff);
    expect(counts).toMatchObject({ lateFeeds: 1, attendance: 1 });
    expect((await countsForStaff(ctx, staff)).lateFeeds).toBe(1);
    await district.send('attendance.csv', fileOf(MONDAY));
    expect(await lateItems()).toEqual([]);
    expect((await countsForStaff(ctx, staff)).lateFeeds).toBe(0);
  });

  test('the next day it is not late before its time', async () => {
    at(MONDAY, '12:00');
    expect(await lateItems()).toHaveLength(1);
    at('2026-11-17', '08:00');
    expect(await lateItems()).toEqual([]);
  });

  test('a pause ends it, and its end brings it back', async () => {
    at(MONDAY, '12:00');
    const pause = (pausedAt: Date | null) =>
      ctx.db.prisma.connection.updateMany({
        where: { tenantId: district.tenantId },
        data: { pausedAt },
      });
    expect(await lateItems()).toHaveLength(1);
    await pause(ctx.clock.now());
    expect(await lateItems()).toEqual([]);
    await pause(null);
    expect(await lateItems()).toHaveLength(1);
  });

  test('a blackout of roster updates does not end it: school goes on', async () => {
    at(MONDAY, '12:00');
    const blackout = await ctx.db.prisma.policyWindow.create({
      data: {
        ...{ tenantId: district.tenantId, kind: 'BLACKOUT', reason: 'Fall break' },
        createdAt: ctx.clock.now(),
        ...{ startDate: new Date(MONDAY), endDate: new Date(MONDAY) },
      },
    });
    expect(await lateItems()).toHaveLength(1);
    await ctx.db.prisma.policyWindow.delete({ where: { id: blackout.id } });
  });

  test('a mark of staff ends it', async () => {
    at(MONDAY, '12:00');
    expect(await lateItems()).toHaveLength(1);
    await markCalendarDay(ctx, actor, {
      tenantId: district.tenantId,
      schoolId: null,
      date: MONDAY,
      isInSession: false,
      note: null,
    });
    expect(await lateItems()).toEqual([]);
  });

  test('each district by its own time', async () => {
    const other = await createAttendanceDistrict(ctx);
    for (const date of LEARNED) {
      at(date, '14:00');
      await other.send('attendance.csv', fileOf(date));
    }
    at(MONDAY, '12:00');
    expect((await lateItems()).map(({ tenant }) => tenant?.id)).toEqual([district.tenantId]);
    at(MONDAY, '14:31');
    await refreshStatuses(ctx);
    expect((await countsForStaff(ctx, staff)).lateFeeds).toBe(2);
  });
});
