import type { Refused } from '@/lib/core/refusals/catalogue';
import { UNDO_DAYS } from '@/lib/core/sync-run/undo';
import type { Actor, AppContext } from '../../app-context';
import { recordReviewEvent } from '../record-review-event';
import { recordAudit } from '../../audit/record';
import type { Transaction } from '../../db';
import { isPlanThere } from '../../plan/is-plan-there';

export type RequestUndoResult =
  | { ok: true }
  | Refused<
      'UNDO_REASON_REQUIRED' | 'NOT_LAST_APPLIED' | 'TOO_OLD' | 'BUSY' | 'NO_REMOVALS' | 'PLAN_GONE'
    >;

/**
 * Asks the worker to take back the run in force, or only to bring back whom it removed. Possible for 30
 * days, and only for the last applied run.
 */
export async function requestUndo(
  ctx: AppContext,
  actor: Actor,
  run: { id: number; tenantId: number },
  /** It stays with the run, the review and its record. */
  reason: string,
  part: 'WHOLE' | 'REMOVALS' = 'WHOLE',
): Promise<RequestUndoResult> {
  const why = reason.trim();
  if (why === '') return { ok: false, code: 'UNDO_REASON_REQUIRED' };
  const now = ctx.clock.now();
  return ctx.db.prisma.$transaction(async (tx) => {
    // Whoever asks while it is being undone hears afterwards how it stands.
    await tx.$queryRaw`
      SELECT id FROM sync_run WHERE id = ${run.id} AND tenant_id = ${run.tenantId} FOR NO KEY UPDATE`;
    const found = await tx.syncRun.findFirst({
      where: { id: run.id, tenantId: run.tenantId, state: 'APPLIED', undoneAt: null },
      include: { connection: true },
    });
    if (!found || found.connection.baselineRunId !== found.id)
      return { ok: false, code: 'NOT_LAST_APPLIED' };
    if (found.appliedAt && now.getTime() - found.appliedAt.getTime() > UNDO_DAYS * 86_400_000) {
      return { ok: false, code: 'TOO_OLD' };
    }
    // Asked for already: the same need not be said twice, and another part waits until this one is done.
    if (found.undoRequestedAt)
      return found.undoPart === part ? { ok: true } : { ok: false, code: 'BUSY' };
    const atWork = await tx.syncRun.count({
      where: {
        tenantId: run.tenantId,
        connectionId: found.connectionId,
        state: { in: ['QUEUED', 'PROCESSING', 'APPLYING'] },
      },
    });
    if (atWork > 0) return { ok: false, code: 'BUSY' };
    if (!(await isPlanThere(tx, run))) return { ok: false, code: 'PLAN_GONE' };
    if (part === 'REMOVALS' && (found.removalsUndoneAt || !(await hasRemovals(tx, run)))) {
      return { ok: false, code: 'NO_REMOVALS' };
    }
    await tx.syncRun.update({
      where: { id: found.id },
      data: {
        undoRequestedAt: now,
        undoPart: part,
        undoneById: actor.userId,
        retryAt: null,
        undoReason: why,
      },
    });
    await recordInReview(tx, actor, run, { part, at: now, why });
    await recordAudit(tx, actor, {
      action: 'sync-run.undo-requested',
      tenantId: run.tenantId,
      objectType: 'sync-run',
      objectId: run.id,
      detail: { part },
    });
    return { ok: true };
  });
}

/**
 * Whether the live roster is about to be taken back, or somebody is asking for it in this moment: what is let in
 * beside it would come first, and whoever was told that it is undone would wait for nothing.
 */
export async function isUndoComing(
  tx: Transaction,
  { tenantId, baselineRunId }: { tenantId: number; baselineRunId: number | null },
): Promise<boolean> {
  if (baselineRunId === null) return false;
  const free = await tx.$queryRaw<{ id: number }[]>`
    SELECT id FROM sync_run WHERE tenant_id = ${tenantId} AND id = ${baselineRunId} AND undo_requested_at IS NULL
    FOR SHARE SKIP LOCKED`;
  return free.length === 0;
}

async function hasRemovals(
  tx: Transaction,
  { id: runId, tenantId }: { id: number; tenantId: number },
): Promise<boolean> {
  const removed = await tx.change.findFirst({
    where: { tenantId, runId, action: 'REMOVE', isHeldBack: false },
    select: { seq: true },
  });
  return removed !== null;
}

async function recordInReview(
  tx: Transaction,
  actor: Actor,
  { id: runId, tenantId }: { id: number; tenantId: number },
  { part, at, why }: { part: string; at: Date; why: string },
): Promise<void> {
  const reviewed = await tx.circuitBreakVersion.findFirst({
    where: { tenantId, runId },
    select: { breakId: true, version: true },
  });
  if (!reviewed) return;
  await recordReviewEvent(tx, {
    ...reviewed,
    tenantId,
    at,
    kind: 'UNDO_ASKED',
    actor,
    text: why,
    detail: { runId, part },
  });
}
