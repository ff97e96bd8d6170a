import type { Refused } from '@/lib/core/refusals/catalogue';
import type { Actor, AppContext } from '../../app-context';
import { recordAudit } from '../../audit/record';
import { isStopped } from '../../policy/find-pauses';

export type ApplyNowResult = { ok: true } | Refused<'NOT_WAITING' | 'PAUSED'>;

/** A checked run that waits for its slot need not wait: the worker applies it at once. Not while the district is paused. */
export async function applyNow(
  ctx: AppContext,
  actor: Actor,
  run: { id: number; tenantId: number },
): Promise<ApplyNowResult> {
  const now = ctx.clock.now();
  return ctx.db.prisma.$transaction(async (tx) => {
    const found = await tx.syncRun.findFirst({
      where: { id: run.id, tenantId: run.tenantId, state: 'DEFERRED' },
      select: { connection: { select: { id: true, tenantId: true } } },
    });
    if (!found) return { ok: false, code: 'NOT_WAITING' };
    if (await isStopped(tx, found.connection, 'APPLY_ROSTER', now)) {
      return { ok: false, code: 'PAUSED' };
    }
    const moved = await tx.syncRun.updateMany({
      where: { id: run.id, tenantId: run.tenantId, state: 'DEFERRED' },
      data: { applyAfter: now },
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
