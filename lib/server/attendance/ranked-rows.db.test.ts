import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  attendanceCsv,
  createAttendanceDistrict,
  type AttendanceDistrict,
  type TestRow,
} from '@/lib/testing/attendance';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { mapCategory } from './commands/map-category';
import { listUnmappedCategories } from './queries/mapping';

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext();
});
afterAll(() => ctx.close());

const TODAY = '2026-11-19';
const actor = { kind: 'command-line', userId: null, sourceAddress: null } as const;

beforeEach(() => ctx.clock.set('2026-11-19T18:00:00Z'));

// Odd students are in school-1, and `both` puts some into school-2 too.
const row = (student: string, category: string, more: Partial<TestRow> = {}): TestRow => ({
  student,
  category,
  date: TODAY,
  ...more,
});

async function twoSchools(
  { tenantId }: AttendanceDistrict,
  students: readonly string[],
): Promise<void> {
  await ctx.db.prisma.rosterUser.updateMany({
    where: { tenantId, sourcedId: { in: [...students] } },
    data: { orgSourcedIds: ['school-1', 'school-2'] },
  });
}

async function events({ tenantId }: AttendanceDistrict): Promise<string[]> {
  const rows = await ctx.db.prisma.attendanceEvent.findMany({
    where: { tenantId },
    orderBy: { studentId: 'asc' },
  });
  return rows.map(({ studentId, category, percentOfDay, schoolId, reason }) =>
    `${studentId} ${category} ${percentOfDay} ${schoolId} ${reason ?? ''}`.trim(),
  );
}

const U = 'Unexcused Absence';
const E = 'Excused Absence';
const T = 'Tardy';
const P = 'Excused Present';

describe('several rows of one file for a student and day', () => {
  test.each<[string, TestRow[], string[], string[]]>([
    [
      'an excused absence and a word nobody has mapped',
      [row('s1', E), row('s1', 'Suspended')],
      ['s1 EXCUSED_ABSENCE 100 school-1 Sick'],
      ['ATTENDANCE_DUPLICATE_DAY'],
    ],
    [
      'an excused absence and a tardy',
      [row('s1', E), row('s1', T, { duration: '' })],
      ['s1 EXCUSED_ABSENCE 100 school-1 Sick'],
      ['ATTENDANCE_DUPLICATE_DAY'],
    ],
    [
      'a short unexcused and a whole excused absence',
      [row('s1', U, { duration: '0.25' }), row('s1', E)],
      ['s1 UNEXCUSED_ABSENCE 25 school-1 Sick'],
      ['ATTENDANCE_DUPLICATE_DAY'],
    ],
    [
      'two tardies, one longer',
      [row('s1', T, { duration: '0.1' }), row('s1', T, { duration: '0.3' })],
      ['s1 TARDY 30 school-1 Sick'],
      ['ATTENDANCE_DUPLICATE_DAY'],
    ],
    [
      'an absence without a length and half of one',
      [row('s1', E, { duration: '' }), row('s1', E, { duration: '0.5' })],
      ['s1 EXCUSED_ABSENCE 100 school-1 Sick'],
      ['ATTENDANCE_DUPLICATE_DAY'],
    ],
    [
      'present and excused present',
      [row('s1', 'Present'), row('s1', P)],
      ['s1 EXCUSED_PRESENT 100 school-1 Sick'],
      ['ATTENDANCE_DUPLICATE_DAY'],
    ],
    [
      'a status with two reasons',
      [row('s1', E, { reason: 'Sick' }), row('s1', E, { reason: 'Dentist' })],
      ['s1 EXCUSED_ABSENCE 100 school-1 Dentist'],
      ['ATTENDANCE_DUPLICATE_DAY'],
    ],
    [
      'four statuses and a copy',
      [row('s1', P), row('s1', T), row('s1', U), row('s1', E), row('s1', E)],
      ['s1 UNEXCUSED_ABSENCE 100 school-1 Sick'],
      ['ATTENDANCE_DUPLICATE_DAY', 'ATTENDANCE_SAME_ROW'],
    ],
    [
      'one of a school the roster does not have',
      [row('s1', T, { duration: '0.3' }), row('s1', U, { school: 'nowhere' })],
      ['s1 TARDY 30 school-1 Sick'],
      ['ATTENDANCE_SCHOOL_UNKNOWN'],
    ],
  ])('%s', async (_, rows, expected, codes) => {
    for (const ordered of [rows, rows.toReversed()]) {
      const district = await createAttendanceDistrict(ctx, { students: 6 });
      const run = await district.send('attendance.csv', attendanceCsv(ordered));
      expect(await events(district)).toEqual(expected);
      expect(run.codes).toEqual(codes);
      expect(run.rows.read).toBe(run.rows.accepted + run.rows.rejected + run.rows.ignored);
    }
  });

  test('make the same events in whatever order they come', async () => {
    const rows = fc.array(
      fc.record({
        student: fc.constantFrom('s1', 's2', 's3', '7001'),
        category: fc.constantFrom(U, E, T, P, 'Present', 'Suspended', 'X'),
        duration: fc.constantFrom('', '1', '0.5'),
        reason: fc.constantFrom('Sick', 'Bus', ''),
        school: fc.constantFrom('school-1', 'school-2'),
        date: fc.constant(TODAY),
      }),
      { minLength: 2, maxLength: 12 },
    );
    await fc.assert(
      fc.asyncProperty(
        rows.chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
        ),
        async ([all, shuffled]) => {
          const said: unknown[] = [];
          for (const order of [all, shuffled]) {
            // Rows enough that these few are no period attendance.
            const more = Array.from({ length: 40 }, (_, index) =>
              row(`s${index + 11}`, T, { school: index % 2 === 0 ? 'school-1' : 'school-2' }),
            );
            const district = await createAttendanceDistrict(ctx);
            const run = await district.send('attendance.csv', attendanceCsv([...order, ...more]));
            await mapCategory(ctx, actor, {
              tenantId: district.tenantId,
              text: 'X',
              meaning: 'UNEXCUSED_ABSENCE',
            });
            said.push([await events(district), run.rows]);
          }
          expect(said[1]).toEqual(said[0]);
        },
      ),
      { numRuns: 4 },
    );
  });

  test.each([
    ['wins', 'UNEXCUSED_ABSENCE', 's1 UNEXCUSED_ABSENCE 100 school-1 Sick'],
    ['loses', 'EXCUSED_PRESENT', 's1 EXCUSED_ABSENCE 100 school-1 Sick'],
    ['means that the student was there', 'NO_EVENT', 's1 EXCUSED_ABSENCE 100 school-1 Sick'],
  ] as const)('a word mapped later %s by the same rank', async (_, meaning, expected) => {
    const district = await createAttendanceDistrict(ctx, { students: 6 });
    const { tenantId } = district;
    const run = await district.send(
      'attendance.csv',
      attendanceCsv([row('s1', E), row('s1', 'Suspended')]),
    );
    expect(run.rows).toMatchObject({ accepted: 1, rejected: 1, kept: 1 });
    expect(await listUnmappedCategories(ctx, tenantId)).toMatchObject([
      { key: 'suspended', rows: 1 },
    ]);
    await mapCategory(ctx, actor, { tenantId, text: 'Suspended', meaning });
    expect(await events(district)).toEqual([expected]);
    expect(await ctx.db.prisma.attendanceKeptRow.count({ where: { tenantId } })).toBe(0);
  });

  test('a word mapped later replaces what an earlier file said', async () => {
    const district = await createAttendanceDistrict(ctx, { students: 6 });
    await district.send('attendance.csv', attendanceCsv([row('s1', U)]));
    await district.send('attendance.csv', attendanceCsv([row('s1', 'Suspended')]));
    await mapCategory(ctx, actor, {
      tenantId: district.tenantId,
      text: 'Suspended',
      meaning: 'TARDY',
    });
    expect(await events(district)).toEqual(['s1 TARDY 100 school-1 Sick']);
  });

  test('a later file of the name replaces whatever ranked higher before', async () => {
    const district = await createAttendanceDistrict(ctx, { students: 6 });
    await district.send('attendance.csv', attendanceCsv([row('s1', U), row('s1', E)]));
    await district.send('attendance.csv', attendanceCsv([row('s1', T, { duration: '0.2' })]));
    expect(await events(district)).toEqual(['s1 TARDY 20 school-1 Sick']);
  });
});

describe('a student of two schools', () => {
  test('is understood in a file whose word is mapped later, though another file ranks higher', async () => {
    const district = await createAttendanceDistrict(ctx, { students: 6 });
    await twoSchools(district, ['s1']);
    const run = await district.send(
      'attendance_elementary.csv',
      attendanceCsv([row('s1', 'Suspended')]),
    );
    expect(run.state).toBe('NOTHING_USED');
    await district.send(
      'attendance_middle.csv',
      attendanceCsv([row('s1', E, { school: 'school-2' })]),
    );
    const { tenantId } = district;
    await mapCategory(ctx, actor, { tenantId, text: 'Suspended', meaning: 'TARDY' });
    expect(await events(district)).toEqual(['s1 EXCUSED_ABSENCE 100 school-2 Sick']);
    expect(
      await ctx.db.prisma.attendanceRun.findUniqueOrThrow({ where: { id: run.id } }),
    ).toMatchObject({ state: 'APPLIED' });
  });

  const many = Array.from({ length: 20 }, (_, index) => `s${index * 2 + 1}`);

  test('has a row of each in one file: no period attendance, and one status by rank', async () => {
    const district = await createAttendanceDistrict(ctx);
    await twoSchools(district, many);
    const run = await district.send(
      'attendance.csv',
      attendanceCsv(
        many.flatMap((student) => [
          row(student, T, { duration: '0.2' }),
          row(student, E, { school: 'school-2' }),
        ]),
      ),
    );
    expect(run).toMatchObject({ state: 'APPLIED', rows: { read: 40, accepted: 20, rejected: 20 } });
    expect(run.codes).toEqual(['ATTENDANCE_DUPLICATE_DAY']);
    expect((await events(district))[0]).toBe('s1 EXCUSED_ABSENCE 100 school-2 Sick');
  });

  test('is no excuse for period attendance within a school', async () => {
    const district = await createAttendanceDistrict(ctx);
    const run = await district.send(
      'attendance.csv',
      attendanceCsv(
        many.flatMap((student) => [
          row(student, T),
          row(student, E),
          row(student, U, { school: 'school-2' }),
        ]),
      ),
    );
    expect(run).toMatchObject({ state: 'INVALID', codes: ['ATTENDANCE_PER_PERIOD'] });
  });

  test('is told as of another school only where the roster has that school nowhere', async () => {
    const district = await createAttendanceDistrict(ctx);
    const { tenantId } = district;
    await twoSchools(district, ['s1']);
    await ctx.db.prisma.rosterEnrollment.create({
      data: {
        tenantId,
        runId: 1,
        sourcedId: 'm1',
        classSourcedId: 'c',
        schoolSourcedId: 'school-2',
        userSourcedId: 's3',
        role: 'student',
      },
    });
    const inSchool2 = (student: string) => row(student, E, { school: 'school-2' });
    const listed = await district.send(
      'attendance.csv',
      attendanceCsv(['s1', 's3'].map(inSchool2)),
    );
    expect(listed.codes).toEqual([]);
    const other = await district.send(
      'attendance.csv',
      attendanceCsv(['s1', 's3', 's5'].map(inSchool2)),
    );
    expect(other.codes).toEqual(['ATTENDANCE_OTHER_SCHOOL']);
  });

  const files = [
    [
      'attendance_elementary.csv',
      [row('s1', T, { duration: '0.2' }), row('s3', E), row('s5', E, { reason: 'Bus' })],
    ],
    [
      'attendance_middle.csv',
      [
        row('s1', E, { school: 'school-2' }),
        row('s3', U, { school: 'school-2' }),
        row('s5', E, { school: 'school-2' }),
      ],
    ],
  ] as const;
  test.each([
    ['the one', files],
    ['the other', files.toReversed()],
  ])('has one status by rank in two files, whichever comes first: %s', async (_, order) => {
    const district = await createAttendanceDistrict(ctx, { students: 6 });
    const { tenantId } = district;
    await twoSchools(district, ['s1', 's3', 's5']);
    for (const [name, rows] of order) {
      ctx.clock.advance(60_000);
      await district.send(name, attendanceCsv(rows));
    }
    const both = [
      's1 EXCUSED_ABSENCE 100 school-2 Sick',
      's3 UNEXCUSED_ABSENCE 100 school-2 Sick',
      's5 EXCUSED_ABSENCE 100 school-1 Bus',
    ];
    expect(await events(district)).toEqual(both);
    const notices = async () =>
      (
        await ctx.db.prisma.attendanceNotice.findMany({
          where: { tenantId },
          orderBy: [{ studentId: 'asc' }, { schoolId: 'asc' }],
        })
      ).map(({ studentId, schoolId, state }) => `${studentId} ${schoolId} ${state}`);
    expect(await notices()).toEqual([
      's1 school-2 LISTED',
      's3 school-2 LISTED',
      's5 school-1 LISTED',
    ]);
    // What counted goes: the other file still says what it said.
    ctx.clock.advance(60_000);
    await district.send(
      'attendance_middle.csv',
      attendanceCsv([row('s5', E, { school: 'school-2' })]),
    );
    expect(await events(district)).toEqual([
      's1 TARDY 20 school-1 Sick',
      's3 EXCUSED_ABSENCE 100 school-1 Sick',
      both[2],
    ]);
    // And comes back, and the lower one goes without a trace.
    ctx.clock.advance(60_000);
    await district.send('attendance_middle.csv', attendanceCsv(files[1][1]));
    expect(await events(district)).toEqual(both);
    ctx.clock.advance(60_000);
    await district.send(
      'attendance_elementary.csv',
      attendanceCsv([row('s5', E, { reason: 'Bus' })]),
    );
    expect(await events(district)).toEqual(both);
    ctx.clock.advance(60_000);
    await district.send(
      'attendance_middle.csv',
      attendanceCsv([row('s5', E, { school: 'school-2' })]),
    );
    expect(await events(district)).toEqual([both[2]]);
    const days = await ctx.db.prisma.attendanceSchoolDay.findMany({
      where: { tenantId },
      orderBy: { schoolId: 'asc' },
    });
    expect(days.map(({ excused, unexcused, tardy }) => [excused, unexcused, tardy])).toEqual([
      [1, 0, 0],
      [0, 0, 0],
    ]);
  });
});
