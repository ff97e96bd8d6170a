import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  addTerm,
  attendanceCsv,
  createAttendanceDistrict,
  type AttendanceDistrict,
  type TestRow,
} from '@/lib/testing/attendance';
import { createRoster, type RosterParts } from '@/lib/testing/builders-roster';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { workOnAttendance } from '../../jobs/handlers/work-on-attendance';
import { setIdKind } from '../commands/id-kinds';
import { listIdKinds } from '../queries/id-kinds';

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext();
});
afterAll(() => ctx.close());

const TODAY = '2026-11-19';
const YESTERDAY = '2026-11-18';
const actor = { kind: 'command-line', userId: null, sourceAddress: null } as const;

beforeEach(() => ctx.clock.set('2026-11-19T18:00:00Z'));

/** Every number is the sourcedId of one child and the identifier of another: 7001 has 7002, 7002 has 7003, and so on. */
function shiftedRoster(count: number): RosterParts {
  return {
    orgs: [
      { sourcedId: 'D1', name: 'District', type: 'district', identifier: '1' },
      { sourcedId: '101', name: 'North', identifier: '102' },
      { sourcedId: '102', name: 'South', identifier: '103' },
    ],
    people: Array.from({ length: count }, (_, index) => ({
      sourcedId: `${7001 + index}`,
      identifier: `${7002 + index}`,
      school: index < count / 2 ? '101' : '102',
      orgs: ['D1', index < count / 2 ? '101' : '102'],
    })),
  };
}

async function districtWith(roster: RosterParts): Promise<AttendanceDistrict> {
  const district = await createAttendanceDistrict(ctx, { roster: false });
  const key = { id: district.connectionId, tenantId: district.tenantId };
  await createRoster(ctx, key, roster);
  await addTerm(ctx, district.tenantId);
  return district;
}

async function events({ tenantId }: AttendanceDistrict): Promise<string[]> {
  const rows = await ctx.db.prisma.attendanceEvent.findMany({
    where: { tenantId },
    orderBy: [{ date: 'asc' }, { studentId: 'asc' }],
  });
  return rows.map(({ studentId, schoolId }) => `${studentId} ${schoolId}`);
}

async function kept({ tenantId }: AttendanceDistrict): Promise<string[]> {
  const rows = await ctx.db.prisma.attendanceKeptRow.findMany({
    where: { tenantId },
    orderBy: [{ date: 'asc' }, { line: 'asc' }],
  });
  return rows.map(({ studentText, because }) => `${studentText} ${because}`);
}

async function kindsOf({ tenantId }: AttendanceDistrict) {
  const [feed] = await listIdKinds(ctx, tenantId);
  return { school: feed?.school.kind, student: feed?.student?.kind };
}

const row = (student: string, school = '101', date = TODAY): TestRow => ({ student, school, date });

describe('the kind of id of a feed', () => {
  const cases: {
    name: string;
    rows: TestRow[];
    events: string[];
    kept?: string[];
    kinds: { school: string | null; student: string | null };
  }[] = [
    {
      name: 'identifiers, where each is another child’s sourcedId',
      // 7002 is child 7001 of school 101, whose identifier is 102; 7021 is known as an identifier only.
      rows: [row('7002', '102'), row('7003', '102'), row('7021', '103')],
      events: ['7001 101', '7002 101', '7020 102'],
      kinds: { school: 'IDENTIFIER', student: 'IDENTIFIER' },
    },
    {
      name: 'sourcedIds, where each is another child’s identifier',
      rows: [row('7001', '101'), row('7002', '101'), row('7020', '102')],
      events: ['7001 101', '7002 101', '7020 102'],
      kinds: { school: 'SOURCED_ID', student: 'SOURCED_ID' },
    },
    {
      name: 'a kind for schools and another for students',
      rows: [row('7002', '101'), row('7011', '101'), row('7021', '102')],
      events: ['7001 101', '7010 101', '7020 102'],
      kinds: { school: 'SOURCED_ID', student: 'IDENTIFIER' },
    },
    {
      name: 'nothing tells the kinds apart: a number that names two children waits',
      rows: [row('7003', '103')],
      events: [],
      kept: ['7003 TWO_STUDENTS'],
      kinds: { school: 'IDENTIFIER', student: null },
    },
    {
      name: 'the school of the row tells which of two children is meant',
      // By sourcedId 7011 is in the other school: only its identifier fits.
      rows: [row('7011', '101')],
      events: ['7010 101'],
      kinds: { school: 'SOURCED_ID', student: 'IDENTIFIER' },
    },
    {
      name: 'values the roster knows under no kind say nothing',
      rows: [row('900', '101'), row('7001', '101'), row('901', '101')],
      events: ['7001 101'],
      kept: ['900 UNKNOWN_STUDENT', '901 UNKNOWN_STUDENT'],
      kinds: { school: 'SOURCED_ID', student: 'SOURCED_ID' },
    },
    {
      name: 'values that only fit both kinds together decide nothing; each is used where it names one child',
      rows: [row('7001', '101'), row('7021', '102'), row('7002', '101')],
      events: ['7001 101', '7020 102'],
      kept: ['7002 TWO_STUDENTS'],
      kinds: { school: 'SOURCED_ID', student: null },
    },
  ];
  test.each(cases)('$name', async ({ rows, events: expected, kept: waiting = [], kinds }) => {
    // The order of the rows decides nothing.
    for (const ordered of [rows, rows.toReversed()]) {
      const district = await districtWith(shiftedRoster(20));
      // Schools are told apart by rows of their own where the case is about students.
      const run = await district.send(
        'attendance.csv',
        attendanceCsv([
          ...ordered,
          { ...row('no-child', kinds.school === 'SOURCED_ID' ? '101' : '103') },
        ]),
      );
      expect(await events(district)).toEqual(expected);
      expect(
        (await kept(district)).filter((each) => !each.startsWith('no-child')).toSorted(),
      ).toEqual(waiting);
      expect(await kindsOf(district)).toEqual(kinds);
      expect(run.rows.read).toBe(run.rows.accepted + run.rows.rejected + run.rows.ignored);
    }
  });

  test('is kept: later files are read the same way, and a value of the other kind is nobody’s', async () => {
    const district = await districtWith(shiftedRoster(20));
    await district.send(
      'attendance.csv',
      attendanceCsv([row('7002', '102', YESTERDAY), row('7021', '103', YESTERDAY)]),
    );
    // By itself 7001 would be a sourcedId.
    const later = await district.send(
      'attendance.csv',
      attendanceCsv([row('7001', '102'), row('7002', '102')]),
    );
    expect(later.codes).toContain('ATTENDANCE_STUDENT_OTHER_KIND');
    expect(later.codes).not.toContain('ATTENDANCE_OTHER_ID_KIND');
    expect(await events(district)).toEqual(['7001 101', '7020 102', '7001 101']);
    expect(await kept(district)).toEqual(['7001 OTHER_KIND_STUDENT']);
  });

  test('decided by a later file reads what waited, and a setting of staff stands', async () => {
    const district = await districtWith(shiftedRoster(20));
    const first = await district.send(
      'attendance.csv',
      attendanceCsv([row('7003', '103', YESTERDAY), row('7003', '102', YESTERDAY)]),
    );
    expect(first.codes).toContain('ATTENDANCE_STUDENT_TWO');
    expect(await events(district)).toEqual([]);
    await district.send('attendance.csv', attendanceCsv([row('7021', '103')]));
    // 7003 is child 7002 of school 101, whose identifier is 102; the row that names the other school is the second one.
    expect((await events(district)).map((each) => each.split(' ')[0])).toEqual(['7002', '7020']);
    ctx.clock.advance(60_000);
    const [feed] = await listIdKinds(ctx, district.tenantId);
    const target = { tenantId: district.tenantId, fileNameId: feed?.fileNameId ?? 0 };
    expect(
      await setIdKind(ctx, actor, { ...target, of: 'student', kind: 'SOURCED_ID' }),
    ).toMatchObject({ ok: true });
    const other = await district.send('attendance.csv', attendanceCsv([row('7021', '103')]));
    expect(other.codes).toEqual(['ATTENDANCE_OTHER_ID_KIND', 'ATTENDANCE_STUDENT_OTHER_KIND']);
    expect(
      await setIdKind(ctx, actor, { ...target, of: 'student', kind: 'IDENTIFIER' }),
    ).toMatchObject({
      ok: true,
      replayedRows: 1,
    });
    expect(await kindsOf(district)).toEqual({ school: 'IDENTIFIER', student: 'IDENTIFIER' });
    expect(
      await setIdKind(ctx, actor, { ...target, tenantId: 0, of: 'school', kind: 'IDENTIFIER' }),
    ).toEqual({
      ok: false,
      code: 'NAME_NOT_FOUND',
    });
    expect(
      await ctx.db.prisma.auditEvent.count({
        where: { tenantId: district.tenantId, action: 'attendance.name.id-kind' },
      }),
    ).toBe(2);
  });

  test('of each name is its own', async () => {
    const district = await districtWith(shiftedRoster(20));
    await district.send('attendance_elementary.csv', attendanceCsv([row('7001', '101')]));
    await district.send('attendance_middle.csv', attendanceCsv([row('7021', '103')]));
    expect(await events(district)).toEqual(['7001 101', '7020 102']);
  });

  test('is decided when the roster comes after the file', async () => {
    const district = await createAttendanceDistrict(ctx, { roster: false });
    await district.send('attendance.csv', attendanceCsv([row('7002', '102'), row('7021', '103')]));
    const key = { id: district.connectionId, tenantId: district.tenantId };
    await createRoster(ctx, key, shiftedRoster(20));
    await addTerm(ctx, district.tenantId);
    await workOnAttendance(ctx);
    expect(await events(district)).toEqual(['7001 101', '7020 102']);
    expect(await kept(district)).toEqual([]);
  });
});

describe('an id that is not one child’s', () => {
  test.each([
    [
      'shared by two of the school',
      { school: '101' },
      'SHARED_STUDENT',
      'ATTENDANCE_STUDENT_SHARED',
    ],
    ['shared across schools', { school: '102' }, 'SHARED_STUDENT', 'ATTENDANCE_STUDENT_SHARED'],
  ])('%s waits and is told as that', async (_, other, because, code) => {
    const roster = shiftedRoster(4);
    roster.people?.push({ sourcedId: 'twin', identifier: '7005', ...other });
    const district = await districtWith(roster);
    const run = await district.send(
      'attendance.csv',
      attendanceCsv([row('7005', '102'), row('7005', '103')]),
    );
    expect(await events(district)).toEqual([]);
    expect([...new Set(await kept(district))]).toEqual([`7005 ${because}`]);
    expect(run.codes).toContain(code);
  });

  test('is no longer shared once one of the two has left', async () => {
    const roster = shiftedRoster(4);
    roster.people?.push({
      sourcedId: 'old',
      identifier: '7005',
      school: '101',
      removedAt: new Date('2026-10-01'),
    });
    const district = await districtWith(roster);
    await district.send('attendance.csv', attendanceCsv([row('7005', '103')]));
    expect(await events(district)).toEqual(['7004 102']);
  });

  test('of a child who left is not taken for the one whose identifier it is', async () => {
    const roster = shiftedRoster(4);
    roster.people?.splice(1, 1, {
      sourcedId: '7002',
      identifier: '7009',
      school: '101',
      orgs: ['101'],
      removedAt: new Date('2026-10-01'),
    });
    const district = await districtWith(roster);
    const run = await district.send(
      'attendance.csv',
      attendanceCsv([row('7002', '101'), row('900', '101')]),
    );
    expect(await events(district)).toEqual([]);
    expect(run.codes).toContain('ATTENDANCE_STUDENT_TWO');
  });

  test('of staff or a guardian names nobody', async () => {
    const roster = shiftedRoster(4);
    roster.people?.push(
      { sourcedId: '500', role: 'teacher' },
      { sourcedId: '501', role: 'guardian', identifier: '502' },
    );
    const district = await districtWith(roster);
    const run = await district.send('attendance.csv', attendanceCsv([row('500'), row('502')]));
    expect(await events(district)).toEqual([]);
    expect(run.codes).toContain('ATTENDANCE_STUDENT_UNKNOWN');
  });

  test('while it names one child only is used, also where the kinds agree for all', async () => {
    const roster = shiftedRoster(4);
    for (const person of roster.people ?? []) person.identifier = person.sourcedId;
    const district = await districtWith(roster);
    await district.send('attendance.csv', attendanceCsv([row('7001', '101'), row('7004', '103')]));
    expect(await events(district)).toEqual(['7001 101', '7004 102']);
    expect((await kindsOf(district)).student).toBeNull();
  });

  test('of a district that shares its number with a school is the school’s', async () => {
    const roster = shiftedRoster(4);
    for (const org of roster.orgs ?? []) if (org.sourcedId === 'D1') org.identifier = '103';
    const district = await districtWith(roster);
    await district.send('attendance.csv', attendanceCsv([row('7003', '103')]));
    expect((await events(district)).map((each) => each.split(' ')[1])).not.toContain('D1');
  });
});

describe('calendar files', () => {
  const calendar = (...schools: string[]) =>
    `school_id,calendar_date,calendar_events,school_year_id\n${schools.map((school) => `${school},2026-11-17,"[""Not In Session""]",2027\n`).join('')}`;
  const marked = async ({ tenantId }: AttendanceDistrict) =>
    (
      await ctx.db.prisma.attendanceCalendarMark.findMany({
        where: { tenantId },
        orderBy: { schoolId: 'asc' },
      })
    ).map(({ schoolId }) => schoolId);
  test.each([
    ['sourcedIds', ['101', '102'], ['101', '102'], []],
    ['identifiers', ['102', '103'], ['101', '102'], []],
    ['an id that means two schools', ['102'], [], ['ATTENDANCE_SCHOOL_TWO']],
    ['an id the roster does not have', ['101', '999'], ['101'], ['ATTENDANCE_SCHOOL_UNKNOWN']],
  ])('with %s', async (_, schools, expected, codes) => {
    const district = await districtWith(shiftedRoster(4));
    const run = await district.send('calendar.csv', calendar(...schools));
    expect(await marked(district)).toEqual(expected);
    expect(run.codes).toEqual(codes);
  });
});
