// All held lists of a day, or some, with one decision, and the days that have no list.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  attendanceCsv,
  createAttendanceDistrict,
  type AttendanceDistrict,
} from '@/lib/testing/attendance';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { markCalendarDay } from './commands/mark-day';
import {
  releaseAllNotices,
  releaseChosenNotices,
  releaseNotices,
} from './commands/release-notices';
import { heldDigest } from './held-digest';
import { explainNoList } from './queries/day-without-list';
import { listNoticeLists } from './queries/notices';

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext();
});
afterAll(() => ctx.close());

const TODAY = '2026-11-19';
const EVENING = '2026-11-20T01:00:00Z';
const actor = { kind: 'command-line', userId: null, sourceAddress: null } as const;

/** Students of both schools by turns, after the cut-off: both lists are held. */
const absent = (count: number, date = TODAY): string =>
  attendanceCsv(
    Array.from({ length: count }, (_, at) => ({
      student: `s${at + 1}`,
      school: `school-${(at % 2) + 1}`,
      date,
    })),
  );

beforeEach(() => ctx.clock.set(EVENING));

const heldOf = async ({ tenantId }: AttendanceDistrict) =>
  (await listNoticeLists(ctx, { tenantId, date: TODAY })).filter(({ state }) => state === 'HELD');

describe('releasing all', () => {
  test('lets out what the person saw, and writes it down school by school', async () => {
    const district = await createAttendanceDistrict(ctx);
    const { tenantId, send } = district;
    await send('attendance.csv', absent(5));
    const seen = heldDigest(TODAY, await heldOf(district));
    const of = { tenantId, date: TODAY, reason: ' Server was away ', seen };
    expect(await releaseAllNotices(ctx, actor, of)).toEqual({ ok: true, schools: 2, notices: 5 });
    expect(await listNoticeLists(ctx, { tenantId, date: TODAY })).toMatchObject([
      { state: 'RELEASED', waiting: 0, listed: 2, reason: 'Server was away' },
      { state: 'RELEASED', waiting: 0, listed: 3, reason: 'Server was away' },
    ]);
    const audited = await ctx.db.prisma.auditEvent.findMany({
      where: { tenantId, action: 'attendance.notices.release' },
      orderBy: { objectId: 'asc' },
    });
    expect(audited.map(({ objectId, detail }) => [objectId, detail])).toEqual([
      [`school-1 ${TODAY}`, { notices: 3, because: 'AFTER_CUT_OFF', isLate: false }],
      [`school-2 ${TODAY}`, { notices: 2, because: 'AFTER_CUT_OFF', isLate: false }],
    ]);
    expect(await releaseAllNotices(ctx, actor, of)).toEqual({ ok: false, code: 'NOT_HELD' });
  });

  test.each<[string, (district: AttendanceDistrict) => Promise<unknown>]>([
    ['one has more notices', ({ send }) => send('attendance.csv', absent(6))],
    ['one has fewer', ({ send }) => send('attendance.csv', absent(3))],
    [
      'there is another reason',
      ({ tenantId }) =>
        markCalendarDay(ctx, actor, {
          tenantId,
          schoolId: null,
          date: TODAY,
          isInSession: false,
          note: null,
        }),
    ],
    [
      'somebody released one of them',
      ({ tenantId }) =>
        releaseNotices(ctx, actor, { tenantId, schoolId: 'school-1', date: TODAY, reason: 'Flu' }),
    ],
  ])('releases nothing where meanwhile %s', async (_name, act) => {
    const district = await createAttendanceDistrict(ctx);
    const { tenantId, send } = district;
    await send('attendance.csv', absent(4));
    const seen = heldDigest(TODAY, await heldOf(district));
    ctx.clock.advance(60_000);
    await act(district);
    const before = await listNoticeLists(ctx, { tenantId, date: TODAY });
    const of = { tenantId, date: TODAY, reason: 'Flu', seen };
    expect(await releaseAllNotices(ctx, actor, of)).toEqual({ ok: false, code: 'LISTS_CHANGED' });
    expect(await listNoticeLists(ctx, { tenantId, date: TODAY })).toEqual(before);
  });

  test('asks for a reason, and for the day itself', async () => {
    const district = await createAttendanceDistrict(ctx);
    const { tenantId, send } = district;
    await send('attendance.csv', absent(4));
    const of = { tenantId, date: TODAY, seen: heldDigest(TODAY, await heldOf(district)) };
    expect(await releaseAllNotices(ctx, actor, { ...of, reason: ' ' })).toEqual({
      ok: false,
      code: 'REASON_REQUIRED',
    });
    expect(await releaseAllNotices(ctx, actor, { ...of, tenantId: 0, reason: 'Flu' })).toEqual({
      ok: false,
      code: 'NOT_HELD',
    });
    ctx.clock.set('2026-11-20T18:00:00Z');
    expect(await releaseAllNotices(ctx, actor, { ...of, reason: 'Flu' })).toEqual({
      ok: false,
      code: 'DAY_OVER',
    });
  });
});

describe('releasing some', () => {
  const chosenOf = async (district: AttendanceDistrict, ...schools: string[]) =>
    (await heldOf(district))
      .filter(({ schoolId }) => schools.includes(schoolId))
      .map((list) => ({ schoolId: list.schoolId, seen: heldDigest(TODAY, [list]) }));
  const statesOf = async ({ tenantId }: AttendanceDistrict) =>
    (await listNoticeLists(ctx, { tenantId, date: TODAY }))
      .map(({ schoolId, state, reason }) => [schoolId, state, reason])
      .sort();

  test('lets out those that were chosen with one reason, and leaves the others held', async () => {
    const district = await createAttendanceDistrict(ctx);
    const { tenantId, send } = district;
    await send('attendance.csv', absent(5));
    const chosen = await chosenOf(district, 'school-1');
    const of = { tenantId, date: TODAY, reason: ' Flu ', chosen };
    expect(await releaseChosenNotices(ctx, actor, of)).toEqual({
      ok: true,
      schools: 1,
      notices: 3,
    });
    expect(await statesOf(district)).toEqual([
      ['school-1', 'RELEASED', 'Flu'],
      ['school-2', 'HELD', null],
    ]);
    const audited = await ctx.db.prisma.auditEvent.findMany({
      where: { tenantId, action: 'attendance.notices.release' },
    });
    expect(audited.map(({ objectId, detail }) => [objectId, detail])).toEqual([
      [`school-1 ${TODAY}`, { notices: 3, because: 'AFTER_CUT_OFF', isLate: false }],
    ]);
  });

  test('each of several is written down by itself', async () => {
    const district = await createAttendanceDistrict(ctx);
    const { tenantId, send } = district;
    await send('attendance.csv', absent(4));
    const chosen = await chosenOf(district, 'school-2', 'school-1');
    const of = { tenantId, date: TODAY, reason: 'Flu', chosen };
    expect(await releaseChosenNotices(ctx, actor, of)).toEqual({
      ok: true,
      schools: 2,
      notices: 4,
    });
    expect(
      await ctx.db.prisma.auditEvent.count({
        where: { tenantId, action: 'attendance.notices.release' },
      }),
    ).toBe(2);
  });

  test('a change elsewhere stops nothing', async () => {
    const district = await createAttendanceDistrict(ctx);
    const { tenantId, send } = district;
    await send('attendance.csv', absent(4));
    const chosen = await chosenOf(district, 'school-1');
    await releaseNotices(ctx, actor, {
      tenantId,
      schoolId: 'school-2',
      date: TODAY,
      reason: 'Snow',
    });
    expect(
      await releaseChosenNotices(ctx, actor, { tenantId, date: TODAY, reason: 'Flu', chosen }),
    ).toMatchObject({ ok: true, schools: 1 });
  });

  test.each<[string, (district: AttendanceDistrict) => Promise<unknown>, string]>([
    ['has more notices', ({ send }) => send('attendance.csv', absent(5)), 'school-1'],
    ['has fewer', ({ send }) => send('attendance.csv', absent(3)), 'school-2'],
    [
      'was released by somebody',
      ({ tenantId }) =>
        releaseNotices(ctx, actor, { tenantId, schoolId: 'school-2', date: TODAY, reason: 'Snow' }),
      'school-2',
    ],
  ])('releases nothing where one meanwhile %s, and names it', async (_name, act, changed) => {
    const district = await createAttendanceDistrict(ctx);
    const { tenantId, send } = district;
    await send('attendance.csv', absent(4));
    const chosen = await chosenOf(district, 'school-1', 'school-2');
    ctx.clock.advance(60_000);
    await act(district);
    const before = await statesOf(district);
    const answer = await releaseChosenNotices(ctx, actor, {
      tenantId,
      date: TODAY,
      reason: 'Flu',
      chosen,
    });
    const { name } = await ctx.db.prisma.rosterOrg.findFirstOrThrow({
      where: { tenantId, sourcedId: changed },
    });
    expect(answer).toEqual({ ok: false, code: 'CHOSEN_LISTS_CHANGED', schools: [name] });
    expect(await statesOf(district)).toEqual(before);
  });

  test('asks for a choice, a reason and the day itself, and knows no school of another district', async () => {
    const district = await createAttendanceDistrict(ctx);
    const { tenantId, send } = district;
    await send('attendance.csv', absent(4));
    const chosen = await chosenOf(district, 'school-1');
    const of = { tenantId, date: TODAY, reason: 'Flu', chosen };
    const codeOf = async (input: typeof of) => {
      const answer = await releaseChosenNotices(ctx, actor, input);
      return answer.ok ? 'released' : answer.code;
    };
    expect(await codeOf({ ...of, chosen: [] })).toBe('NO_LIST_CHOSEN');
    expect(await codeOf({ ...of, reason: ' ' })).toBe('REASON_REQUIRED');
    const other = await createAttendanceDistrict(ctx);
    expect(await codeOf({ ...of, tenantId: other.tenantId })).toBe('CHOSEN_LISTS_CHANGED');
    ctx.clock.set('2026-11-20T18:00:00Z');
    expect(await codeOf(of)).toBe('DAY_OVER');
  });
});

describe('a day without a list says why', () => {
  const MORNING = '2026-11-19T18:00:00Z';
  test.each<[string, string, (district: AttendanceDistrict) => Promise<unknown>, string, string]>([
    [
      'no file yet',
      MORNING,
      async () => {},
      TODAY,
      'A list is created as soon as a file about today is read.',
    ],
    [
      'a file of yesterday',
      MORNING,
      ({ send }) => send('attendance.csv', absent(2, '2026-11-18')),
      TODAY,
      '1 file received today has no rows about this day.',
    ],
    [
      'and of that day',
      MORNING,
      ({ send }) => send('attendance.csv', absent(2, '2026-11-18')),
      '2026-11-18',
      'Files about this day were read only afterward',
    ],
    [
      'a weekend',
      MORNING,
      async () => {},
      '2026-11-14',
      'It was a weekend. No attendance file arrived that day',
    ],
    [
      'outside the terms',
      MORNING,
      async () => {},
      '2026-07-15',
      'It was outside the terms of the roster.',
    ],
    [
      'marked by staff',
      MORNING,
      ({ tenantId }) =>
        markCalendarDay(ctx, actor, {
          tenantId,
          schoolId: null,
          date: TODAY,
          isInSession: false,
          note: null,
        }),
      TODAY,
      'Our staff marked this as a day without school.',
    ],
    [
      'a holiday of the calendar',
      MORNING,
      ({ send }) =>
        send(
          'calendar.csv',
          [
            'school_id,calendar_date,calendar_events,school_year_id',
            ...['school-1', 'school-2'].map((id) => `${id},${TODAY},Holiday,2027`),
            '',
          ].join('\n'),
        ),
      TODAY,
      'calendar.csv says that there is no school.',
    ],
    [
      'a file that cannot be read',
      MORNING,
      ({ send }) => send('attendance.csv', 'school_id\n'),
      TODAY,
      '1 file received today was not used',
    ],
    ['late', EVENING, async () => {}, TODAY, 'It is after 4:00 PM'],
    [
      'paused',
      MORNING,
      ({ tenantId }) =>
        ctx.db.prisma.connection.updateMany({
          where: { tenantId },
          data: { pausedAt: ctx.clock.now() },
        }),
      TODAY,
      'The district is paused',
    ],
  ])('%s', async (_name, now, act, date, said) => {
    ctx.clock.set(now);
    const district = await createAttendanceDistrict(ctx);
    await act(district);
    const { tenantId } = district;
    expect(await listNoticeLists(ctx, { tenantId, date })).toEqual([]);
    const { reasons } = await explainNoList(ctx, { tenantId, date });
    expect(reasons.join(' ')).toContain(said);
  });

  test('before the first roster, and before anything', async () => {
    ctx.clock.set(MORNING);
    const district = await createAttendanceDistrict(ctx, { roster: false });
    const of = { tenantId: district.tenantId, date: TODAY };
    expect(await explainNoList(ctx, of)).toMatchObject({ isBeforeAttendance: true });
    await district.send('attendance.csv', absent(2));
    expect(await explainNoList(ctx, of)).toEqual({
      isBeforeAttendance: false,
      reasons: ['1 file received today is waiting for the roster.'],
    });
  });
});
