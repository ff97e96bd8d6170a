import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { attendanceCsv, createAttendanceDistrict, type TestRow } from '@/lib/testing/attendance';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { workOnAttendance } from '../jobs/handlers/work-on-attendance';
import { markCalendarDay } from './commands/mark-day';
import { changeNoticeSettings } from './commands/notice-settings';
import { releaseNotices } from './commands/release-notices';
import { exportNotices } from './export';
import { eachNotice, listNoticeLists, listNotices } from './queries/notices';

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext();
});
afterAll(() => ctx.close());

const TODAY = '2026-11-19';
const MORNING = '2026-11-19T18:00:00Z';
const actor = { kind: 'command-line', userId: null, sourceAddress: null } as const;

beforeEach(() => ctx.clock.set(MORNING));

/** Whoever is handed out, which is the same page by page as in one download. */
async function everyone(of: { tenantId: number; schoolId: string | null }) {
  const all = [];
  for await (const notice of eachNotice(ctx, { ...of, date: TODAY })) all.push(notice);
  const paged = [];
  for (let page = 1; page <= Math.ceil(all.length / 2); page += 1) {
    const { rows, total } = await listNotices(ctx, { ...of, date: TODAY, page, pageSize: 2 });
    expect(total).toBe(all.length);
    paged.push(...rows);
  }
  expect(paged).toEqual(all);
  return all;
}

const rows = (from: number, to: number, row: Partial<TestRow> = {}): TestRow[] =>
  Array.from({ length: to - from + 1 }, (_, index) => ({
    // Odd students are in school-1.
    student: `s${(from + index) * 2 - 1}`,
    date: TODAY,
    ...row,
  }));

describe('the notice list', () => {
  test('waits where the roster has nobody at the school, since a share of nobody says nothing', async () => {
    const district = await createAttendanceDistrict(ctx, { students: 100 });
    const { tenantId } = district;
    await ctx.db.pool.query(
      `UPDATE roster_user SET school_sourced_id = 'school-2' WHERE tenant_id = $1`,
      [tenantId],
    );
    await district.send('attendance.csv', attendanceCsv(rows(1, 45)));
    const list = await ctx.db.prisma.attendanceNoticeList.findFirstOrThrow({
      where: { tenantId, schoolId: 'school-1' },
    });
    expect([list.state, list.heldBecause]).toEqual(['HELD', ['NOBODY_ENROLLED']]);
    expect((await everyone({ tenantId, schoolId: 'school-1' })).length).toBe(0);
  });

  test('names each student once through the day and retracts who arrived after all', async () => {
    const district = await createAttendanceDistrict(ctx, { students: 100 });
    const { tenantId } = district;
    await ctx.db.prisma.rosterUser.updateMany({
      where: { tenantId, sourcedId: 's2' },
      data: {
        role: 'parent',
        languageCode: 'vi',
        phone: '503-555-0100',
        phoneE164: '+15035550100',
        givenName: '=HYPERLINK("x")',
      },
    });
    await ctx.db.prisma.rosterLink.create({
      data: { tenantId, studentSourcedId: 's1', contactSourcedId: 's2', runId: 1 },
    });
    const said = async () =>
      (await everyone({ tenantId, schoolId: null })).map(
        ({ studentId, state, category }) => `${studentId} ${state} ${category}`,
      );
    await district.send('attendance.csv', attendanceCsv(rows(1, 3)));
    expect(await said()).toEqual([
      's1 ABSENT UNEXCUSED_ABSENCE',
      's3 ABSENT UNEXCUSED_ABSENCE',
      's5 ABSENT UNEXCUSED_ABSENCE',
    ]);
    ctx.clock.advance(3_600_000);
    await district.send(
      'attendance.csv',
      attendanceCsv([
        ...rows(1, 1),
        ...rows(2, 2, { category: 'Tardy', duration: '' }),
        ...rows(4, 4),
      ]),
    );
    expect(await said()).toEqual([
      's1 ABSENT UNEXCUSED_ABSENCE',
      's3 RETRACTED UNEXCUSED_ABSENCE',
      's5 RETRACTED UNEXCUSED_ABSENCE',
      's7 ABSENT UNEXCUSED_ABSENCE',
    ]);
    const told = await everyone({ tenantId, schoolId: 'school-1' });
    expect(told[0]).toMatchObject({
      listedAt: new Date(MORNING),
      homeLanguageCode: 'es',
      contacts: [{ contactId: 's2', languageCode: 'vi', phone: '503-555-0100' }],
    });
    let csv = '';
    for await (const part of exportNotices(ctx, actor, { tenantId, date: TODAY, schoolId: null }))
      csv += part;
    expect(csv.split('\r\n')).toHaveLength(6);
    expect(csv).toContain(`"'=HYPERLINK(""x"") Number 0002"`);
  });

  test('is handed out by school and name, also where a page begins inside a school', async () => {
    const district = await createAttendanceDistrict(ctx, { students: 100 });
    const { tenantId } = district;
    const even = ['s2', 's4', 's6'].map((student) => ({
      student,
      school: 'school-2',
      date: TODAY,
    }));
    await district.send('attendance.csv', attendanceCsv([...rows(1, 3), ...even]));
    const all = await everyone({ tenantId, schoolId: null });
    const schools = all.map(({ schoolName }) => schoolName);
    expect(schools).toEqual(schools.toSorted());
    expect(new Set(all.map(({ studentId }) => studentId)).size).toBe(6);
    const beyond = { tenantId, schoolId: null, date: TODAY, page: 9, pageSize: 2 };
    expect(await listNotices(ctx, beyond)).toEqual({ rows: [], total: 6 });
  });

  test('stops for a school whose day is implausible, until a person releases it with a reason', async () => {
    const district = await createAttendanceDistrict(ctx, { students: 200 });
    const { tenantId } = district;
    await district.send(
      'attendance.csv',
      attendanceCsv([...rows(1, 31), { student: 's2', school: 'school-2', date: TODAY }]),
    );
    const lists = async () =>
      (await listNoticeLists(ctx, { tenantId, date: TODAY })).map(
        ({ schoolId, state, heldBecause, waiting, listed }) => [
          schoolId,
          state,
          heldBecause.join(),
          waiting,
          listed,
        ],
      );
    expect(await lists()).toEqual([
      ['school-1', 'HELD', 'HIGH_ABSENCE', 31, 0],
      ['school-2', 'OPEN', '', 0, 1],
    ]);
    // The events are stored all the same.
    expect(await ctx.db.prisma.attendanceEvent.count({ where: { tenantId } })).toBe(32);
    const sendable = await everyone({ tenantId, schoolId: null });
    expect(sendable.map(({ studentId }) => studentId)).toEqual(['s2']);

    ctx.clock.advance(16 * 60_000);
    await workOnAttendance(ctx);
    const [held] = await listNoticeLists(ctx, { tenantId, date: TODAY });
    expect(held).toMatchObject({ state: 'HELD', skippedAt: ctx.clock.now() });

    const target = { tenantId, schoolId: 'school-1', date: TODAY };
    expect(await releaseNotices(ctx, actor, { ...target, reason: '' })).toEqual({
      ok: false,
      code: 'REASON_REQUIRED',
    });
    expect(await releaseNotices(ctx, actor, { ...target, tenantId: 0, reason: 'Flu' })).toEqual({
      ok: false,
      code: 'LIST_NOT_FOUND',
    });
    expect(await releaseNotices(ctx, actor, { ...target, reason: 'Flu, confirmed' })).toEqual({
      ok: true,
      notices: 31,
    });
    const event = await ctx.db.prisma.auditEvent.findFirstOrThrow({
      where: { tenantId, action: 'attendance.notices.release' },
    });
    expect(event.detail).toEqual({ notices: 31, because: 'HIGH_ABSENCE', isLate: true });

    // The same question is not asked again today.
    await district.send('attendance.csv', attendanceCsv(rows(1, 33)));
    expect((await lists())[1]).toEqual(['school-1', 'RELEASED', 'HIGH_ABSENCE', 0, 33]);
  });

  test('opens by itself when a later file is plausible again', async () => {
    const district = await createAttendanceDistrict(ctx, { students: 200 });
    const { tenantId } = district;
    await district.send('attendance.csv', attendanceCsv(rows(1, 40)));
    ctx.clock.advance(60_000);
    await district.send('attendance.csv', attendanceCsv(rows(1, 4)));
    const [list] = await listNoticeLists(ctx, { tenantId, date: TODAY });
    expect(list).toMatchObject({ state: 'OPEN', waiting: 0, listed: 4, retracted: 0 });
  });

  test.each([
    ['without a calendar', { term: false }, MORNING, 'NO_CALENDAR'],
    ['after the cut-off', {}, '2026-11-20T01:00:00Z', 'AFTER_CUT_OFF'],
  ])('stops %s', async (_name, options, now, code) => {
    ctx.clock.set(now);
    const district = await createAttendanceDistrict(ctx, options);
    await district.send('attendance.csv', attendanceCsv(rows(1, 2)));
    const [list] = await listNoticeLists(ctx, { tenantId: district.tenantId, date: TODAY });
    expect(list).toMatchObject({ state: 'HELD', heldBecause: [code], waiting: 2 });
  });

  test('stays held for a late file when somebody marks the day', async () => {
    ctx.clock.set('2026-11-20T01:00:00Z');
    const { tenantId, send } = await createAttendanceDistrict(ctx);
    await send('attendance.csv', attendanceCsv(rows(1, 2)));
    const mark = { tenantId, schoolId: null, date: TODAY, isInSession: true, note: null };
    expect(await markCalendarDay(ctx, actor, mark)).toEqual({ ok: true });
    const [list] = await listNoticeLists(ctx, { tenantId, date: TODAY });
    expect(list).toMatchObject({ state: 'HELD', heldBecause: ['AFTER_CUT_OFF'], waiting: 2 });
  });

  test('follows what the district chose: tardies on the list, and another cut-off', async () => {
    const { tenantId, send } = await createAttendanceDistrict(ctx);
    expect(await changeNoticeSettings(ctx, actor, { tenantId, noticesForTardies: true })).toEqual({
      ok: false,
      code: 'NO_ATTENDANCE',
    });
    const tardy = { category: 'Tardy', duration: '' };
    await send('attendance.csv', attendanceCsv(rows(1, 2, tardy)));
    expect(await everyone({ tenantId, schoolId: null })).toEqual([]);
    expect(await changeNoticeSettings(ctx, actor, { tenantId, noticeCutOff: '25:00' })).toEqual({
      ok: false,
      code: 'CUT_OFF_INVALID',
    });
    await changeNoticeSettings(ctx, actor, { tenantId, noticesForTardies: true });
    await send('attendance.csv', attendanceCsv(rows(1, 3, tardy)));
    expect(await everyone({ tenantId, schoolId: null })).toHaveLength(3);
    // The morning is 10:00 where the district is.
    await changeNoticeSettings(ctx, actor, { tenantId, noticeCutOff: '09:30' });
    await send('attendance.csv', attendanceCsv(rows(1, 4, tardy)));
    const [list] = await listNoticeLists(ctx, { tenantId, date: TODAY });
    expect(list).toMatchObject({ state: 'HELD', heldBecause: ['AFTER_CUT_OFF'] });
    const audited = { tenantId, action: 'attendance.notices.settings' };
    expect(await ctx.db.prisma.auditEvent.findMany({ where: audited })).toMatchObject([
      { detail: { noticesForTardies: true, noticesForTardiesBefore: false } },
      { detail: { noticeCutOff: '09:30', noticeCutOffBefore: '16:00' } },
    ]);
  });

  test('stops on a day without school and for many unknown students', async () => {
    ctx.clock.set('2026-11-21T18:00:00Z');
    const saturday = await createAttendanceDistrict(ctx);
    await saturday.send('attendance.csv', attendanceCsv(rows(1, 2, { date: '2026-11-21' })));
    const [list] = await listNoticeLists(ctx, {
      tenantId: saturday.tenantId,
      date: '2026-11-21',
    });
    expect(list?.heldBecause).toEqual(['NOT_IN_SESSION']);
    ctx.clock.set(MORNING);
    const strangers = await createAttendanceDistrict(ctx);
    const unknown = Array.from({ length: 10 }, (_, index) => ({
      student: `x${index}`,
      date: TODAY,
    }));
    await strangers.send('attendance.csv', attendanceCsv([...rows(1, 2), ...unknown]));
    const [other] = await listNoticeLists(ctx, { tenantId: strangers.tenantId, date: TODAY });
    expect(other?.heldBecause).toEqual(['UNKNOWN_STUDENTS']);
  });

  test('is of today: a file about yesterday makes none', async () => {
    const district = await createAttendanceDistrict(ctx);
    await district.send('attendance.csv', attendanceCsv(rows(1, 2, { date: '2026-11-18' })));
    expect(
      await ctx.db.prisma.attendanceNoticeList.count({ where: { tenantId: district.tenantId } }),
    ).toBe(0);
  });
});
