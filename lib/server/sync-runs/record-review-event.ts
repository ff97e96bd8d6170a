import type { ReviewEventKind } from '@/lib/core/review/event-kinds';
import type { Queryable } from '../db/queryable';
import { sqlOf } from '../db/sql-of';

export interface NewReviewEvent {
  tenantId: number;
  breakId: number;
  version: number;
  at: Date;
  kind: ReviewEventKind;
  /** Without one it is the worker's. */
  actor?: { kind: string; userId: number | null };
  /** What a person wrote: shown in the review, never in the audit log or a mail. */
  text?: string | null;
  /** Ids, codes and counts. */
  detail?: Record<string, string | number | boolean | null>;
}

/** The only writer of a review's timeline: one line, in the transaction of what it tells. */
export async function recordReviewEvent(
  tx: Queryable,
  { tenantId, breakId, version, at, kind, actor, text = null, detail = {} }: NewReviewEvent,
): Promise<void> {
  await sqlOf(tx)(
    `INSERT INTO circuit_break_event (tenant_id, break_id, version, at, kind, actor_id, actor_kind, text, detail)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9::jsonb)`,
    [
      tenantId,
      breakId,
      version,
      at,
      kind,
      actor?.userId ?? null,
      actor?.kind ?? 'worker',
      text,
      JSON.stringify(detail),
    ],
  );
}
