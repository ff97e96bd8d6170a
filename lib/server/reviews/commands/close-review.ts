import type { Actor, AppContext } from '../../app-context';
import type { ApprovalScope, Transaction } from '../../db';
import type { DecisionTarget } from './target';

export async function closeReview(
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
