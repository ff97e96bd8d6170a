// While a district is paused or in a blackout nothing moves by itself; what comes first afterwards is held, once.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { nextDay } from '@/lib/synthetic/district';
import { dayFiles } from '@/lib/synthetic/day-files';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { queueRun } from '@/lib/testing/deliver';
import { createLiveDistrict, targetOf, type LiveDistrict } from '@/lib/testing/reviews';
import { workOnRuns } from '../jobs/handlers/work-on-runs';
import { approve } from '../reviews/commands/approve';
import { applyNow } from '../sync-runs/commands/apply-now';
import { pauseDeliveries, resumeDeliveries } from './pauses';
import { addWindow, endWindow, windowInput } from './windows';

const START = '2026-09-01T15:00:00Z';
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext({ now: START });
});
beforeEach(() => {
  ctx.clock.set(START);
});
afterAll(() => ctx.close());

const churn = { kind: 'churn', share: 0.01 } as const;

const blackout = (tenantId: number, actor: LiveDistrict['actor'], startDate: string) =>
  addWindow(
    ctx,
    actor,
    tenantId,
    windowInput.parse({ kind: 'BLACKOUT', startDate, endDate: '2026-09-04', reason: 'move' }),
  );

test('files that came during a pause are held once, not those after them again', async () => {
  const district = await createLiveDistrict(ctx, { seed: 'came-in-pause' });
  const { tenantId, connectionId, actor } = district;
  await pauseDeliveries(ctx, actor, tenantId, 'summer');
  ctx.clock.advance(DAY);
  const day = nextDay(district.day, churn);
  const run = await queueRun(ctx, { id: connectionId, tenantId }, dayFiles(day));
  ctx.clock.advance(DAY);
  await resumeDeliveries(ctx, actor, tenantId);
  ctx.clock.advance(HOUR);
  // As when the set that waited is taken up after the pause.
  await ctx.db.prisma.syncRun.update({
    where: { id: run.id },
    data: { queuedAt: ctx.clock.now() },
  });
  await workOnRuns(ctx);
  expect(await district.stateOf(run.id)).toBe('HELD');
  await approve(ctx, actor, { ...(await targetOf(ctx, run.id)), comment: 'as expected' });
  await workOnRuns(ctx);
  expect(await district.stateOf(run.id)).toBe('APPLIED');
  const next = await district.receiveDay(nextDay(day, churn));
  expect(await district.stateOf(next)).toBe('APPLIED');
});

test.each(['pause', 'blackout'] as const)(
  'a checked update that waits for its slot is not applied in a %s, and is held after it',
  async (kind) => {
    const district = await createLiveDistrict(ctx, {
      seed: `slot-in-${kind}`,
      connection: { applySlot: 'OVERNIGHT' },
    });
    const { tenantId, actor } = district;
    const run = await district.receiveDay(nextDay(district.day, churn));
    expect(await district.stateOf(run)).toBe('DEFERRED');
    if (kind === 'pause') await pauseDeliveries(ctx, actor, tenantId, 'summer');
    else await blackout(tenantId, actor, '2026-09-02');
    ctx.clock.advance(DAY);
    await workOnRuns(ctx);
    expect(await district.stateOf(run)).toBe('DEFERRED');
    expect(await applyNow(ctx, actor, { id: run, tenantId })).toEqual({
      ok: false,
      code: 'PAUSED',
    });
    ctx.clock.advance(3 * DAY);
    if (kind === 'pause') await resumeDeliveries(ctx, actor, tenantId);
    await workOnRuns(ctx);
    expect(await district.stateOf(run)).toBe('HELD');
  },
);

test('a blackout that was called off before it began holds nothing', async () => {
  const district = await createLiveDistrict(ctx, { seed: 'called-off' });
  const { tenantId, actor } = district;
  ctx.clock.advance(HOUR);
  const window = await blackout(tenantId, actor, '2026-09-03');
  if (!window.ok) throw new Error(window.code);
  await endWindow(ctx, actor, tenantId, window.id);
  ctx.clock.advance(3 * DAY);
  const run = await district.receiveDay(nextDay(district.day, churn));
  expect(await district.stateOf(run)).toBe('APPLIED');
});
