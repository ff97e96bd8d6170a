import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dayFiles } from '@/lib/synthetic/day-files';
import { nextDay } from '@/lib/synthetic/district';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { queueRun } from '@/lib/testing/deliver';
import { createLiveDistrict, targetOf } from '@/lib/testing/reviews';
import { untilWaiting } from '@/lib/testing/waiting';
import { workOnRuns } from '../jobs/handlers/work-on-runs';
import { requestUndo } from '../sync-runs/commands/request-undo';
import { approve } from './commands/approve';
import { findReview } from './queries/review-detail';

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext({ now: '2026-09-01T15:00:00Z' });
});
afterAll(() => ctx.close());

/** A district of which a year's end is in force: many were removed. */
async function prepareUndo(seed: string) {
  const district = await createLiveDistrict(ctx, { seed });
  const id = await district.receiveDay(nextDay(district.day, 'promotion'));
  const target = await targetOf(ctx, id);
  expect(await approve(ctx, district.actor, { ...target, comment: 'as expected' })).toMatchObject({
    outcome: 'DECIDED',
  });
  await workOnRuns(ctx);
  return { ...district, id };
}

/** Until the answer is called, nobody else writes this row. */
async function holdRun(id: number): Promise<() => Promise<void>> {
  const holder = await ctx.db.pool.connect();
  await holder.query('BEGIN');
  await holder.query('SELECT 1 FROM sync_run WHERE id = $1 FOR UPDATE', [id]);
  return async () => {
    await holder.query('ROLLBACK');
    holder.release();
  };
}

test('an undo waits for newer files that are to be tried again, and is done after them', async () => {
  const district = await createLiveDistrict(ctx, { seed: 'undo-beside' });
  const { tenantId, connectionId, actor } = district;
  const small = nextDay(district.day, { kind: 'churn', share: 0.01 });
  const applied = await district.receiveDay(small);
  const held = await district.receiveDay(nextDay(small, 'promotion'));
  expect(await district.stateOf(held)).toBe('HELD');
  expect(await requestUndo(ctx, actor, { id: applied, tenantId }, 'Not meant.')).toEqual({
    ok: true,
  });
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

test('what was asked for once is undone once, also by a worker that saw it waiting before', async () => {
  const first = await prepareUndo('undo-first');
  // Older ones are listed first.
  ctx.clock.set(new Date(ctx.clock.now().getTime() + 1_000).toISOString());
  const second = await prepareUndo('undo-second');
  for (const { id, tenantId, actor } of [first, second]) {
    expect(await requestUndo(ctx, actor, { id, tenantId }, 'Not meant.', 'REMOVALS')).toEqual({
      ok: true,
    });
  }
  // One stands at the first while the other does the second and goes home.
  const release = await holdRun(first.id);
  const workers = [workOnRuns(ctx), workOnRuns(ctx)];
  await Promise.race(workers);
  await release();
  await Promise.all(workers);
  for (const { tenantId } of [first, second]) {
    const events = await ctx.db.prisma.syncRunEvent.count({ where: { tenantId, kind: 'UNDONE' } });
    expect(events).toBe(1);
  }
});

test('whoever asks again while it is undone is told so, and nothing is done a second time', async () => {
  const { tenantId, id, actor } = await prepareUndo('undo-again');
  const asking = { id, tenantId };
  expect(await requestUndo(ctx, actor, asking, 'Not meant.', 'REMOVALS')).toEqual({ ok: true });
  const holder = await ctx.db.pool.connect();
  await holder.query('BEGIN');
  await holder.query(`LOCK TABLE roster_user_t${tenantId} IN SHARE MODE`);
  const working = workOnRuns(ctx);
  await untilWaiting(ctx, 1);
  const again = requestUndo(ctx, actor, asking, 'Not meant.', 'REMOVALS');
  await untilWaiting(ctx, 2);
  await holder.query('ROLLBACK');
  holder.release();
  await working;
  expect(await again).toEqual({ ok: false, code: 'NO_REMOVALS' });
  await workOnRuns(ctx);
  const done = { tenantId, kind: 'UNDONE' };
  expect(await ctx.db.prisma.syncRunEvent.count({ where: done })).toBe(1);
});

test('of two who ask for the same it is told once, and nobody takes the place of another who asked for more', async () => {
  const { tenantId, id, actor } = await prepareUndo('undo-two');
  const asking = { id, tenantId };
  expect(await requestUndo(ctx, actor, asking, 'Not meant.')).toEqual({ ok: true });
  expect(await requestUndo(ctx, actor, asking, 'Not meant.')).toEqual({ ok: true });
  expect(await requestUndo(ctx, actor, asking, 'Not meant.', 'REMOVALS')).toEqual({
    ok: false,
    code: 'BUSY',
  });
  const asked = { tenantId, kind: 'UNDO_ASKED' };
  expect(await ctx.db.prisma.circuitBreakEvent.count({ where: asked })).toBe(1);
  await workOnRuns(ctx);
  const run = await ctx.db.prisma.syncRun.findUniqueOrThrow({ where: { id } });
  expect(run.undoneAt).not.toBeNull();
});

test('newer files are not approved while an undo of what they were compared with is asked for', async () => {
  const { tenantId, id, actor, day, receiveDay, stateOf } = await prepareUndo('undo-approve');
  const newer = await receiveDay(day);
  expect(await stateOf(newer)).toBe('HELD');
  const target = await targetOf(ctx, newer);
  expect(await requestUndo(ctx, actor, { id, tenantId }, 'Not meant.')).toEqual({ ok: true });
  expect(await approve(ctx, actor, { ...target, comment: 'as expected' })).toEqual({
    ok: false,
    code: 'BUSY',
  });
  await workOnRuns(ctx);
  const run = await ctx.db.prisma.syncRun.findUniqueOrThrow({ where: { id } });
  expect(run.undoneAt).not.toBeNull();
});

test('an undo that fails is tried again a little later, not all the time', async () => {
  const { tenantId, id, actor } = await prepareUndo('undo-fails');
  expect(await requestUndo(ctx, actor, { id, tenantId }, 'Not meant.')).toEqual({ ok: true });
  const rename = (from: string, to: string) =>
    ctx.asOwner(
      `ALTER TABLE roster_course_t${tenantId}${from} RENAME TO roster_course_t${tenantId}${to}`,
    );
  await rename('', '_away');
  const working = workOnRuns(ctx);
  const first = await Promise.race([working.then(() => 'over'), delay(5_000, 'still at it')]);
  await rename('_away', '');
  await working;
  expect(first).toBe('over');
  const run = () => ctx.db.prisma.syncRun.findUniqueOrThrow({ where: { id } });
  expect((await run()).undoneAt).toBeNull();
  ctx.clock.advance(5_000);
  await workOnRuns(ctx);
  expect((await run()).undoneAt).not.toBeNull();
});

test('whoever asks while the database is slow waits, and is not turned away', async () => {
  const district = await createLiveDistrict(ctx, { seed: 'undo-slow' });
  const { tenantId, baselineRunId: id, actor } = district;
  const release = await holdRun(id);
  const asked = requestUndo(ctx, actor, { id, tenantId }, 'Not meant.');
  // Longer than Prisma gives a transaction when it is not told.
  await delay(5_500);
  await release();
  expect(await asked).toEqual({ ok: true });
});

test('a review tells an undo that was asked for and what became of it from one reading', async () => {
  const { id, tenantId, actor } = await prepareUndo('undo-told');
  const { breakId } = await ctx.db.prisma.circuitBreakVersion.findUniqueOrThrow({
    where: { runId: id },
  });
  const told = async () => {
    const review = await findReview(ctx, breakId);
    return [review?.runUndoRequestedAt, review?.runRemovalsUndoneAt];
  };
  expect(await told()).toEqual([null, null]);
  const at = ctx.clock.now();
  await requestUndo(ctx, actor, { id, tenantId }, 'Not meant.', 'REMOVALS');
  expect(await told()).toEqual([at, null]);
  await workOnRuns(ctx);
  expect(await told()).toEqual([null, at]);
});
