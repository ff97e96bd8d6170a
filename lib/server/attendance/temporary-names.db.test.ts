// Clients that send under a name of their own and rename at the end: the name is final when it is known, or some
// seconds after the last touch, and a rename follows into whatever was not read yet.
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { attendanceCsv, createAttendanceDistrict } from '@/lib/testing/attendance';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { beginDelivery, receiveDelivery, renameDelivery } from '../intake/deliveries';
import { workOnAttendance } from '../jobs/handlers/work-on-attendance';
import { queueAttendanceFiles } from './queue-files';

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext();
});
afterAll(() => ctx.close());

let key: { tenantId: number; connectionId: number };
beforeEach(async () => {
  const { tenantId, connectionId } = await createAttendanceDistrict(ctx);
  key = { tenantId, connectionId };
});

async function send(fileName: string, student = 's1'): Promise<void> {
  const text = attendanceCsv([{ student, date: '2026-09-01' }]);
  const { id, writer } = await beginDelivery(ctx, key, { fileName, sourceAddress: '192.0.2.7' });
  await writer.write(Buffer.from(text), 0);
  await writer.sync();
  await writer.close();
  const sha256 = createHash('sha256').update(text).digest('hex');
  await receiveDelivery(ctx, key, id, { byteCount: Buffer.byteLength(text), sha256 });
}

const rename = (from: string, to: string) => renameDelivery(ctx, key, from, to);
const seconds = (count: number) => ctx.clock.advance(count * 1000);

async function seen() {
  const { tenantId } = key;
  const runs = await ctx.db.prisma.attendanceRun.findMany({
    where: { tenantId },
    orderBy: { id: 'asc' },
  });
  const names = await ctx.db.prisma.attendanceFileName.findMany({
    where: { tenantId },
    orderBy: { id: 'asc' },
  });
  return {
    runs: runs.map(({ fileName, state }) => `${fileName} ${state}`),
    names: names.map(({ fileName, state }) => `${fileName} ${state}`),
  };
}

test.each([
  'attendance.csv-7fK2xQ9a',
  'attendance.csv.filepart',
  '.attendance.csv.Xa81Bc',
  'attendance.csv.part',
  'attendance_tmp.csv',
  'attendance.csv.f81d4fae-7dec',
])('%s teaches nothing, however long it stays, and is read once it has its name', async (name) => {
  await send(name);
  seconds(3_600);
  await workOnAttendance(ctx);
  expect(await seen()).toEqual({ runs: [], names: [] });
  expect(await rename(name, 'attendance.csv')).toEqual({ ok: true });
  await workOnAttendance(ctx);
  expect(await seen()).toEqual({
    runs: ['attendance.csv APPLIED'],
    names: ['attendance.csv LEARNED'],
  });
  // At noon again, with another one.
  seconds(3_600);
  await send(`${name}2`, 's2');
  await rename(`${name}2`, 'attendance.csv');
  await workOnAttendance(ctx);
  expect(await seen()).toEqual({
    runs: ['attendance.csv APPLIED', 'attendance.csv APPLIED'],
    names: ['attendance.csv LEARNED'],
  });
});

test.each(['attendance.done', 'attendance.csv.md5', 'attendance.log', 'attendance.csv.gz'])(
  '%s is no attendance file',
  async (name) => {
    await send(name);
    seconds(3_600);
    await workOnAttendance(ctx);
    expect(await seen()).toEqual({ runs: [], names: [] });
  },
);

test.each([
  ['attendance.xlsx', 'attendance.xlsx'],
  ['attendance', 'attendance'],
  ['calendar_2026-27.csv', 'calendar_2026-27.csv'],
  ['school calendar.csv', 'school calendar.csv'],
  ['Calendar.csv', 'Calendar.csv'],
])('%s is held as near', async (name) => {
  await send(name);
  seconds(60);
  await workOnAttendance(ctx);
  expect(await seen()).toEqual({ runs: [`${name} HELD`], names: [`${name} NEAR`] });
  // Renamed by its sender: taken up anew, and the slip is forgotten.
  const right = name.toLowerCase().includes('calendar') ? 'calendar.csv' : 'attendance.csv';
  await rename(name, right);
  await workOnAttendance(ctx);
  const { runs, names } = await seen();
  expect(runs).toHaveLength(1);
  expect(runs[0]).toMatch(new RegExp(`^${right} `));
  expect(names).toEqual([`${right} LEARNED`]);
});

describe('a name that is new to us', () => {
  test('is final some seconds after the last touch', async () => {
    await send('attendance_hs.csv');
    await workOnAttendance(ctx);
    seconds(9);
    await workOnAttendance(ctx);
    expect((await seen()).runs).toEqual([]);
    seconds(1);
    await workOnAttendance(ctx);
    expect((await seen()).runs).toEqual(['attendance_hs.csv APPLIED']);
    // And known from then on.
    await send('attendance_hs.csv', 's2');
    await workOnAttendance(ctx);
    expect((await seen()).runs).toEqual(['attendance_hs.csv APPLIED', 'attendance_hs.csv APPLIED']);
  });

  test('may be taken back before that', async () => {
    await send('upload17attendance.csv');
    seconds(5);
    await rename('upload17attendance.csv', 'attendance.csv');
    await workOnAttendance(ctx);
    expect(await seen()).toEqual({
      runs: ['attendance.csv APPLIED'],
      names: ['attendance.csv LEARNED'],
    });
  });

  test('is read under its last one where it was renamed while it waited to be read', async () => {
    await send('upload17attendance.csv');
    seconds(60);
    await queueAttendanceFiles(ctx);
    expect((await seen()).runs).toEqual(['upload17attendance.csv QUEUED']);
    await rename('upload17attendance.csv', 'attendance.csv');
    await workOnAttendance(ctx);
    expect(await seen()).toEqual({
      runs: ['attendance.csv APPLIED'],
      names: ['attendance.csv LEARNED'],
    });
  });

  test('is not read at all where it was renamed to a temporary one while it waited', async () => {
    await send('attendance.csv');
    await queueAttendanceFiles(ctx);
    await rename('attendance.csv', 'attendance.csv.part');
    await workOnAttendance(ctx);
    expect(await seen()).toEqual({ runs: [], names: [] });
  });
});
