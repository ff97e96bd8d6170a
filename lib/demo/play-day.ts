/**
 * One evening of a district: it sends its files, the running worker checks and applies them, a person
 * decides where the roster is held. Nothing here writes a result; this waits for the worker and moves
 * the times back. Stopped in between and called again, it goes on where it was.
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
import type { FileSet } from './day-edits';
import { DemoProblem } from './demo-problem';
import { sendFiles, type SftpAccount } from './send-files';

export interface Evening {
  date: PlainDate;
  /** Local time, "HH:MM". */
  sentAt: string;
  files: () => FileSet;
  /** Who approves the roster when it is held; without one it stays held. */
  approval?: { date: PlainDate; at: string; comment: string };
}

export interface PlayingDistrict {
  tenantId: number;
  connectionId: number;
  timeZone: string;
  /** The connection's overnight slot. */
  slot: string;
  quietSeconds: number;
  incompleteAfterSeconds: number;
  account: SftpAccount;
  reviewer: Actor;
  /** Everything written since then is played, not yet dated back. */
  playedSince: Date;
}

const ASK_EVERY_MS = 60;
const PATIENCE_MS = 90_000;
const MAIL_PATIENCE_MS = 30_000;
const ARRIVAL_MS = 3600_000;
/** From the verdict on nothing happens by itself, save what waits for its slot. */
const RESTING: readonly SyncRunState[] = [
  ...(['HELD', 'DEFERRED', 'NO_CHANGE', 'INVALID', 'INCOMPLETE'] as const),
  ...(['APPLIED', 'REJECTED', 'SUPERSEDED', 'EXPIRED', 'FAILED'] as const),
];

export async function playEvening(
  ctx: AppContext,
  district: PlayingDistrict,
  evening: Evening,
): Promise<void> {
  const { tenantId, timeZone } = district;
  const sentAt = instantOf(evening.date, evening.sentAt, timeZone);
  const known = await findRunSentAt(ctx, district, sentAt);
  if (known?.isOver) return;
  const run = { tenantId, id: known?.id ?? (await send(ctx, district, evening.files(), sentAt)) };

  let state = await waitForState(ctx, run, (now) => RESTING.includes(now));
  const seconds = state === 'INCOMPLETE' ? district.incompleteAfterSeconds : district.quietSeconds;
  const checkedAt = new Date(sentAt.getTime() + seconds * 1000);
  const moment = await findMoment(ctx, district, run.id);
  if (state === 'HELD' && evening.approval) {
    const { date, at, comment } = evening.approval;
    const decidedAt = instantOf(date, at, timeZone);
    const reviewed = { ...ctx, clock: { now: () => decidedAt } };
    // Decided before it is dated back: one that has waited for weeks would expire. The worker goes on after both.
    await keepWorkerAway(ctx, district, async () => {
      await approveHeld(reviewed, district, run.id, comment);
      await moveBack(ctx, district, checkedAt);
    });
    state = await waitForState(ctx, run, (now) => now !== 'HELD' && RESTING.includes(now));
    await moveBack(ctx, district, new Date(decidedAt.getTime() + 1_000));
  } else {
    await moveBack(ctx, district, moment ?? checkedAt);
    if (state === 'DEFERRED') {
      const slotAt = await dateBackSlot(ctx, run, district);
      state = await waitForState(ctx, run, (now) => now !== 'DEFERRED' && RESTING.includes(now));
      await moveBack(ctx, district, slotAt);
    }
  }
  if (state === 'FAILED')
    throw new DemoProblem(`Sync run ${run.id} failed: the worker's messages say why.`);
}

/** The run of files sent before an interruption. It is over when its end has been dated back as well. */
async function findRunSentAt(
  ctx: AppContext,
  { tenantId, connectionId, playedSince }: PlayingDistrict,
  sentAt: Date,
): Promise<{ id: number; isOver: boolean } | null> {
  const run = await ctx.db.prisma.syncRun.findFirst({
    where: {
      tenantId,
      connectionId,
      lastArrivalAt: { gte: sentAt, lt: new Date(sentAt.getTime() + ARRIVAL_MS) },
    },
    orderBy: { id: 'desc' },
    select: { id: true, finishedAt: true },
  });
  return run && { id: run.id, isOver: run.finishedAt !== null && run.finishedAt < playedSince };
}

/** Where an interrupted run stood on its simulated way to the roster: at its decision or at its slot. */
async function findMoment(
  ctx: AppContext,
  { tenantId, playedSince }: PlayingDistrict,
  runId: number,
): Promise<Date | null> {
  const run = await ctx.db.prisma.syncRun.findUniqueOrThrow({
    where: { tenantId_id: { tenantId, id: runId } },
    select: { applyingAt: true, applyAfter: true },
  });
  const moments = [run.applyingAt, run.applyAfter].filter((at) => at !== null && at < playedSince);
  return moments[0] ?? null;
}

/** Sends the files and lets the quiet period pass by moving their arrival back. */
async function send(
  ctx: AppContext,
  district: PlayingDistrict,
  files: FileSet,
  sentAt: Date,
): Promise<number> {
  await sendFiles(district.account, files);
  const runId = await waitFor('The worker does not take up the files that were sent.', () =>
    findWholeSet(ctx, district, files.size),
  );
  await moveBack(ctx, district, sentAt);
  await ctx.db.pool.query(`SELECT pg_notify('connector_work', 'demo')`);
  await waitForState(ctx, { id: runId, tenantId: district.tenantId }, (now) => now !== 'RECEIVING');
  return runId;
}

async function findWholeSet(
  ctx: AppContext,
  { tenantId, connectionId, playedSince }: PlayingDistrict,
  fileCount: number,
): Promise<number | null> {
  const run = await ctx.db.prisma.syncRun.findFirst({
    where: { tenantId, connectionId, state: 'RECEIVING', lastArrivalAt: { gte: playedSince } },
    select: {
      id: true,
      _count: { select: { deliveries: { where: { state: 'RECEIVED', replacedById: null } } } },
    },
  });
  return run && run._count.deliveries === fileCount ? run.id : null;
}

/** With the lock under which the worker takes up the connection's runs. */
async function keepWorkerAway(
  ctx: AppContext,
  { connectionId }: PlayingDistrict,
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
  { tenantId, reviewer }: PlayingDistrict,
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

async function moveBack(
  ctx: AppContext,
  { tenantId, playedSince }: PlayingDistrict,
  to: Date,
): Promise<void> {
  await waitForMail(ctx, tenantId);
  await dateBack(ctx, tenantId, { playedSince, to });
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

async function waitForState(
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

async function waitFor<T>(complaint: string, look: () => Promise<T | null>): Promise<T> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const found = await look();
    if (found !== null) return found;
    if (performance.now() > deadline) throw new DemoProblem(complaint);
    await delay(ASK_EVERY_MS);
  }
}
