// Approvals that need two people: who has approved the same before, and who is asked next.
import { preClearDays } from '@/lib/core/review/pre-clear';
import {
  secondPersonAnswer,
  secondPersonLabels,
  type SecondPersonReason,
} from '@/lib/core/review/second-person';
import type { Actor, AppContext } from '../../app-context';
import type { Transaction } from '../../db';
import { queueReviewMail } from '../../mail/recipients';
import { secondPersonMail } from '../../mail/review-messages';
import type { SliceGroup } from '../queries/approval-effect';
import type { ApprovalReason, Approval } from './decision';
import { recordEvent } from './record-event';
import { actorName, type DecisionTarget } from './target';

/** Earlier approvals count where they were of the same changes and the same part, whatever version showed them. */
export async function askSecondPerson(
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

export async function storeApproval(
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

export async function notifyLeads(
  ctx: AppContext,
  tx: Transaction,
  actor: Actor,
  input: DecisionTarget & ApprovalReason,
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
      why: why.map((reason) => secondPersonLabels[reason]),
    }),
  );
}
