import type { ReviewEventKind } from '@/lib/core/review/event-kinds';
import type { Transaction } from '../../db';

interface NewReviewEvent {
  tenantId: number;
  breakId: number;
  version: number;
  at: Date;
  kind: ReviewEventKind;
  actor?: { kind: string; userId: number | null };
  text?: string | null;
  /** Ids, codes and counts. */
  detail?: Record<string, string | number | boolean | null>;
}

/** One line of the review's story, in the transaction of what it tells. Without an actor it is the worker's. */
export async function recordReviewEvent(
  tx: Pick<Transaction, 'circuitBreakEvent'>,
  { actor, text = null, detail = {}, ...event }: NewReviewEvent,
): Promise<void> {
  await tx.circuitBreakEvent.create({
    data: {
      ...event,
      text,
      detail,
      actorId: actor?.userId ?? null,
      actorKind: actor?.kind ?? 'worker',
    },
  });
}
