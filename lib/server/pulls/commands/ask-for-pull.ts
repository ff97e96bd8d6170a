import type { Refused } from '@/lib/core/refusals/catalogue';
import type { Actor, AppContext } from '../../app-context';
import { recordAudit } from '../../audit/record';
import { isStopped } from '../../policy/find-pauses';
import { addPull, type AddPullResult } from '../add-pull';
import { isBroughtElsewhere } from '../brought-elsewhere';

export interface PullAskedFor {
  connectionId: number;
  /** A preview is read and shown, and goes on only when a person says so. */
  purpose: 'UPDATE' | 'PREVIEW';
}

/** Reads everything, now; the vendor's quiet hours are for nightly pulls. */
export async function askForPull(
  ctx: AppContext,
  actor: Actor,
  tenantId: number,
  { connectionId, purpose }: PullAskedFor,
): Promise<AddPullResult | Refused<'PAUSED' | 'FEED_ELSEWHERE'>> {
  const connection = { id: connectionId, tenantId };
  const isUpdate = purpose === 'UPDATE';
  if (isUpdate && (await isBroughtElsewhere(ctx.db.prisma, connection)))
    return { ok: false, code: 'FEED_ELSEWHERE' };
  if (isUpdate && (await isStopped(ctx.db.prisma, connection, 'CHECK_ROSTER', ctx.clock.now())))
    return { ok: false, code: 'PAUSED' };
  return addPull(
    ctx,
    {
      tenantId,
      connectionId,
      feed: 'ROSTER',
      purpose,
      since: null,
      scheduledFor: null,
      askedById: actor.userId,
    },
    (tx, { number }) =>
      recordAudit(tx, actor, {
        action: 'pull.asked-for',
        tenantId,
        objectType: 'connection',
        objectId: connectionId,
        detail: { pull: number, purpose },
      }),
  );
}
