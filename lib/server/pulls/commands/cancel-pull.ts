import type { Refused } from '@/lib/core/refusals/catalogue';
import type { Actor, AppContext } from '../../app-context';
import { recordAudit } from '../../audit/record';

/** Ends a pull that is planned or at work; what it read is kept and goes nowhere. */
export async function cancelPull(
  ctx: AppContext,
  actor: Actor,
  tenantId: number,
  number: number,
): Promise<{ ok: true } | Refused<'NO_SUCH_PULL' | 'PULL_IS_OVER'>> {
  return ctx.db.prisma.$transaction(async (tx) => {
    const pull = await tx.pull.findUnique({
      where: { tenantId_number: { tenantId, number } },
      select: { id: true, connectionId: true },
    });
    if (!pull) return { ok: false, code: 'NO_SUCH_PULL' } as const;
    const { count } = await tx.pull.updateMany({
      where: {
        tenantId,
        id: pull.id,
        OR: [
          { state: { in: ['PLANNED', 'PULLING'] } },
          // Its files are being written, and nothing of it was checked yet.
          { state: 'COMPLETE', purpose: 'UPDATE', handedOverAt: null },
        ],
      },
      // The number of the turn moves: whoever is at it may write no more.
      data: {
        state: 'CANCELED',
        finishedAt: ctx.clock.now(),
        takes: { increment: 1 },
        takenBy: null,
        takenAt: null,
      },
    });
    if (count === 0) return { ok: false, code: 'PULL_IS_OVER' } as const;
    await recordAudit(tx, actor, {
      action: 'pull.canceled',
      tenantId,
      objectType: 'connection',
      objectId: pull.connectionId,
      detail: { pull: number },
    });
    return { ok: true } as const;
  });
}
