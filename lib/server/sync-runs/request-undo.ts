import type { Actor, AppContext } from '../app-context';
import { recordAudit } from '../audit';

export const UNDO_DAYS = 30;

export type RequestUndoResult =
  { ok: true } | { ok: false; code: 'NOT_LAST_APPLIED' | 'TOO_OLD' | 'BUSY' };

/** Asks the worker to take back the run in force. Possible for 30 days, and only for the last applied run. */
export async function requestUndo(
  ctx: AppContext,
  actor: Actor,
  run: { id: number; tenantId: number },
): Promise<RequestUndoResult> {
  const now = ctx.clock.now();
  return ctx.db.prisma.$transaction(async (tx) => {
    const found = await tx.syncRun.findFirst({
      where: { id: run.id, tenantId: run.tenantId, state: 'APPLIED', undoneAt: null },
      include: { connection: true },
    });
    if (!found || found.connection.baselineRunId !== found.id)
      return { ok: false, code: 'NOT_LAST_APPLIED' };
    if (found.appliedAt && now.getTime() - found.appliedAt.getTime() > UNDO_DAYS * 86_400_000) {
      return { ok: false, code: 'TOO_OLD' };
    }
    const atWork = await tx.syncRun.count({
      where: {
        tenantId: run.tenantId,
        connectionId: found.connectionId,
        state: { in: ['QUEUED', 'PROCESSING', 'APPLYING'] },
      },
    });
    if (atWork > 0) return { ok: false, code: 'BUSY' };
    await tx.syncRun.update({
      where: { id: found.id },
      data: { undoRequestedAt: now, undoneById: actor.userId },
    });
    await recordAudit(tx, actor, {
      action: 'sync-run.undo-requested',
      tenantId: run.tenantId,
      objectType: 'sync-run',
      objectId: run.id,
    });
    return { ok: true };
  });
}
