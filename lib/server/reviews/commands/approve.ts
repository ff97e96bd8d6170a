// Approving a review. Each decision names the version and the fingerprint it is about: whoever saw something else is told
// so and nothing happens. Nothing is ever approved by a timeout.
import type { Refused } from '@/lib/core/refusals/catalogue';
import type { Actor, AppContext } from '../../app-context';
import type { Transaction } from '../../db';
import { isUniqueViolation } from '../../db/unique-violation';
import { queueReviewMail } from '../../mail/recipients';
import { reviewOverMail } from '../../mail/review-messages';
import { recordOutboxEvent } from '../../outbox/outbox';
import { countRemovals, whySecondPerson } from '../../plan/second-person';
import { moveSyncRun } from '../../sync-runs/move-sync-run';
import {
  partOf,
  previewPart,
  removalsOfPart,
  type PartEffect,
  type SliceGroup,
} from '../queries/approval-effect';
import { saysStop } from '../queries/district-answer';
import { listReviewSizes } from '../queries/sizes';
import { storePreClear } from './after-approval';
import { closeReview } from './close-review';
import type {
  DecisionRefusal,
  DecisionResult,
  ApprovalReason,
  PreClearWish,
  ChosenScope,
  Approval,
} from './decision';
import { findGateRefusal } from './gate';
import { recordEvent } from './record-event';
import { askSecondPerson, storeApproval, notifyLeads } from './second-approval';
import { lockTarget, type DecisionTarget } from './target';
import { isTyped, typedNumberFor, typedNumberForPart } from './typed-number';
import { getIdentifiedRun } from '../../sync-runs/queries/identify-run';

/** Approves exactly the plan of the named version; the worker then applies it. */
export function approve(
  ctx: AppContext,
  actor: Actor,
  input: DecisionTarget & ApprovalReason & PreClearWish,
): Promise<DecisionResult> {
  return approveScope(ctx, actor, input, { scope: 'ALL', groups: [], applyCount: null });
}

/** Applies additions and changes; nobody is removed. What is left out comes again with the next files. */
export function approveAdditions(
  ctx: AppContext,
  actor: Actor,
  input: DecisionTarget & ApprovalReason & { applyCount: number },
): Promise<DecisionResult> {
  const { applyCount } = input;
  return approveScope(ctx, actor, input, { scope: 'ADDITIONS', groups: [], applyCount });
}

/** Applies some groups and what they depend on, as `previewSlice` counted it. */
export function approveSlice(
  ctx: AppContext,
  actor: Actor,
  input: DecisionTarget & ApprovalReason & { groups: readonly SliceGroup[]; applyCount: number },
): Promise<DecisionResult> {
  const { groups, applyCount } = input;
  return approveScope(ctx, actor, input, { scope: 'SLICE', groups, applyCount });
}

async function approveScope(
  ctx: AppContext,
  actor: Actor,
  input: DecisionTarget & ApprovalReason & PreClearWish,
  scope: ChosenScope,
): Promise<DecisionResult> {
  const counted = await countScope(ctx, input, scope);
  if (!counted.ok) return counted;
  try {
    return await ctx.db.prisma.$transaction(async (tx) => {
      const target = await lockTarget(tx, input, ctx.clock.now());
      if (!target.ok) return target;
      // Held only since it was counted: nobody has seen this plan yet.
      if (!counted.isHeld) return { ok: false, code: 'BUSY' };
      const { effect, asked } = counted;
      if (asked !== null && !isTyped(asked, input.typedNumber))
        return { ok: false, code: 'NUMBER_REQUIRED', asked };
      return approveLocked(ctx, tx, actor, { input, scope, target, effect });
    });
  } catch (error) {
    // The index that allows one run at work per connection: newer files came first.
    if (isUniqueViolation(error)) {
      return { ok: false, code: 'BUSY' };
    }
    throw error;
  }
}

type Counted =
  | { ok: true; isHeld: false }
  | { ok: true; isHeld: true; effect: PartEffect | null; asked: number | null };

/** Before the review is locked: counting a large plan takes seconds, and the plan stands still meanwhile. */
async function countScope(
  ctx: AppContext,
  target: DecisionTarget,
  { scope, groups, applyCount }: ChosenScope,
): Promise<Counted | Refused<DecisionRefusal>> {
  const { tenantId, breakId, version, fingerprint } = target;
  const found = await ctx.db.prisma.circuitBreakVersion.findFirst({
    where: { tenantId, breakId, version, fingerprint, run: { state: 'HELD' } },
    select: { runId: true },
  });
  // Locking says which of the reasons it is.
  if (!found) return { ok: true, isHeld: false };
  const { entities } = await listReviewSizes(ctx, tenantId, found.runId);
  const part = partOf(scope, groups);
  if (!part) return { ok: true, isHeld: true, effect: null, asked: typedNumberFor(entities) };
  const preview = await previewPart(ctx, { id: found.runId, tenantId }, part);
  if (!preview.ok) return preview;
  const { effect } = preview;
  if (effect.applyCount !== applyCount) return { ok: false, code: 'EFFECT_CHANGED' };
  return { ok: true, isHeld: true, effect, asked: typedNumberForPart(effect, entities) };
}

async function approveLocked(
  ctx: AppContext,
  tx: Transaction,
  actor: Actor,
  approval: Approval,
): Promise<DecisionResult> {
  const { input, scope, target, effect } = approval;
  const run = { id: target.runId, tenantId: input.tenantId };
  const planned = await countRemovals(tx, run);
  if (planned.all > 0 && input.comment.trim() === '') return { ok: false, code: 'REASON_REQUIRED' };
  const gate = await findGateRefusal(ctx, run, effect);
  if (gate) return { ok: false, code: gate };
  const removed = scope.scope === 'ALL' ? planned : effect ? removalsOfPart(effect) : planned;
  const saidStop = await saysStop(tx, input);
  if (saidStop && (input.reasonCode !== 'against-district' || input.comment.trim() === ''))
    return { ok: false, code: 'AGAINST_DISTRICT' };
  if (!saidStop && input.reasonCode === 'against-district')
    return { ok: false, code: 'NOT_AGAINST_DISTRICT' };
  const why = await whySecondPerson(tx, run, removed, { saidStop });
  if (why.length > 0) {
    const answer = await askSecondPerson(tx, actor, approval);
    if (answer !== 'decided' && answer !== 'waits') {
      return { ok: false, code: answer };
    }
    await storeApproval(ctx, tx, actor, approval);
    if (answer === 'waits') {
      await notifyLeads(ctx, tx, actor, input, why);
      return { ok: true, runId: run.id, outcome: 'WAITS_FOR_SECOND', why };
    }
  } else {
    await storeApproval(ctx, tx, actor, approval);
  }
  await concludeApproval(ctx, tx, actor, approval);
  return { ok: true, runId: run.id, outcome: 'DECIDED' };
}

async function concludeApproval(
  ctx: AppContext,
  tx: Transaction,
  actor: Actor,
  { input, scope, target, effect }: Approval,
): Promise<void> {
  const { tenantId, breakId, version } = input;
  const { review, runId } = target;
  const now = ctx.clock.now();
  const text = input.comment.trim() || null;
  const reasonCode = input.reasonCode ?? null;
  await closeReview(ctx, tx, actor, input, {
    state: 'APPROVED',
    decidedScope: scope.scope,
    reason: text,
    reasonCode,
  });
  await recordEvent(ctx, tx, actor, {
    tenantId,
    breakId,
    version,
    kind: 'APPROVED',
    text,
    detail: {
      fingerprint: input.fingerprint,
      scope: scope.scope,
      reasonCode,
      ...(effect ? { applyCount: effect.applyCount, leftOut: effect.leftOutCount } : {}),
    },
  });
  await recordOutboxEvent(tx, {
    tenantId,
    kind: 'roster.approved',
    at: now,
    payload: {
      connectionId: review.connectionId,
      runId,
      breakId,
      version,
      scope: scope.scope,
      applyCount: effect?.applyCount ?? null,
    },
  });
  await moveSyncRun(tx, { id: runId, tenantId }, 'APPLYING', {
    now,
    actorId: actor.userId,
    detail: { decision: 'approved', version, scope: scope.scope },
  });
  if (input.preClear) await storePreClear(ctx, tx, actor, input);
  // Whoever was told that it is held hears that it is over; nobody was about what was rejected before.
  if (review.kind === 'ONBOARDING' || review.quietUntil) return;
  const end = effect && effect.leftOutCount > 0 ? 'APPROVED_IN_PART' : 'APPROVED';
  const run = await getIdentifiedRun(tx, { tenantId, id: runId });
  await queueReviewMail(
    tx,
    tenantId,
    review.escalatedAt ? ['contact', 'lead'] : ['contact'],
    (to, tenant) => reviewOverMail(ctx, { to, tenant, breakId, run, end }),
  );
}
