// The attendance of the demo through a real SFTP server and a real worker, on a roster that is in force already.
import Papa from 'papaparse';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { getFeedBoard } from '@/lib/server/attendance/queries/feed-board';
import { generatePassword } from '@/lib/server/connections/commands/passwords';
import { hostKeyFingerprint } from '@/lib/server/connections/host-key';
import { createDistrict } from '@/lib/synthetic/district';
import { createConnection, createTenant } from '@/lib/testing/builders';
import { createRoster } from '@/lib/testing/builders-roster';
import { startWholeProduct, type WholeProduct } from '@/lib/testing/whole-product';
import { onOrBefore, schoolDaysUpTo, schoolYearOf } from './calendar';
import { filesOf } from './day-edits';
import { playAttendance } from './play-attendance';

const TIME_ZONE = 'America/Los_Angeles';
const actor = { kind: 'demo', userId: null, sourceAddress: null } as const;

let product: WholeProduct;

beforeAll(async () => {
  product = await startWholeProduct();
}, 60_000);
afterAll(() => product.stop());

test('a year so far, a day with corrections, a slip in a name and unmapped words', async () => {
  const { ctx } = product;
  const tenant = await createTenant(ctx, { timeZone: TIME_ZONE });
  const connection = await createConnection(ctx, tenant);
  const yesterday = onOrBefore(
    new Date(ctx.clock.now().getTime() - 2 * 86_400_000).toISOString().slice(0, 10),
  );
  const day = createDistrict({
    seed: 'attendance',
    students: 600,
    schoolYear: schoolYearOf(yesterday),
    date: yesterday,
  });
  const text = (name: string): string => filesOf(day).get(name)?.toString() ?? '';
  const rows = (name: string) =>
    Papa.parse<Record<string, string>>(text(name), { header: true, skipEmptyLines: true }).data;
  await createRoster(
    ctx,
    { id: connection.id, tenantId: tenant.id },
    {
      orgs: rows('orgs.csv')
        .filter(({ type }) => type === 'school')
        .map(({ sourcedId = '', name = '' }) => ({ sourcedId, name })),
      people: rows('users.csv')
        .filter(({ role }) => role === 'student')
        .map(({ sourcedId = '', orgSourcedIds = '' }) => ({ sourcedId, school: orgSourcedIds })),
    },
  );
  const made = await generatePassword(ctx, actor, tenant.id, connection.id);
  if (!made.ok) throw new Error(made.code);
  const playedSince = new Date();
  await playAttendance(
    ctx,
    {
      tenantId: tenant.id,
      connectionId: connection.id,
      timeZone: TIME_ZONE,
      slot: '02:00',
      quietSeconds: 600,
      incompleteAfterSeconds: 600,
      account: {
        host: '127.0.0.1',
        port: ctx.settings.sftpPort,
        fingerprint: await hostKeyFingerprint(ctx),
        userName: connection.sftp.userName,
        password: made.password,
      },
      reviewer: actor,
      playedSince,
    },
    { day, schoolYear: schoolYearOf(yesterday), dates: schoolDaysUpTo(yesterday, 20) },
  );
  const runs = await ctx.db.prisma.attendanceRun.findMany({ orderBy: { id: 'asc' } });
  expect(runs.map(({ fileName, state }) => `${fileName} ${state}`)).toEqual([
    'calendar.csv APPLIED',
    'attendance_elementary.csv APPLIED',
    'attendance_secondary.csv APPLIED',
    'attendance_elementary.csv APPLIED',
    'attendance_secondary.csv APPLIED',
    'Attendance_Elementary.csv SUPERSEDED',
    // A later file may correct nobody: that depends on the day.
    expect.stringMatching(/^attendance_elementary.csv (APPLIED|NO_CHANGE)$/),
    expect.stringMatching(/^attendance_secondary.csv (APPLIED|NO_CHANGE)$/),
    'Attendance_Elementary.csv HELD',
  ]);
  // Only what nobody has mapped is set aside.
  expect(runs.every(({ rowsRejected, rowsKept }) => rowsRejected === rowsKept)).toBe(true);
  expect(runs.every(({ receivedAt }) => receivedAt < playedSince)).toBe(true);
  const board = await getFeedBoard(ctx, { tenantId: tenant.id, date: yesterday });
  expect(board.feeds.map(({ fileName, state, files }) => [fileName, state, files.length])).toEqual([
    ['attendance_elementary.csv', 'LEARNED', 2],
    ['attendance_secondary.csv', 'LEARNED', 2],
    ['Attendance_Elementary.csv', 'NEAR', 2],
  ]);
}, 300_000);
