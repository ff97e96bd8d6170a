import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  addTerm,
  attendanceCsv,
  createAttendanceDistrict,
  smallRoster,
  type AttendanceDistrict,
} from '@/lib/testing/attendance';
import { createPerson } from '@/lib/testing/builders';
import { createRoster } from '@/lib/testing/builders-roster';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { workOnAttendance } from '../jobs/handlers/work-on-attendance';
import { tenantStatus } from '../tenants/queries/tenant-status';
import { listTenants } from '../tenants/queries/list-tenants';
import { getFeedBoard } from './queries/feed-board';
import { findNextFile } from './queries/next-file';

const DAY = '2026-11-19';
const MORNING = new Date('2026-11-19T16:00:00Z');
let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext({ now: MORNING.toISOString() });
});
afterAll(() => ctx.close());

async function newDistrict(): Promise<AttendanceDistrict> {
  ctx.clock.set(MORNING);
  const district = await createAttendanceDistrict(ctx, { roster: false });
  const contact = await createPerson(ctx, { role: 'DISTRICT_CONTACT' });
  await ctx.db.prisma.tenantMember.create({
    data: { tenantId: district.tenantId, userId: contact.id },
  });
  return district;
}

async function applyRoster({ tenantId, connectionId }: AttendanceDistrict): Promise<void> {
  await createRoster(ctx, { id: connectionId, tenantId }, smallRoster(10));
  await addTerm(ctx, tenantId);
}

const absent = (...students: string[]) =>
  attendanceCsv(students.map((student) => ({ student, date: DAY, category: 'Unexcused Absence' })));
const eventsOf = async ({ tenantId }: AttendanceDistrict) => {
  const rows = await ctx.db.prisma.attendanceEvent.findMany({
    where: { tenantId },
    orderBy: { studentId: 'asc' },
  });
  return rows.map(({ studentId }) => studentId);
};
const statesOf = async ({ tenantId }: AttendanceDistrict) => {
  const rows = await ctx.db.prisma.attendanceRun.findMany({
    where: { tenantId },
    orderBy: { id: 'asc' },
  });
  return rows.map(({ state }) => state);
};
const mailsOf = async ({ tenantId }: AttendanceDistrict) => {
  const rows = await ctx.db.prisma.outboxMail.findMany({
    where: { tenantId, kind: { startsWith: 'attendance-' } },
    orderBy: { id: 'asc' },
    distinct: ['kind'],
  });
  return rows.map(({ kind }) => kind);
};
const statusOf = async ({ tenantId }: AttendanceDistrict) => {
  const { rows } = await listTenants(ctx, { pageSize: 1_000 });
  const row = rows.find(({ id }) => id === tenantId);
  if (!row) throw new Error('no such district');
  return tenantStatus({ ...row, hasCredentials: true, latestRunState: null });
};
const hasTrouble = async ({ tenantId }: AttendanceDistrict) => {
  const { feeds } = await getFeedBoard(ctx, { tenantId, date: DAY });
  return feeds.some(({ troubleNumber }) => troubleNumber !== null);
};

test('a file before the roster is nobody’s fault, and is read once there is one', async () => {
  const district = await newDistrict();
  const run = await district.send('attendance.csv', absent('s1', '7003'));
  expect(run).toMatchObject({
    state: 'AWAITING_ROSTER',
    rows: { read: 2, accepted: 0, rejected: 2, kept: 2 },
    codes: ['ATTENDANCE_BEFORE_ROSTER'],
  });
  expect(await statusOf(district)).not.toBe('NEEDS_YOUR_FIX');
  expect(await hasTrouble(district)).toBe(false);
  await applyRoster(district);
  await workOnAttendance(ctx);
  expect(await statesOf(district)).toEqual(['APPLIED']);
  expect(await eventsOf(district)).toEqual(['s1', 's3']);
  expect(await mailsOf(district)).toEqual([]);
});

test('what becomes of the next file is told as it is', async () => {
  const { tenantId, connectionId, ...district } = await newDistrict();
  const next = () => findNextFile(ctx, tenantId);
  expect(await next()).toEqual({ isRead: 'AFTER_ROSTER', hasFiles: false });
  await district.send('attendance.csv', absent('s1'));
  expect(await next()).toEqual({ isRead: 'AFTER_ROSTER', hasFiles: true });
  await applyRoster({ tenantId, connectionId, ...district });
  expect(await next()).toMatchObject({ isRead: 'NOW' });
  const where = { id: connectionId, tenantId };
  await ctx.db.prisma.connection.update({ where, data: { pausedAt: MORNING } });
  expect(await next()).toMatchObject({ isRead: 'AFTER_PAUSE' });
});

test('files are read in the order in which they came, also one that comes right after the roster', async () => {
  const district = await newDistrict();
  await district.send('attendance.csv', absent('s1', 's3', 's5'));
  await district.send('attendance.csv', absent('s1', 's3'));
  await applyRoster(district);
  await district.send('attendance.csv', absent('s1'));
  expect(await statesOf(district)).toEqual(['APPLIED', 'APPLIED', 'APPLIED']);
  expect(await eventsOf(district)).toEqual(['s1']);
});

test('the same bytes again, and a file without rows, wait as well', async () => {
  const district = await newDistrict();
  await district.send('attendance.csv', absent('s1'));
  await district.send('attendance.csv', absent('s1'));
  await district.send('attendance_second.csv', absent());
  expect(await statesOf(district)).toEqual([
    'AWAITING_ROSTER',
    'AWAITING_ROSTER',
    'AWAITING_ROSTER',
  ]);
  await applyRoster(district);
  await workOnAttendance(ctx);
  // A person says whether nobody was absent, as of any such file.
  expect(await statesOf(district)).toEqual(['APPLIED', 'NO_CHANGE', 'HELD']);
});

test('a calendar waits and counts once the roster is there', async () => {
  const district = await newDistrict();
  const run = await district.send(
    'calendar.csv',
    'school_id,calendar_date,calendar_events,school_year_id\r\nschool-1,2026-11-20,"[""Not In Session""]",2027\r\n',
  );
  expect(run).toMatchObject({ state: 'AWAITING_ROSTER', rows: { read: 1, kept: 1 } });
  expect(await mailsOf(district)).toEqual([]);
  await applyRoster(district);
  await workOnAttendance(ctx);
  expect(await statesOf(district)).toEqual(['APPLIED']);
  expect(
    await ctx.db.prisma.attendanceCalendarMark.count({ where: { tenantId: district.tenantId } }),
  ).toBe(1);
});

test.each([
  ['rows that no roster makes readable', 'NOTHING_USED', ['attendance-trouble']],
  ['one such row of two', 'AWAITING_ROSTER', []],
] as const)('%s', async (name, state, mails) => {
  const district = await newDistrict();
  const rows = [
    { student: 's1', date: 'soon', category: 'Tardy' },
    ...(name.startsWith('one') ? [{ student: 's1', date: DAY, category: 'Tardy' }] : []),
  ];
  const run = await district.send('attendance.csv', attendanceCsv(rows));
  expect(run.state).toBe(state);
  expect(await mailsOf(district)).toEqual(mails);
  expect(await hasTrouble(district)).toBe(mails.length > 0);
});

test('an unreadable file is told also before the roster, and older files that are read later do not end it', async () => {
  const district = await newDistrict();
  await district.send('attendance.csv', absent('s1'));
  const bad = await district.send('attendance.csv', 'nothing,of,ours\r\n1,2,3\r\n');
  expect(bad.state).toBe('INVALID');
  await applyRoster(district);
  await workOnAttendance(ctx);
  expect(await statesOf(district)).toEqual(['APPLIED', 'INVALID']);
  expect(await hasTrouble(district)).toBe(true);
  expect(await mailsOf(district)).toEqual(['attendance-trouble']);
});

test('after 14 days nothing of it is used, and that is told', async () => {
  const district = await newDistrict();
  await district.send('attendance.csv', absent('s1'));
  ctx.clock.advance(13 * 86_400_000);
  await workOnAttendance(ctx);
  expect(await statesOf(district)).toEqual(['AWAITING_ROSTER']);
  ctx.clock.advance(2 * 86_400_000);
  await workOnAttendance(ctx);
  expect(await statesOf(district)).toEqual(['NOTHING_USED']);
  expect(await mailsOf(district)).toEqual(['attendance-trouble']);
  const { tenantId } = district;
  const mail = await ctx.db.prisma.outboxMail.findFirstOrThrow({
    where: { tenantId, kind: 'attendance-trouble' },
  });
  expect(mail.text).toContain('Send it again once a roster is live');
  await applyRoster(district);
  await workOnAttendance(ctx);
  expect(await eventsOf(district)).toEqual([]);
});

test.each([
  ['before the cut-off', 1, 'LISTED'],
  // Held like every late list: a person decides.
  ['after the cut-off', 9, 'WAITING'],
])('the notices of a file that is read %s', async (_name, hours, state) => {
  const district = await newDistrict();
  await district.send('attendance.csv', absent('s1'));
  await applyRoster(district);
  ctx.clock.advance(hours * 3_600_000);
  await workOnAttendance(ctx);
  expect(await eventsOf(district)).toEqual(['s1']);
  const { tenantId } = district;
  const notices = await ctx.db.prisma.attendanceNotice.findMany({ where: { tenantId } });
  expect(notices.map((notice) => notice.state)).toEqual([state]);
});
