// An id that goes to another child takes nothing of the one before with it, and an undo brings everything back.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { attendanceCsv, districtOf, type AttendanceDistrict } from '@/lib/testing/attendance';
import { createConnection, createTenant } from '@/lib/testing/builders';
import { districtFiles, type DayOf } from '@/lib/testing/counted-district';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { deliverRun } from '@/lib/testing/deliver';
import { findStudentYear } from '../attendance/queries/student';
import { workOnAttendance } from '../jobs/handlers/work-on-attendance';
import { moveSyncRun } from '../sync-runs/move-sync-run';
import { applySyncRun } from './apply-sync-run';
import { processSyncRun } from './process-sync-run';
import { undoSyncRun } from './undo-sync-run';

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext();
});
afterAll(() => ctx.close());
beforeEach(() => ctx.clock.set('2026-11-19T18:00:00Z'));

const of = { students: 60, enrollmentsPerStudent: 1, classes: 3, reachable: 60 };
const TODAY = '2026-11-19';
const DAYS = ['2026-11-16', '2026-11-17', '2026-11-18', TODAY];

interface Day {
  /** Not in the files of the day. */
  gone?: boolean;
  name?: string;
  born?: string;
  contact?: boolean;
  /** First day of the membership. */
  begin?: string;
}

/** The district with u5 as it is today; everybody else stays. */
function dayOf({
  gone = false,
  name = 'Ana,Alvarez',
  born = '2015-03-01',
  contact = true,
  begin = '',
}: Day): DayOf {
  return {
    change: (id, row, file) => {
      if (gone && (id === 'u5' || id === 'e5-1' || id === 'g5')) return null;
      if (id === 'e5-1') return row.replace(/,[^,]*,$/, `,${begin},`);
      if (id !== 'u5' || file !== 'users.csv') return row;
      const named = row.replace('Ana,Example u5', name);
      return contact ? named : named.replace('"g5"', '""');
    },
    more: {
      'demographics.csv': Array.from(
        { length: of.students },
        (_, at) => `u${at + 1},,,${at === 4 ? born : '2014-01-01'},`,
      ).filter((row) => !gone || !row.startsWith('u5,')),
    },
  };
}

async function started() {
  const connection = await createConnection(ctx, await createTenant(ctx));
  const district = districtOf(ctx, connection.tenantId, connection.id);
  const roster = async (day: Day) => {
    const run = await deliverRun(ctx, connection, districtFiles(of, dayOf(day)));
    await processSyncRun(ctx, run);
    await ctx.db.prisma.$transaction((tx) =>
      moveSyncRun(tx, run, 'APPLYING', { now: ctx.clock.now() }),
    );
    expect(await applySyncRun(ctx, run)).toEqual({ ok: true });
    await ctx.db.prisma.circuitBreak.updateMany({
      where: { connectionId: connection.id },
      data: { state: 'APPROVED' },
    });
    await workOnAttendance(ctx);
    return run;
  };
  const absent = (dates: readonly string[], note = '') =>
    district.send(
      'attendance.csv',
      attendanceCsv(
        dates.flatMap((date) =>
          ['u1', 'u5'].map((student) => ({ school: 's1', student, date, description: note })),
        ),
      ),
    );
  return { district, roster, absent };
}

async function yearOf(district: AttendanceDistrict, student: string) {
  const year = await findStudentYear(ctx, district.tenantId, student);
  return (
    year && {
      name: year.student.name,
      absences: year.totals.unexcused,
      shown: year.days
        .filter(({ cell }) => cell.status === 'UNEXCUSED_ABSENCE')
        .map(({ date }) => date),
      streaks: year.streaks.length,
      reasons: year.reasons.length,
      contacts: year.contacts.length,
    }
  );
}

async function formerOf(district: AttendanceDistrict): Promise<string> {
  const { formerId } = await ctx.db.prisma.formerPerson.findFirstOrThrow({
    where: { tenantId: district.tenantId },
  });
  return formerId;
}

const ofOthers = (district: AttendanceDistrict) =>
  ctx.db.prisma.attendanceEvent.count({ where: { tenantId: district.tenantId, studentId: 'u1' } });

const somebodyElse: Day = { name: 'Minh,Nguyen', born: '2011-08-09', contact: false };
const nothing = { absences: 0, shown: [], streaks: 0, reasons: 0, contacts: 0 };

describe.each<[string, boolean]>([
  ['that was removed', true],
  ['whose name and birth date were replaced', false],
])('the id of a student %s', (_name, isRemovedBefore) => {
  async function usedAgain() {
    const before = await started();
    await before.roster({});
    await before.absent(DAYS);
    if (isRemovedBefore) await before.roster({ gone: true });
    const run = await before.roster(somebodyElse);
    return { ...before, run };
  }

  test('begins anew: no day, total, streak, notice or contact of the one before', async () => {
    const { district } = await usedAgain();
    expect(await yearOf(district, 'u5')).toEqual({ name: 'Minh Nguyen', ...nothing });
    const former = await formerOf(district);
    expect(await yearOf(district, former)).toMatchObject({
      name: 'Ana Alvarez',
      absences: 4,
      shown: DAYS,
    });
    const ofNew = { tenantId: district.tenantId, studentId: 'u5' };
    expect(await ctx.db.prisma.attendanceNotice.count({ where: ofNew })).toBe(0);
    expect(await ctx.db.prisma.attendanceCorrection.count({ where: ofNew })).toBe(0);
    expect(await ofOthers(district)).toBe(4);
    const links = await ctx.db.prisma.rosterLink.findMany({
      where: { tenantId: district.tenantId, studentSourcedId: 'u5' },
    });
    expect(links).toEqual([]);
  });

  test('keeps the days of the one before when a file of the year comes again', async () => {
    const { district, absent } = await usedAgain();
    ctx.clock.set('2026-11-20T18:00:00Z');
    await absent([...DAYS.slice(0, 3), '2026-11-20'], 'again');
    expect(await yearOf(district, 'u5')).toMatchObject({ absences: 1, shown: ['2026-11-20'] });
    expect(await yearOf(district, await formerOf(district))).toMatchObject({
      absences: 4,
      shown: DAYS,
    });
  });

  test('an undo gives everything back', async () => {
    const { district, run } = await usedAgain();
    expect(await undoSyncRun(ctx, run)).toEqual({ ok: true });
    await workOnAttendance(ctx);
    expect(await yearOf(district, 'u5')).toMatchObject({
      name: 'Ana Alvarez',
      absences: 4,
      shown: DAYS,
    });
    expect(await ctx.db.prisma.formerPerson.count({ where: { tenantId: district.tenantId } })).toBe(
      0,
    );
    const people = await ctx.db.prisma.rosterUser.count({
      where: { tenantId: district.tenantId, sourcedId: { startsWith: 'u5@' } },
    });
    expect(people).toBe(0);
  });
});

/** An id that lay unused from Monday on, and came back on Thursday with another child. */
test.each([
  ['no first day', '', TODAY],
  ['a first day in the time of the one before', '2026-08-03', TODAY],
  ['the day on which the one before left', '2026-11-16', TODAY],
  ['a first day in between', '2026-11-17', '2026-11-17'],
  ['a first day to come', '2026-11-23', '2026-11-23'],
])('a child with %s is enrolled since then', async (_name, begin, since) => {
  ctx.clock.set('2026-11-13T18:00:00Z');
  const { district, roster, absent } = await started();
  await roster({});
  ctx.clock.set('2026-11-16T18:00:00Z');
  await roster({ gone: true });
  ctx.clock.set('2026-11-19T18:00:00Z');
  await roster({ ...somebodyElse, begin });
  await absent([TODAY]);
  const { tenantId } = district;
  const of = { tenantId, studentId: 'u5' };
  const row = await ctx.db.prisma.attendanceStudent.findFirstOrThrow({ where: of });
  expect(row.beginDate?.toISOString().slice(0, 10)).toBe(since);
});

test.each<[string, Day]>([
  ['the same child', {}],
  ['the same child with another family name', { name: 'Ana,Petrov' }],
  ['the same child with a mended birth date', { born: '2015-01-03' }],
])('%s who comes back finds the days from before', async (_name, day) => {
  const { district, roster, absent } = await started();
  await roster({});
  await absent(DAYS);
  await roster({ gone: true });
  await roster(day);
  expect(await yearOf(district, 'u5')).toMatchObject({ absences: 4, shown: DAYS });
  expect(await ctx.db.prisma.formerPerson.count({ where: { tenantId: district.tenantId } })).toBe(
    0,
  );
});
