import type { ReviewEventKind } from '@/lib/core/review/event-kinds';
import type { Actor, AppContext } from '../app-context';
import { recordAudit } from '../audit';
import type { Transaction } from '../db';

interface Entry {
  tenantId: number;
  breakId: number;
  version: number;
  kind: ReviewEventKind;
  /** What a person wrote: shown in the review, never in the audit log or a mail. */
  text?: string | null;
  detail?: Record<string, string | number | boolean | null>;
}

/** A line of the review's story and its audit event, in the transaction of what they tell. */
export async function recordEvent(
  ctx: AppContext,
  tx: Pick<Transaction, 'circuitBreakEvent' | 'auditEvent'>,
  actor: Actor,
  { tenantId, breakId, version, kind, text = null, detail = {} }: Entry,
): Promise<void> {
  await tx.circuitBreakEvent.create({
    data: {
      ...{ tenantId, breakId, version, kind, text, detail },
      at: ctx.clock.now(),
      actorId: actor.userId,
      actorKind: actor.kind,
    },
  });
  await recordAudit(tx, actor, {
    action: `circuit-break.${kind.toLowerCase().replaceAll('_', '-')}`,
    tenantId,
    objectType: 'circuit-break',
    objectId: breakId,
    detail: { ...detail, version },
  });
}
