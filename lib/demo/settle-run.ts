/**
 * A run on its way to its end: the running worker checks and applies it, a person decides where the roster is held. Nothing here
 * writes a result; this waits for the worker and moves the times back.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { PlainDate } from '@/lib/core/calendar/plain-date';
import { instantOf } from '@/lib/core/calendar/zoned-time';
import type { SyncRunState } from '@/lib/core/sync-run/states';
import type { Actor, AppContext } from '@/lib/server/app-context';
import { withAdvisoryLock } from '@/lib/server/db/advisory-lock';
import { LOCK_SPACES } from '@/lib/server/db/lock-spaces';
import { firstSyncGate, waiveCriterion } from '@/lib/server/policy/first-sync-gate';
import { approve } from '@/lib/server/reviews/commands/approve';
import { listReviewSizes } from '@/lib/server/reviews/queries/sizes';
import { typedNumberFor } from '@/lib/server/reviews/commands/typed-number';
import { dateBack, dateBackSlot } from './date-back';
import { DemoProblem } from './demo-problem';

/** Who approves a roster that is held, and when. */
export interface Approval {
  date: PlainDate;
  at: string;
  comment: string;
}

export interface SettlingDistrict {
  tenantId: number;
  connectionId: number;
  timeZone: string;
  /** The connection's overnight slot. */
  slot: string;
  reviewer: Actor;
  /** Everything written since then is played, not yet dated back. */
  playedSince: Date;
}

const ASK_EVERY_MS = 60;
const PATIENCE_MS = 90_000;
const MAIL_PATIENCE_MS = 30_000;
/** From the verdict on nothing happens by itself, save what waits for its slot. */
const RESTING: readonly SyncRunState[] = [
  ...(['HELD', 'DEFERRED', 'NO_CHANGE', 'INVALID', 'INCOMPLETE'] as const),
  ...(['APPLIED', 'REJECTED', 'SUPERSEDED', 'EXPIRED', 'FAILED'] as const),
];

/** `checkedAt`: when its verdict is to have been, told the state in which the run rests. */
export async function settleRun(
  ctx: AppContext,
  district: SettlingDistrict,
  runId: number,
  { checkedAt, approval }: { checkedAt: (state: SyncRunState) => Date; approval?: Approval },
): Promise<void> {
  const { tenantId, timeZone } = district;
  const run = { tenantId, id: runId };
  let state = await waitForState(ctx, run, (now) => RESTING.includes(now));
  const moment = await findMoment(ctx, district, run.id);
  if (state === 'HELD' && approval) {
    const { date, at, comment } = approval;
    const decidedAt = instantOf(date, at, timeZone);
    const reviewed = { ...ctx, clock: { now: () => decidedAt } };
    const heldAt = checkedAt(state);
    // Decided before it is dated back: one that has waited for weeks would expire. The worker goes on after both.
    await keepWorkerAway(ctx, district, async () => {
      await approveHeld(reviewed, district, run.id, comment);
      await moveBack(ctx, district, heldAt);
    });
    state = await waitForState(ctx, run, (now) => now !== 'HELD' && RESTING.includes(now));
    await moveBack(ctx, district, new Date(decidedAt.getTime() + 1_000));
  } else {
    await moveBack(ctx, district, moment ?? checkedAt(state));
    if (state === 'DEFERRED') {
      const slotAt = await dateBackSlot(ctx, run, district);
      state = await waitForState(ctx, run, (now) => now !== 'DEFERRED' && RESTING.includes(now));
      await moveBack(ctx, district, slotAt);
    }
  }
  if (state === 'FAILED')
    throw new DemoProblem(`Sync run ${run.id} failed: the worker's messages say why.`);
}

/** Where an interrupted run stood on its simulated way to the roster: at its decision or at its slot. */
async function findMoment(
  ctx: AppContext,
  { tenantId, playedSince }: SettlingDistrict,
  runId: number,
): Promise<Date | null> {
  const run = await ctx.db.prisma.syncRun.findUniqueOrThrow({
    where: { tenantId_id: { tenantId, id: runId } },
    select: { applyingAt: true, applyAfter: true },
  });
  const moments = [run.applyingAt, run.applyAfter].filter((at) => at !== null && at < playedSince);
  return moments[0] ?? null;
}

/** With the lock under which the worker takes up the connection's runs. */
async function keepWorkerAway(
  ctx: AppContext,
  { connectionId }: SettlingDistrict,
  work: () => Promise<void>,
): Promise<void> {
  await waitFor('The worker does not let go of the connection.', () =>
    withAdvisoryLock(ctx.db.pool, LOCK_SPACES.rosterRuns, connectionId, async () => {
      await work();
      return true;
    }),
  );
}

async function approveHeld(
  ctx: AppContext,
  { tenantId, reviewer }: SettlingDistrict,
  runId: number,
  comment: string,
): Promise<void> {
  const held = await ctx.db.prisma.circuitBreakVersion.findUniqueOrThrow({
    where: { runId },
    select: { breakId: true, version: true, fingerprint: true },
  });
  // A district whose story begins last school year has no session that covers today: its reviewer says so.
  for (const row of (await firstSyncGate(ctx, tenantId, runId)).rows) {
    if (row.outcome !== 'failed') continue;
    const { criterion, schoolSourcedId } = row;
    await waiveCriterion(ctx, reviewer, { tenantId, runId, criterion, schoolSourcedId, comment });
  }
  const { entities } = await listReviewSizes(ctx, tenantId, runId);
  const typedNumber = String(typedNumberFor(entities) ?? '');
  const decision = await approve(ctx, reviewer, { tenantId, ...held, comment, typedNumber });
  if (!decision.ok)
    throw new DemoProblem(`Sync run ${runId} could not be approved (${decision.code}).`);
}

export async function moveBack(
  ctx: AppContext,
  { tenantId, playedSince }: SettlingDistrict,
  to: Date,
  from?: Date,
): Promise<void> {
  await waitForMail(ctx, tenantId);
  await dateBack(ctx, tenantId, { playedSince, to, from });
}

/** A mail is dated back with its sending. A mail server that is away holds nothing up. */
async function waitForMail(ctx: AppContext, tenantId: number): Promise<void> {
  const deadline = performance.now() + MAIL_PATIENCE_MS;
  const unsent = { tenantId, sentAt: null, failedAt: null, lastErrorCode: null };
  while (
    (await ctx.db.prisma.outboxMail.count({ where: unsent })) > 0 &&
    performance.now() < deadline
  )
    await delay(ASK_EVERY_MS);
}

export async function waitForState(
  ctx: AppContext,
  { id, tenantId }: { id: number; tenantId: number },
  isSo: (state: SyncRunState) => boolean,
): Promise<SyncRunState> {
  return waitFor(`The worker does not get on with sync run ${id}.`, async () => {
    const { state } = await ctx.db.prisma.syncRun.findUniqueOrThrow({
      where: { tenantId_id: { tenantId, id } },
      select: { state: true },
    });
    return isSo(state) ? state : null;
  });
}

export async function waitFor<T>(complaint: string, look: () => Promise<T | null>): Promise<T> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const found = await look();
    if (found !== null) return found;
    if (performance.now() > deadline) throw new DemoProblem(complaint);
    await delay(ASK_EVERY_MS);
  }
}
