import type { Refused } from '@/lib/core/refusals/catalogue';
import type { Actor, AppContext } from '../../app-context';
import { recordAudit } from '../../audit/record';
import { isBroughtElsewhere } from '../brought-elsewhere';

/** Hands a preview over to be checked, as if it had been an update from the start. The newest complete one alone. */
export async function usePreview(
  ctx: AppContext,
  actor: Actor,
  tenantId: number,
  number: number,
): Promise<
  { ok: true } | Refused<'NO_SUCH_PULL' | 'NOT_A_PREVIEW' | 'PULL_OUTDATED' | 'FEED_ELSEWHERE'>
> {
  return ctx.db.prisma.$transaction(async (tx) => {
    const pull = await tx.pull.findUnique({
      where: { tenantId_number: { tenantId, number } },
      select: { id: true, connectionId: true, feed: true, state: true, purpose: true },
    });
    if (!pull) return { ok: false, code: 'NO_SUCH_PULL' } as const;
    if (pull.state !== 'COMPLETE' || pull.purpose !== 'PREVIEW')
      return { ok: false, code: 'NOT_A_PREVIEW' } as const;
    if (await isBroughtElsewhere(tx, { tenantId, id: pull.connectionId }))
      return { ok: false, code: 'FEED_ELSEWHERE' } as const;
    const newer = await tx.pull.count({
      where: {
        tenantId,
        connectionId: pull.connectionId,
        feed: pull.feed,
        number: { gt: number },
        state: 'COMPLETE',
      },
    });
    if (newer > 0) return { ok: false, code: 'PULL_OUTDATED' } as const;
    const { count } = await tx.pull.updateMany({
      where: { tenantId, id: pull.id, purpose: 'PREVIEW', pagesDeletedAt: null },
      data: { purpose: 'UPDATE', nextAttemptAt: ctx.clock.now(), handedOverById: actor.userId },
    });
    if (count === 0) return { ok: false, code: 'PULL_OUTDATED' } as const;
    await recordAudit(tx, actor, {
      action: 'pull.used',
      tenantId,
      objectType: 'connection',
      objectId: pull.connectionId,
      detail: { pull: number },
    });
    return { ok: true } as const;
  });
}
