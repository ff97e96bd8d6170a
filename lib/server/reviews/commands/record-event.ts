import { circuitBreakAction } from '@/lib/core/audit/actions';
import type { Actor, AppContext } from '../../app-context';
import { recordAudit } from '../../audit/record';
import type { Queryable } from '../../db/queryable';
import { recordReviewEvent, type NewReviewEvent } from '../../sync-runs/record-review-event';

type Entry = Omit<NewReviewEvent, 'at' | 'actor'>;

/** A line of the review's timeline and its audit event, in the transaction of what they tell. */
export async function recordEvent(
  ctx: AppContext,
  tx: Queryable,
  actor: Actor,
  { tenantId, breakId, version, kind, text = null, detail = {} }: Entry,
): Promise<void> {
  const at = ctx.clock.now();
  await recordReviewEvent(tx, { tenantId, breakId, version, kind, actor, text, detail, at });
  await recordAudit(tx, actor, {
    action: circuitBreakAction(kind),
    tenantId,
    objectType: 'circuit-break',
    objectId: breakId,
    detail: { ...detail, version },
  });
}
