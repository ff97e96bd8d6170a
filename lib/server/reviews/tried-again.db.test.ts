// What was approved and stopped by a fault of ours is applied as it was approved, or not at all.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { nextDay } from '@/lib/synthetic/district';
import { createPerson } from '@/lib/testing/builders';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { actorOf, createLiveDistrict, targetOf } from '@/lib/testing/reviews';
import { workOnRuns } from '../jobs/handlers/work-on-runs';
import { pauseDeliveries, resumeDeliveries } from '../policy/pauses';
import { moveSyncRun } from '../sync-runs/move-sync-run';
import { findRun } from '../sync-runs/queries/get-run';
import { loadConnectionView } from '../tenants/queries/connection-view';
import { findTenantBySlug } from '../tenants/queries/list-tenants';
import { findReview } from './queries/review-detail';
import { retryRun } from '../sync-runs/commands/retry-run';
import { previewPart } from './queries/approval-effect';
import { approve, approveAdditions } from './commands/approve';

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext();
});
afterAll(() => ctx.close());

async function heldPromotion(seed: string) {
  const district = await createLiveDistrict(ctx, { seed, students: 60 });
  const day = nextDay(district.day, 'promotion');
  const run = { id: await district.receiveDay(day), tenantId: district.tenantId };
  const target = { ...(await targetOf(ctx, run.id)), comment: 'a new year' };
  const lead = actorOf(await createPerson(ctx, { role: 'ADMIN' }));
  const fail = () =>
    ctx.db.prisma.$transaction((tx) =>
      moveSyncRun(tx, run, 'FAILED', { now: ctx.clock.now(), detail: { code: 'INTERNAL' } }),
    );
  return { district, day, run, target, lead, fail };
}

test('an approved update that failed is applied as it was approved, once, whatever was staged', async () => {
  const { district, run, target, lead, fail } = await heldPromotion('again');
  await approve(ctx, lead, target);
  await approve(ctx, district.actor, target);
  expect(await retryRun(ctx, lead, run)).toEqual({ ok: false, code: 'NOT_FAILED_RUN' });
  await fail();
  await ctx.db.pool.query(`UPDATE sync_run SET attempts = 5 WHERE id = $1`, [run.id]);
  await pauseDeliveries(ctx, lead, run.tenantId, 'moving servers');
  expect(await retryRun(ctx, lead, run)).toEqual({ ok: false, code: 'PAUSED_FAILURE' });
  await resumeDeliveries(ctx, lead, run.tenantId);

  const twice = await Promise.all([retryRun(ctx, lead, run), retryRun(ctx, lead, run)]);
  expect(twice).toContainEqual({ ok: true, goesOnWith: 'APPLYING' });
  expect(twice).toContainEqual({ ok: false, code: 'NOT_FAILED_RUN' });
  await ctx.db.pool.query(`DROP TABLE staging.run_${run.id}_user CASCADE`);
  await workOnRuns(ctx);
  expect(await district.stateOf(run.id)).toBe('APPLIED');
  const kinds = await ctx.db.prisma.circuitBreakEvent.findMany({
    where: { breakId: target.breakId, kind: { in: ['TRIED_AGAIN', 'APPLIED'] } },
    orderBy: { id: 'asc' },
  });
  expect(kinds.map(({ kind }) => kind)).toEqual(['TRIED_AGAIN', 'APPLIED']);
  expect(await retryRun(ctx, lead, run)).toEqual({ ok: false, code: 'NOT_FAILED_RUN' });
});

test('a part stays the part that was approved', async () => {
  const { district, run, target, lead, fail } = await heldPromotion('again-part');
  const preview = await previewPart(ctx, run, { scope: 'ADDITIONS' });
  if (!preview.ok) throw new Error(preview.code);
  await approveAdditions(ctx, lead, { ...target, applyCount: preview.effect.applyCount });
  await approveAdditions(ctx, district.actor, { ...target, applyCount: preview.effect.applyCount });
  await fail();
  expect(await retryRun(ctx, lead, run)).toEqual({ ok: true, goesOnWith: 'APPLYING' });
  await workOnRuns(ctx);
  expect(await district.stateOf(run.id)).toBe('APPLIED');
  const heldBack = await ctx.db.prisma.change.count({ where: { runId: run.id, isHeldBack: true } });
  expect(heldBack).toBe(preview.effect.leftOutCount);
});

test('newer files make it the past', async () => {
  const { district, day, run, target, lead, fail } = await heldPromotion('again-late');
  await approve(ctx, lead, target);
  await approve(ctx, district.actor, target);
  await fail();
  await district.receiveDay(nextDay(day, 'churn'));
  expect(await retryRun(ctx, lead, run)).toEqual({ ok: false, code: 'RUN_OUTDATED' });
  expect(await district.stateOf(run.id)).toBe('FAILED');
});

test.each([
  ['newer files were usable', 'NEWER_FILES', true],
  ['the roster it was approved for is not live any more', 'ROSTER_MOVED', true],
  ['nothing came in between', null, true],
  ['another roster is live, and nobody approved it', null, false],
] as const)(
  'pages and lists offer what the command does: %s',
  async (_what, outdated, isApproved) => {
    const { district, day, run, target, lead, fail } = await heldPromotion(
      `again-offered-${outdated ?? 'not'}-${isApproved}`,
    );
    const { tenantId, connectionId } = district;
    if (isApproved) {
      await approve(ctx, lead, target);
      await approve(ctx, district.actor, target);
      await fail();
    } else
      for (const state of ['QUEUED', 'PROCESSING', 'FAILED'] as const)
        await ctx.db.prisma.$transaction((tx) =>
          moveSyncRun(tx, run, state, { now: ctx.clock.now() }),
        );
    if (outdated === 'NEWER_FILES') await district.receiveDay(nextDay(day, 'churn'));
    if (outdated === 'ROSTER_MOVED' || !isApproved)
      await ctx.db.prisma.connection.update({
        where: { id: connectionId },
        data: { baselineRunId: null },
      });
    expect((await findRun(ctx, tenantId, run.id))?.outdated).toBe(outdated);
    const review = await findReview(ctx, target.breakId);
    if (isApproved) expect(review?.runOutdated).toBe(outdated);
    const { latest } = await loadConnectionView(ctx, { id: connectionId, tenantId });
    const { slug } = await ctx.db.prisma.tenant.findUniqueOrThrow({ where: { id: tenantId } });
    const row = await findTenantBySlug(ctx, slug);
    if (outdated !== 'NEWER_FILES') {
      expect(latest).toMatchObject({ id: run.id, outdated });
      expect(row?.latestRunOutdated).toBe(outdated);
    }
    const result = await retryRun(ctx, lead, run);
    expect(result).toMatchObject(outdated ? { ok: false, code: 'RUN_OUTDATED' } : { ok: true });
  },
);

test('what nobody approved is checked from the start', async () => {
  const district = await createLiveDistrict(ctx, { seed: 'again-checked', students: 60 });
  const runId = await district.receiveDay(nextDay(district.day, 'promotion'));
  const run = { id: runId, tenantId: district.tenantId };
  const target = await targetOf(ctx, runId);
  for (const state of ['QUEUED', 'PROCESSING', 'FAILED'] as const)
    await ctx.db.prisma.$transaction((tx) => moveSyncRun(tx, run, state, { now: ctx.clock.now() }));
  expect(await retryRun(ctx, district.actor, run)).toEqual({ ok: true, goesOnWith: 'QUEUED' });
  await workOnRuns(ctx);
  expect(await district.stateOf(runId)).toBe('HELD');
  expect(await targetOf(ctx, runId)).toEqual(target);
});
