// What can be done about a review that was approved: take it back, or let follow-ups of its size pass.
import { canPreClear, preClearDays } from '@/lib/core/review/pre-clear';
import type { Refused } from '@/lib/core/refusals/catalogue';
import type { Actor, AppContext } from '../../app-context';
import type { ApprovalScope, CircuitBreakKind, Transaction } from '../../db';
import { requestUndo, type RequestUndoResult } from '../../sync-runs/commands/request-undo';
import { recordEvent } from './record-event';

interface Review {
  tenantId: number;
  breakId: number;
}

/** Asks the worker to take back what the review's approval applied, or only to bring back whom it removed. */
export async function undoReview(
  ctx: AppContext,
  actor: Actor,
  review: Review,
  reason: string,
  part: 'WHOLE' | 'REMOVALS' = 'WHOLE',
): Promise<RequestUndoResult | Refused<'REVIEW_NOT_FOUND' | 'NOT_APPLIED'>> {
  const approved = await findApproved(ctx.db.prisma, review);
  if (!approved.ok) return approved;
  return requestUndo(ctx, actor, { id: approved.runId, tenantId: review.tenantId }, reason, part);
}

export type PreClearResult =
  { ok: true; expiresAt: Date } | Refused<'REVIEW_NOT_FOUND' | 'NOT_APPLIED'>;

/**
 * For three days from now, runs that reach the same limits by at most a tenth more pass by themselves. Only
 * after an approval of the whole.
 */
export async function preClearFollowUps(
  ctx: AppContext,
  actor: Actor,
  review: Review,
): Promise<PreClearResult> {
  return ctx.db.prisma.$transaction((tx) => storePreClear(ctx, tx, actor, review));
}

/** The same in the transaction of the approval. */
export async function storePreClear(
  ctx: AppContext,
  tx: Transaction,
  actor: Actor,
  review: Review,
): Promise<PreClearResult> {
  const { tenantId, breakId } = review;
  const approved = await findApproved(tx, review);
  if (!approved.ok) return approved;
  const { runId, version, connectionId } = approved;
  if (!canPreClear(approved) || approved.isPartUndone) return { ok: false, code: 'NOT_APPLIED' };
  const now = ctx.clock.now();
  const expiresAt = new Date(now.getTime() + preClearDays * 86_400_000);
  await tx.preClear.updateMany({
    where: { tenantId, breakId, endedAt: null },
    data: { endedAt: now },
  });
  await tx.preClear.create({
    data: { tenantId, breakId, connectionId, runId, createdAt: now, expiresAt },
  });
  await recordEvent(ctx, tx, actor, {
    tenantId,
    breakId,
    version,
    kind: 'PRE_CLEARED',
    detail: { until: expiresAt.toISOString() },
  });
  return { ok: true, expiresAt };
}

async function findApproved(
  tx: Pick<Transaction, 'circuitBreak'>,
  { tenantId, breakId }: Review,
): Promise<
  | {
      ok: true;
      runId: number;
      version: number;
      connectionId: number;
      kind: CircuitBreakKind;
      scope: ApprovalScope | null;
      /** Whom it removed was brought back: what follows is held, so nothing of it can pass. */
      isPartUndone: boolean;
    }
  | Refused<'REVIEW_NOT_FOUND' | 'NOT_APPLIED'>
> {
  const review = await tx.circuitBreak.findFirst({
    where: { tenantId, id: breakId },
    include: {
      versions: { include: { run: { select: { undoneAt: true, removalsUndoneAt: true } } } },
    },
  });
  if (!review) return { ok: false, code: 'REVIEW_NOT_FOUND' };
  const decided = review.versions.find(({ version }) => version === review.decidedVersion);
  if (review.state !== 'APPROVED' || !decided || decided.run.undoneAt) {
    return { ok: false, code: 'NOT_APPLIED' };
  }
  const { runId, version } = decided;
  const isPartUndone = decided.run.removalsUndoneAt !== null;
  const { connectionId, kind, decidedScope: scope } = review;
  return { ok: true, runId, version, connectionId, kind, scope, isPartUndone };
}
