import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  attendanceCsv,
  createAttendanceDistrict,
  type AttendanceDistrict,
  type TestRow,
} from '@/lib/testing/attendance';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { setIdKind } from './commands/id-kinds';
import { listIdKinds } from './queries/id-kinds';

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext();
});
afterAll(() => ctx.close());

const TODAY = '2026-11-19';
const YESTERDAY = '2026-11-18';
const actor = { kind: 'command-line', userId: null, sourceAddress: null } as const;

beforeEach(() => ctx.clock.set('2026-11-19T18:00:00Z'));

// Student s<n> has the identifier 7000 + n, and is in school-1 where n is odd.
const row = (student: string, date = TODAY, more: Partial<TestRow> = {}): TestRow => ({
  student,
  date,
  ...more,
});

async function events({ tenantId }: AttendanceDistrict): Promise<string[]> {
  const rows = await ctx.db.prisma.attendanceEvent.findMany({
    where: { tenantId },
    orderBy: [{ date: 'asc' }, { studentId: 'asc' }],
  });
  return rows.map(({ studentId, date }) => `${studentId} ${date.toISOString().slice(8, 10)}`);
}

async function noticesOf({ tenantId }: AttendanceDistrict): Promise<string[]> {
  const rows = await ctx.db.prisma.attendanceNotice.findMany({
    where: { tenantId },
    orderBy: { studentId: 'asc' },
  });
  return rows.map(({ studentId, state }) => `${studentId} ${state}`);
}

/** Another roster of the same district: what was written before cannot be known to be read with it. */
async function nextRoster(
  district: AttendanceDistrict,
  people: Record<
    string,
    {
      identifier?: string;
      removedAt?: Date;
      role?: string;
      schoolSourcedId?: string;
      orgSourcedIds?: string[];
    }
  >,
): Promise<void> {
  ctx.clock.advance(3_600_000);
  for (const [sourcedId, data] of Object.entries(people))
    await ctx.db.prisma.rosterUser.updateMany({
      where: { tenantId: district.tenantId, sourcedId },
      data,
    });
  const now = ctx.clock.now();
  const { tenantId, connectionId } = district;
  const run = await ctx.db.prisma.syncRun.create({
    data: {
      tenantId,
      connectionId,
      state: 'APPLIED',
      planKind: 'INCREMENTAL',
      createdAt: now,
      lastArrivalAt: now,
      processingAt: now,
      appliedAt: now,
      finishedAt: now,
    },
  });
  await ctx.db.prisma.connection.update({
    where: { id: connectionId },
    data: { baselineRunId: run.id },
  });
  ctx.clock.advance(3_600_000);
}

const FIRST = [row('7001'), row('7003'), row('7005')];
const LATER = [...FIRST, row('7007')];

describe('a row that is there has not vanished', () => {
  test.each([
    ['the number was given to a second child', { s9: { identifier: '7001' } }],
    [
      'the number was moved to another child',
      { s1: { identifier: '8001' }, s9: { identifier: '7001' } },
    ],
    [
      'two children have exchanged their numbers',
      { s1: { identifier: '7003' }, s3: { identifier: '7001' } },
    ],
    ['the child has left', { s1: { removedAt: new Date('2026-11-19') } }],
    [
      'the child has left and another one has the number',
      { s1: { removedAt: new Date('2026-11-19') }, s9: { identifier: '7001' } },
    ],
    ['the child has another number', { s1: { identifier: '8001' } }],
    [
      'the child is in another school',
      { s1: { schoolSourcedId: 'school-2', orgSourcedIds: ['school-2'] } },
    ],
    [
      'the child’s number is a new child’s sourcedId',
      { s1: { removedAt: new Date('2026-11-19') }, s9: { identifier: '7009' } },
    ],
  ])('where %s', async (_, people) => {
    const district = await createAttendanceDistrict(ctx);
    await district.send('attendance.csv', attendanceCsv(FIRST));
    await nextRoster(district, people);
    const later = await district.send('attendance.csv', attendanceCsv(LATER));
    expect(later.events).toMatchObject({ added: 1, changed: 0, corrected: 0, unchanged: 3 });
    expect(later.rows).toMatchObject({ accepted: 4, rejected: 0 });
    expect(await events(district)).toEqual(['s1 19', 's3 19', 's5 19', 's7 19']);
    expect(await noticesOf(district)).toEqual(['s1 LISTED', 's3 LISTED', 's5 LISTED', 's7 LISTED']);
  });

  test('also in a file of the whole year whose children have left since', async () => {
    const district = await createAttendanceDistrict(ctx);
    const year = ['2026-11-16', '2026-11-17', YESTERDAY].flatMap((date) => [
      row('7001', date),
      row('7003', date),
    ]);
    await district.send('attendance.csv', attendanceCsv(year));
    await nextRoster(district, { s1: { removedAt: new Date('2026-11-19') } });
    const later = await district.send('attendance.csv', attendanceCsv([...year, row('7003')]));
    expect(later).toMatchObject({
      rows: { rejected: 0, kept: 0 },
      events: { added: 1, corrected: 0 },
    });
    expect(await events(district)).toHaveLength(7);
  });

  test('while its number is nobody’s for certain on a new day', async () => {
    const district = await createAttendanceDistrict(ctx);
    await district.send(
      'attendance.csv',
      attendanceCsv(FIRST.map(({ student }) => row(student, YESTERDAY))),
    );
    await nextRoster(district, { s9: { identifier: '7001' } });
    const later = await district.send(
      'attendance.csv',
      attendanceCsv([...FIRST.map(({ student }) => row(student, YESTERDAY)), row('7001')]),
    );
    expect(later.codes).toEqual(['ATTENDANCE_STUDENT_SHARED']);
    expect(await events(district)).toEqual(['s1 18', 's3 18', 's5 18']);
  });

  test('where the file comes back with the other kind of id', async () => {
    const district = await createAttendanceDistrict(ctx);
    await district.send('attendance.csv', attendanceCsv(FIRST));
    const later = await district.send(
      'attendance.csv',
      attendanceCsv([row('s1'), row('s3'), row('s5')]),
    );
    expect(later.codes).toContain('ATTENDANCE_OTHER_ID_KIND');
    expect(await events(district)).toEqual(['s1 19', 's3 19', 's5 19']);
  });
});

test('a row that is gone has vanished, whatever became of the child’s number', async () => {
  const district = await createAttendanceDistrict(ctx);
  await district.send('attendance.csv', attendanceCsv(FIRST));
  await nextRoster(district, { s1: { identifier: '8001' }, s9: { identifier: '7001' } });
  const later = await district.send('attendance.csv', attendanceCsv(FIRST.slice(1)));
  expect(later.events.corrected).toBe(1);
  expect(await noticesOf(district)).toEqual(['s1 RETRACTED', 's3 LISTED', 's5 LISTED']);
});

test('a changed status of a child who has left is theirs', async () => {
  const district = await createAttendanceDistrict(ctx);
  await district.send('attendance.csv', attendanceCsv(FIRST));
  await nextRoster(district, {
    s1: { removedAt: new Date('2026-11-19') },
    s9: { identifier: '7001' },
  });
  const later = await district.send(
    'attendance.csv',
    attendanceCsv([row('7001', TODAY, { category: 'Excused Absence' }), ...FIRST.slice(1)]),
  );
  expect(later.events).toMatchObject({ added: 0, changed: 1, corrected: 0 });
});

describe('events from before it was written down what their file said', () => {
  const forget = ({ tenantId }: AttendanceDistrict) =>
    ctx.db.prisma.attendanceEvent.updateMany({
      where: { tenantId },
      data: { studentText: '', schoolText: '' },
    });

  test('are taken back while the roster is still the same', async () => {
    const district = await createAttendanceDistrict(ctx);
    await district.send('attendance.csv', attendanceCsv(FIRST));
    await forget(district);
    const later = await district.send('attendance.csv', attendanceCsv(FIRST.slice(1)));
    expect(later.events).toMatchObject({ corrected: 1, unchanged: 2 });
    expect(await events(district)).toEqual(['s3 19', 's5 19']);
  });

  test('stay once it is another one, and are written down when their row comes again', async () => {
    const district = await createAttendanceDistrict(ctx);
    await district.send('attendance.csv', attendanceCsv(FIRST));
    await forget(district);
    await nextRoster(district, { s1: { identifier: '8001' }, s9: { identifier: '7001' } });
    await district.send('attendance.csv', attendanceCsv([row('7003'), row('7005')]));
    expect(await events(district)).toEqual(['s1 19', 's3 19', 's5 19']);
    await nextRoster(district, { s3: { identifier: '8003' } });
    const later = await district.send('attendance.csv', attendanceCsv([row('7003')]));
    expect(later.events).toMatchObject({ corrected: 1, unchanged: 1 });
    expect(await events(district)).toEqual(['s1 19', 's3 19']);
  });
});

test('once staff have changed the kind of id, the days of a file are read anew', async () => {
  const district = await createAttendanceDistrict(ctx);
  const { tenantId } = district;
  await ctx.db.prisma.rosterUser.updateMany({
    where: { tenantId, sourcedId: 's3' },
    data: { identifier: 's1' },
  });
  await district.send('attendance.csv', attendanceCsv([row('s1'), row('s5')]));
  expect(await events(district)).toEqual(['s1 19', 's5 19']);
  const [feed] = await listIdKinds(ctx, tenantId);
  ctx.clock.advance(60_000);
  await setIdKind(ctx, actor, {
    tenantId,
    fileNameId: feed?.fileNameId ?? 0,
    of: 'student',
    kind: 'IDENTIFIER',
  });
  await district.send('attendance.csv', attendanceCsv([row('s1'), row('7005')]));
  expect(await events(district)).toEqual(['s3 19', 's5 19']);
});
