// A small demo through a real SFTP server and a real worker, in this process.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AppContext } from '@/lib/server/app-context';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { demoApiHost, readOrMakeDemoApi } from '@/lib/server/local/demo-api-file';
import { startWholeProduct, type WholeProduct } from '@/lib/testing/whole-product';
import { demoApiOf, type DemoApi } from './api/demo-api';
import { serveDemoApi, type ServingDemoApi } from './api/serve';
import { playDemo } from './play-demo';

const size = { liveStudents: 60, heldStudents: 40, fetchedStudents: 50 };

let product: WholeProduct;
let ctx: AppContext;
let startedAt: Date;
let folder: string;
let serving: ServingDemoApi;
let api: DemoApi;
const lines: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'connector-demo-api-'));
  const file = await readOrMakeDemoApi(folder);
  serving = await serveDemoApi(file, path.join(folder, 'day.json'));
  api = demoApiOf(file);
  product = await startWholeProduct({ apiTestHosts: new Set([demoApiHost(file)]) });
  ({ ctx } = product);
  startedAt = new Date();
  // Stopped in the middle, as by Ctrl-C, and started again.
  const stop = (line: string): void => {
    lines.push(line);
    if (line.includes('5 of 15')) throw new Error('stopped');
  };
  await expect(playDemo(ctx, { say: stop, size, api })).rejects.toThrow('stopped');
  const stopAtOutage: DemoApi['serve'] = (day) => {
    if (day.trouble === 'OUTAGE') throw new Error('stopped again');
    return api.serve(day);
  };
  const stopping = {
    say: (line: string) => lines.push(line),
    size,
    api: { ...api, serve: stopAtOutage },
  };
  await expect(playDemo(ctx, stopping)).rejects.toThrow('stopped again');
  expect(await playDemo(ctx, { say: (line) => lines.push(line), size, api })).toBe(true);
}, 360_000);

afterAll(async () => {
  await product.stop();
  await serving.close();
  await rm(folder, { recursive: true, force: true });
});

const statesOf = async (slug: string): Promise<string[]> => {
  const runs = await ctx.db.prisma.syncRun.findMany({
    where: { connection: { tenant: { slug } } },
    orderBy: { id: 'asc' },
    select: { state: true },
  });
  return runs.map(({ state }) => state);
};

describe('the demo', () => {
  it('leaves two districts live, one held and one waiting, with the runs their stories tell of', async () => {
    expect(await statesOf('riverbend-charter-demo')).toEqual([]);
    expect(await statesOf('cedar-hollow-demo')).toEqual(['APPLIED', 'APPLIED', 'HELD']);
    expect(await statesOf('lakeview-unified-demo')).toEqual([
      ...['APPLIED', 'APPLIED', 'APPLIED', 'INVALID', 'APPLIED', 'APPLIED', 'NO_CHANGE'],
      ...['APPLIED', 'APPLIED', 'APPLIED', 'INCOMPLETE', 'APPLIED', 'APPLIED', 'APPLIED'],
      'APPLIED',
    ]);
    expect(lines.slice(-2)).toEqual([
      'Lakeview Unified (demo) is live, with three weeks of history.',
      'Foxglove Valley Schools (demo) is live, and is fetched from every night.',
    ]);
  });

  it('fetches one district: a preview, a first pull and eight nights, one of them in vain', async () => {
    const tenant = { slug: 'foxglove-valley-demo' };
    const { id: tenantId } = await ctx.db.prisma.tenant.findUniqueOrThrow({ where: tenant });
    const pulls = await ctx.db.prisma.pull.findMany({
      where: { tenantId },
      orderBy: { number: 'asc' },
      include: { deliveries: { select: { state: true } } },
    });
    const told = pulls.map(({ purpose, state, scheduledFor, troubleCode }) =>
      [scheduledFor ? 'NIGHT' : purpose, state, troubleCode ?? ''].join(' ').trim(),
    );
    const night = 'NIGHT COMPLETE';
    expect(told).toEqual([
      ...['PREVIEW COMPLETE', 'UPDATE COMPLETE', night, night, 'NIGHT FAILED SERVER_ERROR'],
      ...[night, night, night, night, night],
    ]);
    const [preview, first, , , failed] = pulls;
    expect([preview?.extent, first?.extent]).toEqual(['FULL', 'FULL']);
    expect(pulls.slice(2).some(({ extent }) => extent === 'DELTA')).toBe(true);
    expect([preview, failed].map((pull) => pull?.deliveries)).toEqual([[], []]);
    const minutes = (pull: (typeof pulls)[number] | undefined): number =>
      Math.floor((+(pull?.finishedAt ?? 0) - +(pull?.startedAt ?? 0)) / 60_000);
    // Given up after an hour of attempts; and four minutes waited because a busy server asked for them.
    expect([minutes(failed), minutes(pulls.at(-1))]).toEqual([56, 4]);
    const states = await statesOf(tenant.slug);
    expect([states[0], states.filter((state) => state === 'SUPERSEDED')]).toEqual([
      'APPLIED',
      ['SUPERSEDED'],
    ]);
    expect(states).not.toContain('HELD');
    const [test] = await ctx.db.prisma.apiTest.findMany({ where: { tenantId } });
    expect(JSON.stringify(test?.lines)).not.toMatch(/FAILED|NOT_TRIED/);
    const account = await ctx.db.prisma.apiAccount.findFirstOrThrow({ where: { tenantId } });
    expect(account).toMatchObject({ isScheduled: true, allowsDeltas: true });
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
    expect(await ctx.db.prisma.pull.count()).toBe(10);
    expect(await ctx.db.prisma.tenant.count({ where: { isDemo: true } })).toBe(4);
    expect(await ctx.db.prisma.invitation.count({ where: { verifiedAt: { not: null } } })).toBe(6);
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
      `SELECT state::text,
         CASE WHEN EXISTS (SELECT FROM api_account a WHERE a.connection_id = r.connection_id)
           -- All files of a pull are there before their run is.
           THEN ARRAY[last_arrival_at, created_at] ELSE ARRAY[created_at, last_arrival_at] END
         || ARRAY[queued_at, processing_at, coalesce(deferred_at, held_at), applying_at, applied_at,
           finished_at] AS times
       FROM sync_run r ORDER BY id`,
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
      ctx.db.prisma.pull.count({ where: { finishedAt: { gte: startedAt } } }),
      ctx.db.prisma.pullPage.count({ where: { receivedAt: { gte: startedAt } } }),
    ]);
    expect(late).toEqual([0, 0, 0, 0, 0, 0, 0]);
  });

  it('is not played again', async () => {
    const runs = await ctx.db.prisma.syncRun.count();
    expect(await playDemo(ctx, { say: (line) => lines.push(line), size, api })).toBe(false);
    expect(await ctx.db.prisma.syncRun.count()).toBe(runs);
  });
});
