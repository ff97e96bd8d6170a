// A small demo through a real SFTP server and a real worker, in this process.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AppContext } from '@/lib/server/app-context';
import { startWholeProduct, type WholeProduct } from '@/lib/testing/whole-product';
import { playDemo } from './play-demo';

const size = { liveStudents: 60, heldStudents: 40 };

let product: WholeProduct;
let ctx: AppContext;
let startedAt: Date;
const lines: string[] = [];

beforeAll(async () => {
  product = await startWholeProduct();
  ({ ctx } = product);
  startedAt = new Date();
  // Stopped in the middle, as by Ctrl-C, and started again.
  const stop = (line: string): void => {
    lines.push(line);
    if (line.includes('5 of 15')) throw new Error('stopped');
  };
  await expect(playDemo(ctx, { say: stop, size })).rejects.toThrow('stopped');
  expect(await playDemo(ctx, { say: (line) => lines.push(line), size })).toBe(true);
}, 360_000);

afterAll(() => product.stop());

const statesOf = async (slug: string): Promise<string[]> => {
  const runs = await ctx.db.prisma.syncRun.findMany({
    where: { connection: { tenant: { slug } } },
    orderBy: { id: 'asc' },
    select: { state: true },
  });
  return runs.map(({ state }) => state);
};

describe('the demo', () => {
  it('leaves one district live, one held and one waiting, with the runs their stories tell of', async () => {
    expect(await statesOf('riverbend-charter-demo')).toEqual([]);
    expect(await statesOf('cedar-hollow-demo')).toEqual(['APPLIED', 'APPLIED', 'HELD']);
    expect(await statesOf('lakeview-unified-demo')).toEqual([
      ...['APPLIED', 'APPLIED', 'APPLIED', 'INVALID', 'APPLIED', 'APPLIED', 'NO_CHANGE'],
      ...['APPLIED', 'APPLIED', 'APPLIED', 'INCOMPLETE', 'APPLIED', 'APPLIED', 'APPLIED'],
      'APPLIED',
    ]);
    expect(lines.at(-1)).toBe('Lakeview Unified (demo) is live, with three weeks of history.');
  });

  it('sends attendance for the live district: a day with corrections, a slip in a name, unmapped words', async () => {
    const runs = await ctx.db.prisma.attendanceRun.findMany({ orderBy: { id: 'asc' } });
    expect(runs.map(({ fileName, state }) => `${fileName} ${state}`)).toEqual([
      'calendar.csv APPLIED',
      'attendance_elementary.csv APPLIED',
      'attendance_secondary.csv APPLIED',
      'attendance_elementary.csv APPLIED',
      'attendance_secondary.csv APPLIED',
      'Attendance_Elementary.csv SUPERSEDED',
      // Of so few students a later file may correct nobody: that depends on the day.
      expect.stringMatching(/^attendance_elementary.csv (APPLIED|NO_CHANGE)$/),
      expect.stringMatching(/^attendance_secondary.csv (APPLIED|NO_CHANGE)$/),
      'Attendance_Elementary.csv HELD',
    ]);
    expect(runs.every(({ rowsRejected, rowsKept }) => rowsRejected === rowsKept)).toBe(true);
  });

  it('goes on after an interruption instead of doing anything twice', async () => {
    // Only the district that was interrupted needs another password.
    const passwords = await ctx.db.prisma.sftpCredential.groupBy({
      by: ['tenantId'],
      _count: true,
      orderBy: { tenantId: 'asc' },
    });
    expect(passwords.map(({ _count }) => _count)).toEqual([1, 1, 2]);
    expect(await ctx.db.prisma.syncRun.count()).toBe(18);
    expect(await ctx.db.prisma.tenant.count({ where: { isDemo: true } })).toBe(3);
    expect(await ctx.db.prisma.invitation.count({ where: { verifiedAt: { not: null } } })).toBe(5);
  });

  it('says what a rejected row was and keeps the record it stands for', async () => {
    const codes = await ctx.db.prisma.runIssueGroup.findMany({
      where: { level: 'error', effect: 'row' },
      distinct: ['code'],
      orderBy: { code: 'asc' },
      select: { code: true },
    });
    expect(codes.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['ROLE_UNKNOWN', 'VALUE_MISSING']),
    );
  });

  it('dates everything back and keeps each run in order', async () => {
    const { rows } = await ctx.db.pool.query<{ state: string; times: (Date | null)[] }>(
      `SELECT state::text, ARRAY[created_at, last_arrival_at, queued_at, processing_at,
         coalesce(deferred_at, held_at), applying_at, applied_at, finished_at] AS times
       FROM sync_run ORDER BY id`,
    );
    for (const { state, times } of rows) {
      const known = times.filter((time) => time !== null);
      expect({ state, known }).toEqual({
        state,
        known: [...known].sort((one, other) => +one - +other),
      });
      expect(+(known.at(-1) ?? startedAt)).toBeLessThan(+startedAt);
    }
    const late = await Promise.all([
      ctx.db.prisma.delivery.count({ where: { touchedAt: { gte: startedAt } } }),
      ctx.db.prisma.syncRunEvent.count({ where: { at: { gte: startedAt } } }),
      ctx.db.prisma.circuitBreak.count({ where: { openedAt: { gte: startedAt } } }),
      ctx.db.prisma.outboxMail.count({ where: { sentAt: { gte: startedAt } } }),
      ctx.db.prisma.rosterUser.count({ where: { removedAt: { gte: startedAt } } }),
    ]);
    expect(late).toEqual([0, 0, 0, 0, 0]);
  });

  it('is not played again', async () => {
    expect(await playDemo(ctx, { say: (line) => lines.push(line), size })).toBe(false);
    expect(await ctx.db.prisma.syncRun.count()).toBe(18);
  });
});
