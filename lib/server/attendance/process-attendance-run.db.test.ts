import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  attendanceCsv,
  ATTENDANCE_HEADER,
  createAttendanceDistrict,
  type AttendanceDistrict,
} from '@/lib/testing/attendance';
import { createTestContext, type TestContext } from '@/lib/testing/database';

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext({ now: '2026-11-19T18:00:00Z' });
});
afterAll(() => ctx.close());

const THURSDAY = '2026-11-19';
const WEDNESDAY = '2026-11-18';

async function events(district: AttendanceDistrict) {
  const rows = await ctx.db.prisma.attendanceEvent.findMany({
    where: { tenantId: district.tenantId },
    orderBy: [{ date: 'asc' }, { studentId: 'asc' }],
  });
  return rows.map(
    ({ studentId, date, category, percentOfDay }) =>
      `${studentId} ${date.toISOString().slice(0, 10)} ${category} ${percentOfDay}`,
  );
}

describe('a first file', () => {
  test('becomes events, with the day counted for its schools', async () => {
    ctx.clock.set('2026-11-19T18:00:00Z');
    const district = await createAttendanceDistrict(ctx);
    const run = await district.send(
      'attendance.csv',
      attendanceCsv([
        { student: 's1', date: THURSDAY, category: 'Unexcused Absence', duration: '0.35' },
        { student: 's3', date: THURSDAY, category: 'Tardy', duration: '' },
        { school: 'school-2', student: '7002', date: THURSDAY, category: 'Illness', duration: '' },
        { student: 's5', date: THURSDAY, category: 'Present' },
      ]),
    );
    expect(run).toMatchObject({
      state: 'APPLIED',
      rows: { read: 4, accepted: 3, rejected: 0, ignored: 1, kept: 0 },
      events: { added: 3, changed: 0, corrected: 0, unchanged: 0 },
    });
    expect(await events(district)).toEqual([
      `s1 ${THURSDAY} UNEXCUSED_ABSENCE 35`,
      `s2 ${THURSDAY} EXCUSED_ABSENCE 100`,
      `s3 ${THURSDAY} TARDY 0`,
    ]);
    const days = await ctx.db.prisma.attendanceSchoolDay.findMany({
      where: { tenantId: district.tenantId },
      orderBy: { schoolId: 'asc' },
    });
    expect(days).toMatchObject([
      {
        schoolId: 'school-1',
        isInSession: true,
        enrolled: 30,
        unexcused: 1,
        tardy: 1,
        absentPercent: 35,
      },
      { schoolId: 'school-2', enrolled: 30, excused: 1, absentPercent: 100 },
    ]);
    expect(
      await ctx.db.prisma.attendanceDay.findFirst({
        where: { tenantId: district.tenantId, date: new Date(THURSDAY) },
      }),
    ).toMatchObject({ schoolsInSession: 2, schoolsReceived: 2, enrolled: 60, absentPercent: 135 });
  });

  test('loads the example of the help page as it stands', async () => {
    ctx.clock.set('2023-11-27T18:00:00Z');
    const district = await createAttendanceDistrict(ctx, { term: false });
    await ctx.db.pool.query(
      `INSERT INTO roster_org (tenant_id, sourced_id, name, type, run_id) VALUES ($1, '123', 'Example', 'school', 1)`,
      [district.tenantId],
    );
    await ctx.db.pool.query(
      `UPDATE roster_user SET school_sourced_id = '123', identifier = CASE sourced_id WHEN 's1' THEN '1552' WHEN 's2' THEN '7139' ELSE '5823' END
       WHERE tenant_id = $1 AND sourced_id IN ('s1', 's2', 's3')`,
      [district.tenantId],
    );
    const run = await district.send('attendance.csv', HELP_PAGE_EXAMPLE);
    expect(run).toMatchObject({
      state: 'APPLIED',
      rows: { read: 3, accepted: 3, rejected: 0, ignored: 0 },
    });
    expect(run.codes).toContain('ATTENDANCE_HEADER_SPELLING');
    expect(await events(district)).toEqual([
      's2 2023-11-18 UNEXCUSED_ABSENCE 100',
      's1 2023-11-26 UNEXCUSED_ABSENCE 35',
      's3 2023-11-26 EXCUSED_ABSENCE 11',
    ]);
    ctx.clock.set('2026-11-19T18:00:00Z');
  });

  test.each([
    ['semicolons', ATTENDANCE_HEADER.replaceAll(',', ';'), 'ATTENDANCE_SEPARATOR'],
    ['nothing at all', '\n\n', 'ATTENDANCE_FILE_EMPTY'],
    [
      'no category',
      'school_id,student_id,attendance_event_date,attendance_event_reason\n',
      'ATTENDANCE_COLUMN_MISSING',
    ],
    [
      'a period column',
      `${ATTENDANCE_HEADER},Period\nschool-1,s1,${THURSDAY},Absent,Sick,1,,3\n`,
      'ATTENDANCE_PER_PERIOD',
    ],
  ])('with %s is refused with the reason', async (_name, text, code) => {
    const district = await createAttendanceDistrict(ctx);
    const run = await district.send('attendance.csv', text);
    expect(run.state).toBe('INVALID');
    expect(run.codes).toContain(code);
    expect(await events(district)).toEqual([]);
  });
});

// Names and values as printed; a printed table has no quotes, a CSV file needs them around line breaks.
const HELP_PAGE_EXAMPLE = `school_id,student_id,"Attendance_
event_date","Attendance_event_
category","Attendance_event_
duration","Attendance_
event_reason",Attendance_event_ description
123,1552,2023-11-26,Unexcused Absence,0.35,Family Matter,Unexcused Absent - Do Not Call
123,7139,2023-11-18,Unexcused Absence,1,Sick,Excused - student has fever
123,5823,2023-11-26,Excused Absence,0.11,Doctor Appointment,Doctor’s note provided by family
`;

describe('a later file of the same name', () => {
  test('replaces the dates it contains, for its schools, and notes what vanished', async () => {
    const district = await createAttendanceDistrict(ctx);
    await district.send('attendance.csv', attendanceCsv([{ student: 's9', date: WEDNESDAY }]));
    await district.send(
      'attendance.csv',
      attendanceCsv([
        { student: 's1', date: THURSDAY },
        { student: 's3', date: THURSDAY },
        { school: 'school-2', student: 's2', date: THURSDAY },
      ]),
    );
    ctx.clock.advance(3_600_000);
    const second = await district.send(
      'attendance.csv',
      attendanceCsv([
        { student: 's1', date: THURSDAY, category: 'Tardy', duration: '' },
        { student: 's7', date: THURSDAY },
        { school: 'school-2', student: 's2', date: THURSDAY },
      ]),
    );
    expect(second.events).toEqual({ added: 1, changed: 1, corrected: 1, unchanged: 1 });
    expect(await events(district)).toEqual([
      `s9 ${WEDNESDAY} UNEXCUSED_ABSENCE 100`,
      `s1 ${THURSDAY} TARDY 0`,
      `s2 ${THURSDAY} UNEXCUSED_ABSENCE 100`,
      `s7 ${THURSDAY} UNEXCUSED_ABSENCE 100`,
    ]);
    const corrections = await ctx.db.prisma.attendanceCorrection.findMany({
      where: { tenantId: district.tenantId },
      orderBy: { studentId: 'asc' },
    });
    expect(
      corrections.map(({ studentId, fromCategory, toCategory }) => [
        studentId,
        fromCategory,
        toCategory,
      ]),
    ).toEqual([
      ['s1', 'UNEXCUSED_ABSENCE', 'TARDY'],
      ['s3', 'UNEXCUSED_ABSENCE', null],
      ['s7', null, 'UNEXCUSED_ABSENCE'],
    ]);
  });
});

test('a file replaced by one of its name before anybody read it is read all the same, in order', async () => {
  const district = await createAttendanceDistrict(ctx);
  const row = (date: string, reason: string) => attendanceCsv([{ student: 's1', date, reason }]);
  await district.leave('attendance.csv', row('2026-11-17', 'first'));
  await district.leave('attendance.csv', row('2026-11-18', 'first'));
  await district.send('attendance.csv', row('2026-11-18', 'second'));
  const events = await ctx.db.prisma.attendanceEvent.findMany({
    where: { tenantId: district.tenantId },
    orderBy: { date: 'asc' },
  });
  expect(events.map(({ reason }) => reason)).toEqual(['first', 'second']);
});
