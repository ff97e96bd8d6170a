// What people do about an open review beside deciding it. None of it changes what is applied.
import type { RefusalCode, Refused } from '@/lib/core/refusals/catalogue';
import type { Actor, AppContext } from '../../app-context';
import { queueMailToPeople } from '../../mail/recipients';
import { assignedMail } from '../../mail/review-messages';
import { recordEvent } from './record-event';
import { actorName, lockOpenReview, type OpenRefusal } from './target';

interface Review {
  tenantId: number;
  breakId: number;
}

export type TriageResult<More extends RefusalCode = never> =
  { ok: true } | Refused<OpenRefusal | More>;

/** Gives the review to somebody of our staff, or to nobody. They hear of it by mail unless they took it. */
export async function assignReview(
  ctx: AppContext,
  actor: Actor,
  input: Review & { assigneeId: number | null },
): Promise<TriageResult<'NOT_STAFF'>> {
  const { tenantId, breakId, assigneeId } = input;
  return ctx.db.prisma.$transaction(async (tx) => {
    const target = await lockOpenReview(tx, input);
    if (!target.ok) return target;
    const assignee =
      assigneeId === null
        ? null
        : await tx.user.findFirst({
            where: { id: assigneeId, disabledAt: null, role: { not: 'DISTRICT_CONTACT' } },
            select: { id: true },
          });
    if (assigneeId !== null && !assignee) return { ok: false, code: 'NOT_STAFF' };
    if (target.review.assigneeId === assigneeId) return { ok: true };
    await tx.circuitBreak.update({ where: { id: breakId }, data: { assigneeId } });
    const { version } = target.version;
    await recordEvent(ctx, tx, actor, {
      tenantId,
      breakId,
      version,
      kind: 'ASSIGNED',
      detail: { assigneeId },
    });
    if (assigneeId === null || assigneeId === actor.userId) return { ok: true };
    const tenant = await tx.tenant.findUniqueOrThrow({
      where: { id: tenantId },
      select: { id: true, slug: true, name: true, timeZone: true },
    });
    const byName = await actorName(tx, actor);
    await queueMailToPeople(tx, tenant, [assigneeId], (to) =>
      assignedMail(ctx, { to, tenant, breakId, byName }),
    );
    return { ok: true };
  });
}

/** Also after the decision: the timeline goes on. */
export async function commentOnReview(
  ctx: AppContext,
  actor: Actor,
  input: Review & { text: string },
): Promise<{ ok: true } | Refused<'REVIEW_NOT_FOUND' | 'TEXT_REQUIRED'>> {
  const { tenantId, breakId } = input;
  const text = input.text.trim();
  if (text === '') return { ok: false, code: 'TEXT_REQUIRED' };
  return ctx.db.prisma.$transaction(async (tx) => {
    const latest = await tx.circuitBreakVersion.findFirst({
      where: { tenantId, breakId },
      orderBy: { version: 'desc' },
      select: { version: true },
    });
    if (!latest) return { ok: false, code: 'REVIEW_NOT_FOUND' };
    const { version } = latest;
    await recordEvent(ctx, tx, actor, { tenantId, breakId, version, kind: 'COMMENT', text });
    return { ok: true };
  });
}

/** Puts the review aside in the queue. Its clock runs on: a promise is not snoozed. */
export async function snoozeReview(
  ctx: AppContext,
  actor: Actor,
  input: Review & { until: Date | null },
): Promise<TriageResult<'PAST'>> {
  const { tenantId, breakId, until } = input;
  if (until !== null && until <= ctx.clock.now()) return { ok: false, code: 'PAST' };
  return ctx.db.prisma.$transaction(async (tx) => {
    const target = await lockOpenReview(tx, input);
    if (!target.ok) return target;
    await tx.circuitBreak.update({ where: { id: breakId }, data: { snoozedUntil: until } });
    await recordEvent(ctx, tx, actor, {
      tenantId,
      breakId,
      version: target.version.version,
      kind: 'SNOOZED',
      detail: { until: until?.toISOString() ?? null },
    });
    return { ok: true };
  });
}

/** The first of our staff who opens an open review is noted, once: it is due within four business hours. */
export async function recordFirstLook(
  ctx: AppContext,
  actor: Actor,
  { tenantId, breakId }: Review,
): Promise<void> {
  if (actor.userId === null) return;
  const userId = actor.userId;
  await ctx.db.prisma.$transaction(async (tx) => {
    const { count } = await tx.circuitBreak.updateMany({
      where: { tenantId, id: breakId, state: 'OPEN', firstLookAt: null },
      data: { firstLookAt: ctx.clock.now(), firstLookById: userId },
    });
    if (count === 0) return;
    const latest = await tx.circuitBreakVersion.findFirstOrThrow({
      where: { tenantId, breakId },
      orderBy: { version: 'desc' },
      select: { version: true },
    });
    const { version } = latest;
    await recordEvent(ctx, tx, actor, { tenantId, breakId, version, kind: 'FIRST_LOOK' });
  });
}
