// A day that looks unusual is marked, whichever day a file speaks of, and no longer once it is plausible.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  attendanceCsv,
  createAttendanceDistrict,
  smallRoster,
  type AttendanceDistrict,
  type TestRow,
} from '@/lib/testing/attendance';
import { createRoster } from '@/lib/testing/builders-roster';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { mapCategory } from './commands/map-category';
import { markCalendarDay } from './commands/mark-day';
import { getDistrictAttendance } from './queries/district';
import { listImplausibleDays, listImplausibleDaysOfFiles } from './queries/implausible-days';
import { listNoticeLists } from './queries/notices';
import { findAttendanceRun } from './queries/runs';
import { renewForRoster } from './replay';
import { forgetExpiredRows } from './sweep';

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext();
});
afterAll(() => ctx.close());

const TODAY = '2026-11-19';
const YESTERDAY = '2026-11-18';
const actor = { kind: 'command-line', userId: null, sourceAddress: null } as const;

beforeEach(() => ctx.clock.set('2026-11-19T18:00:00Z'));

/** The first so many students of school-1, who are the odd ones. */
const absent = (count: number, date: string, row: Partial<TestRow> = {}): TestRow[] =>
  Array.from({ length: count }, (_, index) => ({ student: `s${index * 2 + 1}`, date, ...row }));

const file = (...parts: TestRow[][]): string => attendanceCsv(parts.flat());

/** Weekdays before a date, oldest first. */
function weekdaysBefore(date: string, count: number): string[] {
  const found: string[] = [];
  for (let at = 1; found.length < count; at += 1) {
    const day = new Date(Date.parse(date) - at * 86_400_000);
    if (day.getUTCDay() % 6 !== 0) found.unshift(day.toISOString().slice(0, 10));
  }
  return found;
}

async function marked({ tenantId }: AttendanceDistrict): Promise<string[]> {
  const { days } = await listImplausibleDays(ctx, { tenantId, from: '2026-08-01', to: TODAY });
  return days.map(({ schoolId, date, because }) => `${schoolId} ${date} ${because.join()}`);
}

/** 100 students at each of the two schools. */
const big = () => createAttendanceDistrict(ctx, { students: 200 });

describe('a file speaks for days', () => {
  test.each<[string, () => string, string[]]>([
    ['yesterday', () => file(absent(68, YESTERDAY)), [`school-1 ${YESTERDAY} HIGH_ABSENCE`]],
    ['today', () => file(absent(68, TODAY)), [`school-1 ${TODAY} HIGH_ABSENCE`]],
    ['weeks ago', () => file(absent(30, '2026-09-09')), ['school-1 2026-09-09 HIGH_ABSENCE']],
    [
      'one of many',
      () =>
        file(...weekdaysBefore(TODAY, 12).map((date) => absent(4, date)), absent(40, '2026-09-09')),
      ['school-1 2026-09-09 HIGH_ABSENCE'],
    ],
    [
      'three times the usual',
      () =>
        file(...weekdaysBefore(YESTERDAY, 6).map((date) => absent(4, date)), absent(26, YESTERDAY)),
      [`school-1 ${YESTERDAY} ABOVE_MEDIAN`],
    ],
    [
      'unknown students',
      () =>
        file(
          absent(2, YESTERDAY),
          Array.from({ length: 10 }, (_, at) => ({ student: `x${at}`, date: YESTERDAY })),
        ),
      [`school-1 ${YESTERDAY} UNKNOWN_STUDENTS`],
    ],
    [
      'excused all the same',
      () => file(absent(31, YESTERDAY, { category: 'Excused Absence' })),
      [`school-1 ${YESTERDAY} HIGH_ABSENCE`],
    ],
    [
      'two schools',
      () =>
        file(
          absent(50, YESTERDAY),
          Array.from({ length: 50 }, (_, at) => ({
            student: `s${at * 2 + 2}`,
            school: 'school-2',
            date: YESTERDAY,
          })),
        ),
      [`school-2 ${YESTERDAY} HIGH_ABSENCE`, `school-1 ${YESTERDAY} HIGH_ABSENCE`],
    ],
    ['a usual day', () => file(absent(29, YESTERDAY)), []],
    [
      'tardies are no absence',
      () => file(absent(60, YESTERDAY, { category: 'Tardy', duration: '' })),
      [],
    ],
    ['a Saturday counts in nothing', () => file(absent(60, '2026-11-14')), []],
  ])('%s', async (_name, text, expected) => {
    const district = await big();
    const run = await district.send('attendance.csv', text());
    expect(run.state).toBe('APPLIED');
    expect(await marked(district)).toEqual(expected);
    // Said on the page of the file that brought it.
    expect(run.codes.includes('ATTENDANCE_DAY_IMPLAUSIBLE')).toBe(expected.length > 0);
    // On the board of the day the file came, whichever day it speaks of.
    const { tenantId } = district;
    const board = await listImplausibleDaysOfFiles(ctx, { tenantId, receivedDate: TODAY });
    expect(board.total).toBe(expected.length);
    const other = await listImplausibleDaysOfFiles(ctx, { tenantId, receivedDate: '2026-11-17' });
    expect(other.total).toBe(0);
  });

  test('more students than the roster has there', async () => {
    const district = await createAttendanceDistrict(ctx, { students: 60 });
    const visitors = Array.from({ length: 5 }, (_, at) => ({
      student: `s${at * 2 + 2}`,
      date: YESTERDAY,
    }));
    await district.send('attendance.csv', file(absent(30, YESTERDAY), visitors));
    expect(await marked(district)).toEqual([`school-1 ${YESTERDAY} MORE_THAN_ENROLLED`]);
  });

  test('it is said with its counts, and counts as it was sent', async () => {
    const district = await big();
    const { tenantId } = district;
    const run = await district.send('attendance.csv', file(absent(68, YESTERDAY)));
    const detail = await findAttendanceRun(ctx, tenantId, run.id);
    expect(detail?.groups.map(({ sentence }) => sentence)).toContain(
      `Roosevelt Elementary (school-1) on ${YESTERDAY}: 68 of 100 students are marked absent: 30% or more. Everything readable was counted.`,
    );
    const { trend } = await getDistrictAttendance(ctx, { tenantId, from: YESTERDAY, to: TODAY });
    expect(
      trend.map(({ absenceRate, implausibleSchools }) => [absenceRate, implausibleSchools]),
    ).toEqual([
      [expect.closeTo(0.68), 1],
      [null, 0],
    ]);
    // Notices are of today only.
    expect(await listNoticeLists(ctx, { tenantId, date: YESTERDAY })).toEqual([]);
  });
});

describe('the mark goes', () => {
  test.each<[string, (district: AttendanceDistrict) => Promise<unknown>]>([
    [
      'with a later file of the day',
      ({ send }) => send('attendance.csv', file(absent(4, YESTERDAY))),
    ],
    [
      'with a file of many days',
      ({ send }) =>
        send('attendance.csv', file(...weekdaysBefore(TODAY, 5).map((date) => absent(3, date)))),
    ],
    [
      'when there was no school',
      ({ tenantId }) =>
        markCalendarDay(ctx, actor, {
          tenantId,
          schoolId: null,
          date: YESTERDAY,
          isInSession: false,
          note: null,
        }),
    ],
  ])('%s', async (_name, act) => {
    const district = await big();
    await district.send('attendance.csv', file(absent(68, YESTERDAY)));
    expect(await marked(district)).toHaveLength(1);
    ctx.clock.advance(60_000);
    await act(district);
    expect(await marked(district)).toEqual([]);
  });

  test('when a roster knows the students', async () => {
    const district = await createAttendanceDistrict(ctx, { students: 60 });
    const { tenantId, connectionId, send } = district;
    const newcomers = Array.from({ length: 12 }, (_, at) => ({
      student: `s${at * 2 + 61}`,
      date: YESTERDAY,
    }));
    await send('attendance.csv', file(absent(8, YESTERDAY), newcomers));
    expect(await marked(district)).toEqual([`school-1 ${YESTERDAY} UNKNOWN_STUDENTS`]);
    await ctx.db.pool.query('DELETE FROM roster_count WHERE tenant_id = $1', [tenantId]);
    const people = smallRoster(100).people?.slice(60);
    await createRoster(ctx, { id: connectionId, tenantId }, { people });
    await renewForRoster(ctx, tenantId);
    expect(await marked(district)).toEqual([]);
  });

  test('and not with the same bytes, nor with a file of other days', async () => {
    const district = await big();
    const text = file(absent(68, YESTERDAY));
    await district.send('attendance.csv', text);
    ctx.clock.advance(60_000);
    expect((await district.send('attendance.csv', text)).state).toBe('NO_CHANGE');
    ctx.clock.advance(60_000);
    await district.send('attendance.csv', file(absent(4, TODAY)));
    expect(await marked(district)).toEqual([`school-1 ${YESTERDAY} HIGH_ABSENCE`]);
  });
});

/** Of school-1, and of nobody the roster has. */
const strangers = (count: number, row: Partial<TestRow> = {}): TestRow[] =>
  Array.from({ length: count }, (_, at) => ({ student: `x${at}`, date: YESTERDAY, ...row }));
const ofSchool2 = [{ student: 's2', school: 'school-2', date: YESTERDAY }];

describe('rows that wait are counted as long as they wait', () => {
  const first = file(absent(2, YESTERDAY), strangers(12));
  const mark = [`school-1 ${YESTERDAY} UNKNOWN_STUDENTS`];
  test.each<[string, (district: AttendanceDistrict) => Promise<unknown>, string[]]>([
    [
      'until their time is over',
      () => {
        ctx.clock.advance(15 * 86_400_000);
        return forgetExpiredRows(ctx);
      },
      [],
    ],
    [
      'and not shorter',
      () => {
        ctx.clock.advance(13 * 86_400_000);
        return forgetExpiredRows(ctx);
      },
      mark,
    ],
    [
      'until a file of the day, of another school only, replaces them',
      ({ send }) => send('attendance.csv', file(ofSchool2)),
      [],
    ],
    [
      'until their word means that nothing happened',
      ({ tenantId }) =>
        mapCategory(ctx, actor, { tenantId, text: 'Unexcused Absence', meaning: 'NO_EVENT' }),
      [],
    ],
    [
      'until fewer of them are left',
      ({ send }) => send('attendance.csv', file(ofSchool2, strangers(9))),
      [],
    ],
    [
      'also beside those of another file',
      ({ send }) => send('attendance.csv', file(ofSchool2, strangers(10))),
      mark,
    ],
  ])('%s', async (_name, act, expected) => {
    const district = await createAttendanceDistrict(ctx);
    await district.send('attendance.csv', first);
    expect(await marked(district)).toEqual(mark);
    ctx.clock.advance(60_000);
    await act(district);
    expect(await marked(district)).toEqual(expected);
  });

  test.each<[string, TestRow[]]>([
    ['of a file of which nothing could be used', strangers(12)],
    ['of a file that speaks for another school only', [...ofSchool2, ...strangers(12)]],
  ])('from when they wait, %s', async (_name, rows) => {
    const district = await createAttendanceDistrict(ctx);
    await district.send('attendance.csv', file(absent(2, YESTERDAY)));
    expect(await marked(district)).toEqual([]);
    ctx.clock.advance(60_000);
    await district.send('attendance.csv', file(rows));
    expect(await marked(district)).toEqual(mark);
  });
});

test('what comes later says what was usual before', async () => {
  const district = await big();
  await district.send('attendance.csv', file(absent(28, YESTERDAY)));
  expect(await marked(district)).toEqual([]);
  ctx.clock.advance(60_000);
  const backfill = await district.send(
    'attendance.csv',
    file(...weekdaysBefore(YESTERDAY, 10).map((date) => absent(4, date))),
  );
  expect(await marked(district)).toEqual([`school-1 ${YESTERDAY} ABOVE_MEDIAN`]);
  // That file brought plausible days only.
  expect(backfill.codes).not.toContain('ATTENDANCE_DAY_IMPLAUSIBLE');
});

test('a day is told again when its calendar says that there was school after all', async () => {
  const district = await big();
  const { tenantId } = district;
  await district.send('attendance.csv', file(absent(60, '2026-11-14')));
  const mark = { tenantId, schoolId: null, date: '2026-11-14', isInSession: true, note: null };
  expect(await markCalendarDay(ctx, actor, mark)).toEqual({ ok: true });
  expect(await marked(district)).toEqual(['school-1 2026-11-14 HIGH_ABSENCE']);
});
