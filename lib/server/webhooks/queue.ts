// A webhook is written in the transaction of what it tells; the worker sends it after the commit. Decision 084.
import type { Queryable } from '../db/queryable';
import { sqlOf } from '../db/sql-of';

/** What is told, by its name. A name that was told is never changed. Ids, codes, names of districts and counts: no person. */
export interface WebhookPayloads {
  'site.requested': {
    requestId: string;
    district: { slug: string; name: string; kind: string; state: string; timeZone: string };
    schoolCount: number;
  };
}

export interface NewWebhook<T extends keyof WebhookPayloads> {
  tenantId: number;
  type: T;
  endpoint: string;
  /** Letters, digits, "-" and "_": a dot would make what is signed ambiguous. */
  messageId: string;
  /** When it happened. */
  at: Date;
  data: WebhookPayloads[T];
}

/** Once for each message and endpoint: a second time changes nothing. */
export async function queueWebhook<T extends keyof WebhookPayloads>(
  tx: Queryable,
  { tenantId, type, endpoint, messageId, at, data }: NewWebhook<T>,
): Promise<void> {
  const payload = JSON.stringify({ type, timestamp: at.toISOString(), data });
  await sqlOf(tx)(
    `INSERT INTO webhook_delivery (tenant_id, message_id, event_type, endpoint, payload, created_at, next_attempt_at)
     VALUES ($1, $2, $3, $4, $5, $6, $6) ON CONFLICT (message_id, endpoint) DO NOTHING`,
    [tenantId, messageId, type, endpoint, payload, at],
  );
  await wakeWorker(tx);
}

/** One that was given up is sent again from the start, under its id. False where there is none. */
export async function resendWebhook(
  tx: Queryable,
  { tenantId, messageId, at }: { tenantId: number; messageId: string; at: Date },
): Promise<boolean> {
  const rows = await sqlOf(tx)(
    `UPDATE webhook_delivery SET given_up_at = NULL, attempts = 0, next_attempt_at = $3
     WHERE tenant_id = $1 AND message_id = $2 AND given_up_at IS NOT NULL RETURNING id`,
    [tenantId, messageId, at],
  );
  if (rows.length > 0) await wakeWorker(tx);
  return rows.length > 0;
}

async function wakeWorker(tx: Queryable): Promise<void> {
  await sqlOf(tx)(`SELECT pg_notify('connector_work', 'webhook')::text`, []);
}
