// Events in the transaction of what they tell, and reading on from a position. See docs/decisions/064-an-outbox-for-events.md.
import type { EventKind, EventPayloads } from '@/lib/core/events/events';
import type { AppContext } from '../app-context';
import type { Queryable } from '../db/queryable';
import { sqlOf } from '../db/sql-of';

export interface NewEvent<K extends EventKind> {
  tenantId: number;
  kind: K;
  at: Date;
  payload: EventPayloads[K];
}

/** Written in the transaction of what it tells, wherever in it: the position is given when that commits. */
export async function recordOutboxEvent<K extends EventKind>(
  tx: Queryable,
  { tenantId, kind, at, payload }: NewEvent<K>,
): Promise<void> {
  await sqlOf(tx)(
    'INSERT INTO outbox_event (tenant_id, kind, at, payload) VALUES ($1, $2, $3, $4::jsonb)',
    [tenantId, kind, at, JSON.stringify(payload)],
  );
}

export interface OutboxEvent {
  /** Grows with each event that is there to be read; where a reader goes on after. */
  position: bigint;
  tenantId: number;
  kind: EventKind;
  at: Date;
  payload: Record<string, string | number | boolean | null>;
}

export interface OutboxPage {
  events: OutboxEvent[];
  /** What came after the position was deleted meanwhile: whoever reads on has missed some. */
  isGone: boolean;
}

/**
 * The events after a position, of one district or of every one. Nothing ever appears at or before a position that was
 * read: who commits late gets a later one.
 *
 * @reference of what webhooks and the events of the provider API read
 */
export async function readEvents(
  { db }: Pick<AppContext, 'db'>,
  of: { tenantId: number | 'every' },
  { after, limit = 100 }: { after: bigint; limit?: number },
): Promise<OutboxPage> {
  const tenantId = of.tenantId === 'every' ? null : of.tenantId;
  const { rows } = await db.pool.query<Omit<OutboxEvent, 'position'> & { position: string }>(
    `SELECT position, tenant_id AS "tenantId", kind, at, payload FROM outbox_event
     WHERE position > $1 AND ($2::int IS NULL OR tenant_id = $2) ORDER BY position LIMIT $3`,
    [after, tenantId, limit],
  );
  // Asked afterwards: what a sweep took away between the two is in neither, and said.
  const { rows: swept } = await db.pool.query(
    'SELECT FROM outbox_swept WHERE position > $1 AND ($2::int IS NULL OR tenant_id = $2) LIMIT 1',
    [after, tenantId],
  );
  return {
    events: rows.map((row) => ({ ...row, position: BigInt(row.position) })),
    isGone: swept.length > 0,
  };
}
