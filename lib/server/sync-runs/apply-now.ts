import type { Actor, AppContext } from '../app-context';
import { recordAudit } from '../audit';

export type ApplyNowResult = { ok: true } | { ok: false; code: 'NOT_WAITING' };

/** A checked run that waits for its slot need not wait: the worker applies it at once. */
export async function applyNow(
  ctx: AppContext,
  actor: Actor,
  run: { id: number; tenantId: number },
): Promise<ApplyNowResult> {
  return ctx.db.prisma.$transaction(async (tx) => {
    const moved = await tx.syncRun.updateMany({
      where: { id: run.id, tenantId: run.tenantId, state: 'DEFERRED' },
      data: { applyAfter: ctx.clock.now() },
    });
    if (moved.count === 0) return { ok: false, code: 'NOT_WAITING' };
    await recordAudit(tx, actor, {
      action: 'sync-run.apply-now',
      tenantId: run.tenantId,
      objectType: 'sync-run',
      objectId: run.id,
    });
    return { ok: true };
  });
}
