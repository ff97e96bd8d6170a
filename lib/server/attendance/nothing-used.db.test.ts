import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  attendanceCsv,
  createAttendanceDistrict,
  type AttendanceDistrict,
} from '@/lib/testing/attendance';
import { createPerson } from '@/lib/testing/builders';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { findRosterConnection } from '../connections/queries/list-connections';
import { loadBanner } from '../tenants/queries/load-banner';
import { tenantStatus } from '../tenants/queries/tenant-status';
import { listTenants } from '../tenants/queries/list-tenants';
import { mapCategory } from './commands/map-category';
import { getFeedBoard } from './queries/feed-board';
import { findAttendanceRun } from './queries/runs';

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext({ now: '2026-11-19T18:00:00Z' });
});
afterAll(() => ctx.close());

const DAY = '2026-11-19';
type Row = Parameters<typeof attendanceCsv>[0][number];

async function newDistrict(): Promise<AttendanceDistrict> {
  const district = await createAttendanceDistrict(ctx);
  const contact = await createPerson(ctx, { role: 'DISTRICT_CONTACT' });
  await ctx.db.prisma.tenantMember.create({
    data: { tenantId: district.tenantId, userId: contact.id },
  });
  return district;
}

const eventCount = ({ tenantId }: AttendanceDistrict) =>
  ctx.db.prisma.attendanceEvent.count({ where: { tenantId } });
const mails = async ({ tenantId }: AttendanceDistrict) => {
  const rows = await ctx.db.prisma.outboxMail.findMany({
    where: { tenantId, kind: { startsWith: 'attendance-' } },
    orderBy: { id: 'asc' },
  });
  return [...new Set(rows.map(({ kind }) => kind))].map(
    (kind) =>
      `${kind} ${new Set(rows.filter((row) => row.kind === kind).map((row) => row.toAddress)).size === rows.filter((row) => row.kind === kind).length ? 'once' : 'twice'}`,
  );
};
const troubleMail = ({ tenantId }: AttendanceDistrict) =>
  ctx.db.prisma.outboxMail.findFirstOrThrow({ where: { tenantId, kind: 'attendance-trouble' } });
const statusOf = async ({ tenantId }: AttendanceDistrict) => {
  const { rows } = await listTenants(ctx, { pageSize: 1_000 });
  const row = rows.find(({ id }) => id === tenantId);
  if (!row) throw new Error('no such district');
  // Sign-in details would come first.
  return tenantStatus({ ...row, hasCredentials: true, latestRunState: 'APPLIED' });
};

const good: Row[] = [
  { student: 's1', date: DAY, category: 'Unexcused Absence' },
  { student: 's3', date: DAY, category: 'Tardy' },
];
const many = (row: Partial<Row>): Row[] =>
  Array.from({ length: 6 }, (_, at) => ({
    student: `s${2 * at + 1}`,
    date: DAY,
    category: 'Unexcused Absence',
    ...row,
  }));

describe('a file with rows of which none can be used', () => {
  const cases: [name: string, rows: Row[]][] = [
    ['dates outside the year', many({ date: '2019-11-19' })],
    ['dates in the future', many({ date: '2026-12-19' })],
    ['dates that are none', many({ date: 'soon' })],
    ['students nobody knows', many({}).map((row) => ({ ...row, student: `x${row.student}` }))],
    ['a school nobody knows', many({ school: 'elsewhere' })],
    ['a category nobody mapped', many({ category: 'Zebra' })],
    ['the same unknown row again and again', many({ student: 'x1' })],
    [
      'some of each',
      [
        ...many({ date: '2019-11-19' }),
        ...many({ category: 'Zebra' }).map((row) => ({ ...row, student: `9${row.student}` })),
      ],
    ],
  ];
  test.each(cases)('%s', async (_name, rows) => {
    const district = await newDistrict();
    await district.send('attendance.csv', attendanceCsv(good));
    expect(await statusOf(district)).toBe('UP_TO_DATE');
    const run = await district.send('attendance.csv', attendanceCsv(rows));
    expect(run).toMatchObject({
      state: 'NOTHING_USED',
      events: { added: 0, changed: 0, corrected: 0, unchanged: 0 },
    });
    expect(run.rows.read).toBe(run.rows.accepted + run.rows.rejected + run.rows.ignored);
    expect(run.codes).not.toEqual([]);
    expect(await eventCount(district), 'nothing is taken back').toBe(2);
    expect(await statusOf(district)).toBe('NEEDS_YOUR_FIX');
    const { feeds } = await getFeedBoard(ctx, { tenantId: district.tenantId, date: DAY });
    expect(feeds.map(({ troubleNumber }) => troubleNumber)).toEqual([2]);
    expect(await mails(district)).toEqual(['attendance-trouble once']);

    await district.send('attendance.csv', `${attendanceCsv(rows)}\r\n`);
    expect(await mails(district), 'not for every file').toEqual(['attendance-trouble once']);

    expect(await district.send('attendance.csv', attendanceCsv(good))).toMatchObject({
      state: 'NO_CHANGE',
    });
    expect(await statusOf(district)).toBe('UP_TO_DATE');
    expect(await mails(district)).toEqual(['attendance-trouble once', 'attendance-recovered once']);
  });

  test('of a calendar', async () => {
    const district = await newDistrict();
    const run = await district.send(
      'calendar.csv',
      'school_id,calendar_date,calendar_events,school_year_id\r\nelsewhere,2026-11-20,"[""In Session""]",2027\r\n',
    );
    expect(run).toMatchObject({ state: 'NOTHING_USED', rows: { read: 1, rejected: 1 } });
    expect(await statusOf(district)).toBe('NEEDS_YOUR_FIX');
    expect(await mails(district)).toEqual(['attendance-trouble once']);
    const mail = await troubleMail(district);
    expect(mail.subject).toContain('calendar.csv could not be used');
    expect(mail.text).not.toContain('dashboard');
  });
});

test('rows that waited for a mapping end the trouble', async () => {
  const district = await newDistrict();
  const run = await district.send('attendance.csv', attendanceCsv(many({ category: 'Zebra' })));
  expect(run).toMatchObject({ state: 'NOTHING_USED', rows: { kept: 6 } });
  expect((await troubleMail(district)).text).toContain('does not need to be sent again');
  const found = () => findAttendanceRun(ctx, district.tenantId, run.id);
  expect((await found())?.use).toMatchObject({ rowsKept: 6, waiting: { words: 6 } });
  const connection = await findRosterConnection(ctx, district.tenantId);
  const row = (await listTenants(ctx, { pageSize: 1_000 })).rows.find(
    ({ id }) => id === district.tenantId,
  );
  if (!connection || !row) throw new Error('no connection');
  const { attendanceTrouble } = await loadBanner(ctx, row, connection, { isStaff: false });
  expect(attendanceTrouble).toMatchObject({
    number: 1,
    fileName: 'attendance.csv',
    waiting: { words: 6, students: 0 },
    wordsKeptUntil: new Date('2027-03-19T18:00:00Z'),
  });
  const person = await createPerson(ctx, { role: 'ADMIN' });
  await mapCategory(
    ctx,
    { kind: 'person', userId: person.id, sourceAddress: null },
    { tenantId: district.tenantId, text: 'Zebra', meaning: 'EXCUSED_ABSENCE' },
  );
  expect(await eventCount(district)).toBe(6);
  expect((await found())?.use).toMatchObject({ rowsKept: 6, waiting: { words: 0 } });
  const { state } = await ctx.db.prisma.attendanceRun.findUniqueOrThrow({ where: { id: run.id } });
  expect(state).toBe('APPLIED');
  expect(await statusOf(district)).toBe('UP_TO_DATE');
  await district.send('attendance.csv', attendanceCsv(many({ category: 'Zebra' })));
  expect(await mails(district)).toEqual(['attendance-trouble once', 'attendance-recovered once']);
});

test.each<[name: string, rows: Row[], state: string, code: string | null]>([
  ['everybody present', many({ category: 'Present' }), 'APPLIED', null],
  [
    'two of many',
    [...good, ...Array.from({ length: 5 }, () => many({ date: '2019-11-19' })).flat()],
    'APPLIED',
    'ATTENDANCE_MUCH_LOST',
  ],
])('%s: in the dashboard', async (_name, rows, state, code) => {
  const district = await newDistrict();
  const run = await district.send('attendance.csv', attendanceCsv(rows));
  expect(run.state).toBe(state);
  if (code) expect(run.codes).toContain(code);
  else expect(run.codes).not.toContain('ATTENDANCE_MUCH_LOST');
  expect(await statusOf(district)).toBe('UP_TO_DATE');
  expect(await mails(district)).toEqual([]);
});
