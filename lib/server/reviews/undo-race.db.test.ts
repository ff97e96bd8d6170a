import { afterAll, beforeAll, expect, test } from 'vitest';
import { dayFiles } from '@/lib/synthetic/day-files';
import { nextDay } from '@/lib/synthetic/district';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { queueRun } from '@/lib/testing/deliver';
import { createLiveDistrict } from '@/lib/testing/reviews';
import { workOnRuns } from '../jobs/handlers/work-on-runs';
import { requestUndo } from '../sync-runs/request-undo';

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext({ now: '2026-09-01T15:00:00Z' });
});
afterAll(() => ctx.close());

test('an undo waits for newer files that are to be tried again, and is done after them', async () => {
  const district = await createLiveDistrict(ctx, { seed: 'undo-beside' });
  const { tenantId, connectionId, actor } = district;
  const small = nextDay(district.day, { kind: 'churn', share: 0.01 });
  const applied = await district.receiveDay(small);
  const held = await district.receiveDay(nextDay(small, 'promotion'));
  expect(await district.stateOf(held)).toBe('HELD');
  expect(await requestUndo(ctx, actor, { id: applied, tenantId })).toEqual({ ok: true });
  const files = dayFiles(nextDay(nextDay(small, 'promotion'), { kind: 'churn', share: 0.02 }));
  const newer = await queueRun(ctx, { id: connectionId, tenantId }, files);
  // Something went wrong with it before: it is tried again in ten minutes.
  const retryAt = new Date(ctx.clock.now().getTime() + 600_000);
  await ctx.db.prisma.syncRun.update({ where: { id: newer.id }, data: { retryAt } });
  await workOnRuns(ctx);
  const run = () => ctx.db.prisma.syncRun.findUniqueOrThrow({ where: { id: applied } });
  expect((await run()).retryAt).toBeNull();
  expect((await run()).undoneAt).toBeNull();
  ctx.clock.set(retryAt.toISOString());
  await workOnRuns(ctx);
  expect((await run()).undoneAt).not.toBeNull();
  expect(await district.stateOf(newer.id)).toBe('HELD');
});
