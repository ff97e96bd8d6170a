// Decisions about a circuit break. Each names the version and the fingerprint it is about: whoever saw
// something else is told so and nothing happens. Nothing is ever approved by a timeout.
import { preClearDays } from '@/lib/core/review/pre-clear';
import {
  secondPersonAnswer,
  secondPersonWords,
  type SecondPersonReason,
} from '@/lib/core/review/second-person';
import type { Refused } from '@/lib/core/refusals/catalogue';
import type { Actor, AppContext } from '../../app-context';
import type { ApprovalScope, Transaction } from '../../db';
import {
  queueMailToContacts,
  queueReviewMail,
  reviewOverMail,
  runRejectedMail,
  secondPersonMail,
} from '../../mail';
import { recordOutboxEvent } from '../../outbox/outbox';
import { moveSyncRun } from '../../sync-runs/move-sync-run';
import { countRemovals, whySecondPerson } from '../../plan/second-person';
import {
  partOf,
  previewPart,
  removalsOfPart,
  type PartEffect,
  type PreviewRefusal,
  type SliceGroup,
} from '../queries/approval-effect';
import { storePreClear } from './after-approval';
import { findGateRefusal } from './gate';
import { recordEvent } from './record-event';
import { listReviewSizes } from '../queries/sizes';
import { saysStop } from '../queries/district-answer';
import {
  actorName,
  lockTarget,
  type DecisionTarget,
  type LockedTarget,
  type TargetRefusal,
} from './target';
import { isTyped, typedNumberFor, typedNumberForPart } from './typed-number';
import { isUniqueViolation } from '../../db/unique-violation';

export type { DecisionTarget };

export type DecisionRefusal =
  | TargetRefusal
  | PreviewRefusal
  /** Records would be removed, or the update is turned down: somebody has to say why. */
  | 'REASON_REQUIRED'
  /** The district said No about these changes: approving them needs that as its reason, and words. */
  | 'AGAINST_DISTRICT'
  | 'NOT_AGAINST_DISTRICT'
  /** Very many records would be removed, and the number typed is not theirs. */
  | 'NUMBER_REQUIRED'
  /** The part comes to another number of changes than the one that was shown. */
  | 'EFFECT_CHANGED'
  /** A first roster whose gate has not been passed, and nobody waived it. */
  | 'GATE_NOT_PASSED'
  /** Two people have to approve this, and the one who asks cannot be told apart. */
  | 'PERSON_REQUIRED'
  /** You approved this already: somebody else has to look. */
  | 'SECOND_PERSON_REQUIRED'
  /** Two people approved, and neither is a lead. */
  | 'LEAD_REQUIRED';

export type DecisionResult =
  | { ok: true; runId: number; outcome: 'DECIDED' }
  /** Approved by one; nothing is applied until somebody else confirms the same. */
  | { ok: true; runId: number; outcome: 'WAITS_FOR_SECOND'; why: SecondPersonReason[] }
  | Refused<DecisionRefusal>;

export interface ApprovalWords {
  comment: string;
  /** From lib/core/review/decision-reasons. */
  reasonCode?: string | null;
  /** Before a very large removal: how many records it is, as whoever approves typed it. */
  typedNumber?: string;
}

interface PreClearWish {
  /** Lets follow-ups of about this size pass for three days; only with an approval of the whole. */
  preClear?: boolean;
}

/** Approves exactly the plan of the named version; the worker then applies it. */
export function approve(
  ctx: AppContext,
  actor: Actor,
  input: DecisionTarget & ApprovalWords & PreClearWish,
): Promise<DecisionResult> {
  return approveScope(ctx, actor, input, { scope: 'ALL', groups: [], applyCount: null });
}

/** Applies additions and changes; nobody is removed. What is left out comes again with the next files. */
export function approveAdditions(
  ctx: AppContext,
  actor: Actor,
  input: DecisionTarget & ApprovalWords & { applyCount: number },
): Promise<DecisionResult> {
  const { applyCount } = input;
  return approveScope(ctx, actor, input, { scope: 'ADDITIONS', groups: [], applyCount });
}

/** Applies some groups and what they depend on, as `previewSlice` counted it. */
export function approveSlice(
  ctx: AppContext,
  actor: Actor,
  input: DecisionTarget & ApprovalWords & { groups: readonly SliceGroup[]; applyCount: number },
): Promise<DecisionResult> {
  const { groups, applyCount } = input;
  return approveScope(ctx, actor, input, { scope: 'SLICE', groups, applyCount });
}

interface Scope {
  scope: ApprovalScope;
  groups: readonly SliceGroup[];
  applyCount: number | null;
}

async function approveScope(
  ctx: AppContext,
  actor: Actor,
  input: DecisionTarget & ApprovalWords & PreClearWish,
  scope: Scope,
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
  { scope, groups, applyCount }: Scope,
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

interface Approval {
  input: DecisionTarget & ApprovalWords & PreClearWish;
  scope: Scope;
  target: LockedTarget;
  effect: PartEffect | null;
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

/** Earlier approvals count where they were of the same changes and the same part, whatever version showed them. */
async function askSecondPerson(
  tx: Transaction,
  actor: Actor,
  { input, scope }: Approval,
): Promise<'decided' | 'waits' | 'PERSON_REQUIRED' | 'SECOND_PERSON_REQUIRED' | 'LEAD_REQUIRED'> {
  if (actor.userId === null) return 'PERSON_REQUIRED';
  const earlier = await tx.circuitBreakApproval.findMany({
    where: { tenantId: input.tenantId, breakId: input.breakId, fingerprint: input.fingerprint },
  });
  const same = earlier.filter(
    (each) =>
      each.scope === scope.scope &&
      JSON.stringify(each.groups ?? []) === JSON.stringify(sorted(scope.groups)),
  );
  const people = await tx.user.findMany({
    where: {
      id: { in: [actor.userId, ...same.flatMap(({ userId }) => userId ?? [])] },
      disabledAt: null,
      role: { in: ['ADMIN', 'IMPLEMENTATION'] },
    },
    select: { id: true, role: true },
  });
  const approvers = people.map(({ id, role }) => ({ userId: id, isLead: role === 'ADMIN' }));
  const self = approvers.find(({ userId }) => userId === actor.userId);
  if (!self) return 'PERSON_REQUIRED';
  const others = approvers.filter(({ userId }) => userId !== actor.userId);
  const hasApproved = same.some(({ userId }) => userId === actor.userId);
  const answer = secondPersonAnswer(self, others, hasApproved);
  if (answer === 'same-person') return 'SECOND_PERSON_REQUIRED';
  return answer === 'lead-needed' ? 'LEAD_REQUIRED' : answer;
}

/** jsonb forgets the order of keys; so that two asks for the same groups compare as the same. */
function sorted(groups: readonly SliceGroup[]) {
  return groups
    .map(({ action, entity, schoolSourcedId }) => ({ action, entity, schoolSourcedId }))
    .sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b), 'en'));
}

async function storeApproval(
  ctx: AppContext,
  tx: Transaction,
  actor: Actor,
  { input, scope }: Approval,
): Promise<void> {
  const { tenantId, breakId, version, fingerprint } = input;
  await tx.circuitBreakApproval.deleteMany({
    where: { tenantId, breakId, fingerprint, userId: actor.userId },
  });
  await tx.circuitBreakApproval.create({
    data: {
      tenantId,
      breakId,
      version,
      fingerprint,
      userId: actor.userId,
      at: ctx.clock.now(),
      scope: scope.scope,
      groups: scope.scope === 'SLICE' ? sorted(scope.groups) : undefined,
      applyCount: scope.applyCount,
      reasonCode: input.reasonCode ?? null,
      comment: input.comment.trim() || null,
      preClearDays: input.preClear ? preClearDays : null,
    },
  });
}

async function notifyLeads(
  ctx: AppContext,
  tx: Transaction,
  actor: Actor,
  input: DecisionTarget & ApprovalWords,
  why: readonly SecondPersonReason[],
): Promise<void> {
  const { tenantId, breakId, version } = input;
  await recordEvent(ctx, tx, actor, {
    tenantId,
    breakId,
    version,
    kind: 'APPROVED_BY_ONE',
    text: input.comment.trim() || null,
    detail: { fingerprint: input.fingerprint, reasonCode: input.reasonCode ?? null },
  });
  const firstName = await actorName(tx, actor);
  await queueReviewMail(tx, tenantId, ['lead'], (to, tenant) =>
    secondPersonMail(ctx, {
      to,
      tenant,
      breakId,
      firstName,
      why: why.map((reason) => secondPersonWords[reason]),
    }),
  );
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
  await queueReviewMail(
    tx,
    tenantId,
    review.escalatedAt ? ['contact', 'lead'] : ['contact'],
    (to, tenant) => reviewOverMail(ctx, { to, tenant, breakId, runId, end }),
  );
}

/** Turns the update down. The live roster stays; the district is told by mail. */
export async function reject(
  ctx: AppContext,
  actor: Actor,
  input: DecisionTarget & { reason: string; reasonCode?: string | null },
): Promise<DecisionResult> {
  const reason = input.reason.trim();
  if (reason === '') return { ok: false, code: 'REASON_REQUIRED' };
  return ctx.db.prisma.$transaction(async (tx) => {
    const target = await lockTarget(tx, input, ctx.clock.now());
    if (!target.ok) return target;
    const { runId, review } = target;
    const { tenantId, breakId, version } = input;
    const reasonCode = input.reasonCode ?? null;
    await closeReview(ctx, tx, actor, input, {
      state: 'REJECTED',
      decidedScope: null,
      reason,
      reasonCode,
    });
    await recordEvent(ctx, tx, actor, {
      tenantId,
      breakId,
      version,
      kind: 'REJECTED',
      text: reason,
      detail: { fingerprint: input.fingerprint, reasonCode },
    });
    const { connectionId } = review;
    await recordOutboxEvent(tx, {
      tenantId,
      kind: 'roster.discarded',
      at: ctx.clock.now(),
      payload: { connectionId, runId, breakId, version, because: 'REJECTED' },
    });
    await moveSyncRun(tx, { id: runId, tenantId }, 'REJECTED', {
      now: ctx.clock.now(),
      actorId: actor.userId,
      detail: { decision: 'rejected', version },
    });
    // What was let pass before is not let pass after a no.
    await tx.preClear.updateMany({
      where: { tenantId, connectionId: review.connectionId, endedAt: null },
      data: { endedAt: ctx.clock.now() },
    });
    const { baselineRunId } = await tx.connection.findUniqueOrThrow({
      where: { id: review.connectionId, tenantId },
      select: { baselineRunId: true },
    });
    await queueMailToContacts(tx, tenantId, (reader) =>
      runRejectedMail(ctx, { ...reader, runId, hasRoster: baselineRunId !== null }),
    );
    return { ok: true, runId, outcome: 'DECIDED' };
  });
}

async function closeReview(
  ctx: AppContext,
  tx: Transaction,
  actor: Actor,
  { tenantId, breakId, version }: DecisionTarget,
  decision: {
    state: 'APPROVED' | 'REJECTED';
    decidedScope: ApprovalScope | null;
    reason: string | null;
    reasonCode: string | null;
  },
): Promise<void> {
  const now = ctx.clock.now();
  await tx.circuitBreak.update({
    where: { tenantId_id: { tenantId, id: breakId } },
    data: { ...decision, decidedAt: now, decidedById: actor.userId, decidedVersion: version },
  });
  await tx.circuitBreakQuestion.updateMany({
    where: { tenantId, breakId, answeredAt: null, closedAt: null },
    data: { closedAt: now },
  });
}
