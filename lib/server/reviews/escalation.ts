// What time does to reviews: reminders, escalation, the broken promise, expiry, and the clock that stands
// while a connection is paused. Expiry waits in a blackout too. Nothing here approves or applies anything, and running it
// twice is running it once.
import { localDate } from '@/lib/core/calendar/zoned-time';
import { daysBetween } from '@/lib/core/calendar/plain-date';
import { heldBecause } from '@/lib/core/circuit-break/held-because';
import { whyHeldLines } from '@/lib/core/circuit-break/limits-reached';
import { findStop, stopsOfExpiryAlone, type Pause } from '@/lib/core/pause/pauses';
import type { ClockStop } from '@/lib/core/review/business-time';
import {
  isExpired,
  isStaffReminderDue,
  questionReminderDueAt,
  reviewClock,
  type ReviewClock,
} from '@/lib/core/review/review-clock';
import type { IdentifiedRun } from '@/lib/core/sync-run/run-address';
import type { Actor, AppContext } from '../app-context';
import type { Transaction } from '../db';
import { runHeldMail } from '../mail/messages';
import { queueReviewMail } from '../mail/recipients';
import {
  expiredMail,
  lateMail,
  staffReminderMail,
  overdueMail,
  updateHeldMail,
} from '../mail/review-messages';
import { recordOutboxEvent } from '../outbox/outbox';
import { listPauses } from '../policy/find-pauses';
import { moveSyncRun } from '../sync-runs/move-sync-run';
import { findAssignee } from '../sync-runs/queries/review-assignee';
import { findOpenQuestion, queueQuestionMails } from './commands/questions';
import { listReasons } from './queries/reasons';
import { recordEvent } from './commands/record-event';

const WORKER: Actor = { kind: 'worker', userId: null, sourceAddress: null };

/** One pass over all open reviews. Trouble with one is logged and keeps no other waiting. */
export async function escalateReviews(ctx: AppContext): Promise<{ failedCount: number }> {
  let failedCount = 0;
  const reviews = await ctx.db.prisma.circuitBreak.findMany({
    where: { state: 'OPEN' },
    select: { id: true, tenantId: true },
    orderBy: { id: 'asc' },
  });
  for (const { id, tenantId } of reviews) {
    try {
      await ctx.db.prisma.$transaction((tx) => escalateReview(ctx, tx, { tenantId, breakId: id }));
    } catch (error) {
      failedCount += 1;
      ctx.log.error({ err: error, breakId: id }, 'review could not be escalated');
    }
  }
  return { failedCount };
}

/** Read in turn: several relations of one include are read at once, on the one connection of a transaction. */
async function findReview(
  tx: Transaction,
  { tenantId, breakId }: { tenantId: number; breakId: number },
) {
  const review = await tx.circuitBreak.findFirst({
    where: { tenantId, id: breakId, state: 'OPEN' },
    include: { stops: { orderBy: { id: 'asc' } } },
  });
  const latest = await tx.circuitBreakVersion.findFirst({
    where: { tenantId, breakId },
    orderBy: { version: 'desc' },
    include: { run: { select: { id: true, number: true, state: true } } },
  });
  if (!review || !latest) return null;
  const questions = await tx.circuitBreakQuestion.findMany({
    where: { tenantId, breakId, answeredAt: null, closedAt: null },
    orderBy: { id: 'asc' },
  });
  const connection = await tx.connection.findFirstOrThrow({
    where: { tenantId, id: review.connectionId },
    include: { tenant: true },
  });
  return { ...review, latest, questions, connection };
}

type Review = NonNullable<Awaited<ReturnType<typeof findReview>>>;

/** One open review, with what every step of a pass asks of it. */
interface OpenReview {
  ctx: AppContext;
  tx: Transaction;
  review: Review;
  run: IdentifiedRun;
  runId: number;
  runState: string;
  version: number;
  clock: ReviewClock;
  lastArrivalAt: Date;
  pauses: readonly Pause[];
  /** Nothing expires now, and people decide as ever. */
  isBlackedOut: boolean;
}

async function escalateReview(
  ctx: AppContext,
  tx: Transaction,
  { tenantId, breakId }: { tenantId: number; breakId: number },
): Promise<void> {
  await tx.$queryRaw`SELECT id FROM circuit_break WHERE tenant_id = ${tenantId} AND id = ${breakId} FOR UPDATE`;
  const review = await findReview(tx, { tenantId, breakId });
  if (!review) return;
  const { latest } = review;
  const now = ctx.clock.now();
  const { tenant } = review.connection;
  const newest = await tx.syncRun.aggregate({
    where: { tenantId, connectionId: review.connectionId },
    _max: { lastArrivalAt: true },
  });
  const connection = { id: review.connectionId, tenantId };
  const pauses = await listPauses(tx, connection);
  const open: OpenReview = {
    pauses,
    isBlackedOut: findStop('EXPIRE_REVIEWS', pauses, now) !== null,
    ctx,
    tx,
    review,
    version: latest.version,
    run: { id: latest.run.id, number: latest.run.number },
    runId: latest.runId,
    runState: latest.run.state,
    clock: reviewClock(
      {
        openedAt: review.openedAt,
        timeZone: tenant.timeZone,
        firstDayOfSchoolDate: tenant.firstDayOfSchoolDate?.toISOString().slice(0, 10) ?? null,
        stops: review.stops,
      },
      now,
    ),
    lastArrivalAt: newest._max.lastArrivalAt ?? review.openedAt,
  };
  if (await keepStopped(open)) return;
  if (await expire(open)) return;
  await endQuiet(open);
  await escalate(open);
  await breach(open);
  await remindStaff(open);
  await remindDistrict(open);
}

function event(
  { ctx, tx, review, version }: OpenReview,
  kind: Parameters<typeof recordEvent>[3]['kind'],
  detail: Record<string, string | number | boolean | null> = {},
): Promise<void> {
  const { tenantId, id: breakId } = review;
  return recordEvent(ctx, tx, WORKER, { tenantId, breakId, version, kind, detail });
}

// ---- pauses ----------------------------------------------------------------------------------------------

/** True while a pause stops the deadlines. When it goes on, what is held is worked out again. */
async function keepStopped(open: OpenReview): Promise<boolean> {
  const { ctx, tx, review, pauses } = open;
  const now = ctx.clock.now();
  const pause = findStop('REVIEW_DEADLINES', pauses, now);
  const lastStop = review.stops.find(({ resumedAt }) => resumedAt === null);
  if (pause) {
    if (!lastStop) {
      const stoppedAt = pause.startsAt > review.openedAt ? pause.startsAt : review.openedAt;
      await tx.circuitBreakStop.create({
        data: { tenantId: review.tenantId, breakId: review.id, stoppedAt },
      });
      await event(open, 'STOPPED');
    }
    return true;
  }
  if (!lastStop) return false;
  await tx.circuitBreakStop.update({ where: { id: lastStop.id }, data: { resumedAt: now } });
  await event(open, 'RESUMED');
  await workOutAgain(open);
  return true;
}

/** With the newest files where some wait; else the held ones, against the limits as they are now. */
async function workOutAgain({ ctx, tx, review, runId, runState }: OpenReview): Promise<void> {
  const { tenantId, connectionId } = review;
  const newer = await tx.syncRun.count({
    where: {
      tenantId,
      connectionId,
      state: { in: ['RECEIVING', 'QUEUED', 'PROCESSING', 'APPLYING'] },
    },
  });
  if (newer > 0 || runState !== 'HELD') return;
  await moveSyncRun(tx, { id: runId, tenantId }, 'QUEUED', {
    now: ctx.clock.now(),
    detail: { because: 'resumed' },
  });
}

// ---- deadlines -------------------------------------------------------------------------------------------

async function expire(open: OpenReview): Promise<boolean> {
  const { ctx, tx, review, run, runId, runState, lastArrivalAt, pauses } = open;
  const now = ctx.clock.now();
  const { tenantId, id: breakId } = review;
  if (!isExpired(lastArrivalAt, [...review.stops, ...stopsOfExpiryAlone(pauses)], now))
    return false;
  await tx.circuitBreak.update({
    where: { id: breakId },
    data: { state: 'EXPIRED', decidedAt: now },
  });
  await tx.circuitBreakQuestion.updateMany({
    where: { tenantId, breakId, answeredAt: null, closedAt: null },
    data: { closedAt: now },
  });
  if (runState === 'HELD') {
    await moveSyncRun(tx, { id: runId, tenantId }, 'EXPIRED', { now });
  }
  await event(open, 'EXPIRED');
  const { connectionId } = review;
  await recordOutboxEvent(tx, {
    tenantId,
    kind: 'roster.discarded',
    at: now,
    payload: { connectionId, runId, breakId, version: open.version, because: 'EXPIRED' },
  });
  await queueReviewMail(tx, tenantId, ['implementer', 'psm'], (to, tenant) =>
    expiredMail(ctx, { to, tenant, breakId, run, isStaff: true }),
  );
  await queueReviewMail(tx, tenantId, ['contact'], (to, tenant) =>
    expiredMail(ctx, { to, tenant, breakId, run, isStaff: false }),
  );
  return true;
}

/** What was turned down before came again and is still here a day later: now everybody is told. */
async function endQuiet(open: OpenReview): Promise<void> {
  const { ctx, tx, review, run, runId, isBlackedOut } = open;
  const { tenantId, id: breakId } = review;
  if (!review.quietUntil || review.quietUntil > ctx.clock.now()) return;
  await tx.circuitBreak.update({ where: { id: breakId }, data: { quietUntil: null } });
  const reached = await listReasons(ctx, tenantId, runId);
  const because = heldBecause(
    review.kind,
    reached.map(({ ruleId }) => ruleId),
  );
  const reasons = await sentences(open);
  const { assigneeName } = await findAssignee(tx, tenantId, breakId);
  await queueReviewMail(tx, tenantId, ['implementer', 'psm'], (to, tenant, reader) =>
    runHeldMail(ctx, { to, tenant, reader, assigneeName, run, breakId, because, reasons }),
  );
  await queueReviewMail(tx, tenantId, ['contact'], (to, tenant) =>
    updateHeldMail(ctx, {
      to,
      tenant,
      breakId,
      run,
      because,
      isPaused: isBlackedOut,
    }),
  );
}

async function escalate(open: OpenReview): Promise<void> {
  const { ctx, tx, review, clock } = open;
  const now = ctx.clock.now();
  const { tenantId, id: breakId, openedAt } = review;
  if (review.escalatedAt || now < clock.decisionDueAt) return;
  await tx.circuitBreak.update({ where: { id: breakId }, data: { escalatedAt: now } });
  await event(open, 'ESCALATED');
  const assignee = await findAssignee(tx, tenantId, breakId);
  const reasons = await sentences(open);
  await queueReviewMail(tx, tenantId, ['lead'], (to, tenant) =>
    overdueMail(ctx, { to, tenant, breakId, assignee, openedAt, reasons }),
  );
}

async function breach(open: OpenReview): Promise<void> {
  const { ctx, tx, review, run, clock, isBlackedOut } = open;
  const now = ctx.clock.now();
  const { tenantId, id: breakId } = review;
  if (review.breachedAt || now < clock.breachAt) return;
  await tx.circuitBreak.update({ where: { id: breakId }, data: { breachedAt: now } });
  await event(open, 'BREACHED');
  const { assigneeName: ownerName } = await findAssignee(tx, tenantId, breakId);
  const reasons = await sentences(open);
  const question = await findOpenQuestion(ctx, tenantId);
  await queueReviewMail(tx, tenantId, ['contact'], (to, tenant) =>
    lateMail(ctx, {
      questionUrl: question?.url,
      to,
      tenant,
      breakId,
      run,
      ownerName,
      reasons,
      isBlackedOut,
      isOnboarding: review.kind === 'ONBOARDING',
    }),
  );
}

async function remindStaff(open: OpenReview): Promise<void> {
  const { ctx, tx, review, lastArrivalAt } = open;
  const now = ctx.clock.now();
  const { tenantId, id: breakId, openedAt, remindedAt, stops, assigneeId } = review;
  if (!isStaffReminderDue({ openedAt, remindedAt, stops, lastArrivalAt }, now)) return;
  await tx.circuitBreak.update({ where: { id: breakId }, data: { remindedAt: now } });
  await event(open, 'STAFF_REMINDED');
  const { timeZone } = review.connection.tenant;
  const openDays = daysBetween(localDate(openedAt, timeZone), localDate(now, timeZone));
  await queueReviewMail(
    tx,
    tenantId,
    ['implementer'],
    (to, tenant) => staffReminderMail(ctx, { to, tenant, breakId, openDays }),
    assigneeId === null ? [] : [assigneeId],
  );
}

async function remindDistrict(open: OpenReview): Promise<void> {
  const { ctx, tx, review, runId } = open;
  const now = ctx.clock.now();
  const { tenantId, id: breakId } = review;
  const { timeZone } = review.connection.tenant;
  const stops: ClockStop[] = review.stops;
  for (const question of review.questions) {
    const isDue = now >= questionReminderDueAt(question.askedAt, { timeZone, stops }, now);
    if (question.remindedAt || !isDue || question.expiresAt <= now) continue;
    await tx.circuitBreakQuestion.update({
      where: { id: question.id },
      data: { remindedAt: now },
    });
    const asked = await tx.circuitBreakVersion.findFirst({
      where: { tenantId, breakId, version: question.version },
      select: { runId: true },
    });
    await queueQuestionMails(
      ctx,
      tx,
      { ...question, runId: asked?.runId ?? runId },
      { isReminder: true },
    );
    await event(open, 'DISTRICT_REMINDED', { questionId: question.id });
  }
}

async function sentences({ ctx, review, runId }: OpenReview): Promise<string[]> {
  const reasons = await listReasons(ctx, review.tenantId, runId);
  return whyHeldLines(reasons);
}
