// The last thirty days as numbers: in the days of the districts, and every run in one part of its day.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SyncRunState } from '@/lib/core/sync-run/states';
import { createConnection, createTenant } from '@/lib/testing/builders';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { PLOT_DAYS, readOverviewPlots } from './queries/plots';

/** The evening of the 19th in New York, and the morning of the 20th on Guam. */
const NOW = '2026-11-20T01:00:00Z';

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext({ now: NOW });
});
afterAll(() => ctx.close());

async function createDistrict(
  timeZone: string,
  runs: { state: SyncRunState; undoneAt?: string }[],
) {
  const tenant = await createTenant(ctx, { timeZone });
  const { id: connectionId } = await createConnection(ctx, tenant);
  for (const run of runs)
    await ctx.db.prisma.syncRun.create({
      data: { tenantId: tenant.id, connectionId, createdAt: NOW, lastArrivalAt: NOW, ...run },
    });
  return tenant.id;
}

test('the last day is the newest that has begun in a district of the scope', async () => {
  const newYork = await createDistrict('America/New_York', [{ state: 'NO_CHANGE' }]);
  const guam = await createDistrict('Pacific/Guam', [{ state: 'NO_CHANGE' }]);
  const daysOf = async (scope: number[]) =>
    (await readOverviewPlots(ctx, scope)).runs
      .slice(-2)
      .map(({ date, counts }) => [date, counts.NO_CHANGE]);
  expect(await daysOf([newYork])).toEqual([
    ['2026-11-18', 0],
    ['2026-11-19', 1],
  ]);
  expect(await daysOf([newYork, guam])).toEqual([
    ['2026-11-19', 1],
    ['2026-11-20', 1],
  ]);
  expect((await readOverviewPlots(ctx, [guam])).runs).toHaveLength(PLOT_DAYS);
});

test('what was applied and undone is told from what was never applied, and what goes on is counted', async () => {
  const id = await createDistrict('America/New_York', [
    { state: 'APPLIED' },
    { state: 'APPLIED', undoneAt: NOW },
    { state: 'REJECTED' },
    { state: 'QUEUED' },
  ]);
  const { runs } = await readOverviewPlots(ctx, [id]);
  expect(runs.at(-1)?.counts).toEqual({
    APPLIED: 1,
    UNDONE: 1,
    NOT_APPLIED: 1,
    AT_WORK: 1,
    NO_CHANGE: 0,
    HELD: 0,
    NOT_USED: 0,
    FAILED: 0,
  });
});
