/**
 * Sends the webhooks that are due. A row is leased for longer than an attempt can take, so two workers never send the same
 * attempt; a worker that dies in between sends it again when the lease ends, under the same id: twice is better than never.
 */
import { isGivenUp, RETRY_POLICIES, secondsToRetry } from '@/lib/core/jobs/retry-policy';
import type { AppContext } from '../app-context';
import { findEndpoint } from './endpoints';
import { post, type PostResult } from './post';
import { webhookHeaders } from './sign';

const LEASE_MS = 60_000;

interface DueWebhook {
  id: number;
  tenantId: number;
  messageId: string;
  eventType: string;
  endpoint: string;
  payload: string;
  attempts: number;
}

export interface WebhookReport {
  delivered: number;
  retried: number;
  givenUp: number;
}

/** One round: everything due now, one after the other. */
export async function sendDueWebhooks(
  ctx: AppContext,
  options: { timeoutMs?: number } = {},
): Promise<WebhookReport> {
  const report: WebhookReport = { delivered: 0, retried: 0, givenUp: 0 };
  for (;;) {
    const webhook = await claimDueWebhook(ctx);
    if (!webhook) return report;
    const result = await sendOne(ctx, webhook, options.timeoutMs);
    await record(ctx, webhook, result, report);
  }
}

async function claimDueWebhook(ctx: AppContext): Promise<DueWebhook | undefined> {
  const now = ctx.clock.now();
  const { rows } = await ctx.db.pool.query<DueWebhook>(
    `UPDATE webhook_delivery SET attempts = attempts + 1, next_attempt_at = $2
     WHERE (tenant_id, id) IN (
       SELECT tenant_id, id FROM webhook_delivery
       WHERE delivered_at IS NULL AND given_up_at IS NULL AND next_attempt_at <= $1
       ORDER BY next_attempt_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
     RETURNING id, tenant_id AS "tenantId", message_id AS "messageId", event_type AS "eventType", endpoint, payload, attempts`,
    [now, new Date(now.getTime() + LEASE_MS)],
  );
  return rows[0];
}

async function sendOne(
  ctx: AppContext,
  { endpoint: name, messageId, payload }: DueWebhook,
  timeoutMs: number | undefined,
): Promise<PostResult> {
  const endpoint = findEndpoint(ctx.settings, name);
  if (!endpoint)
    return {
      ok: false,
      status: null,
      error: 'No address is configured.',
      isGone: false,
      retryAfterSeconds: null,
    };
  const headers = webhookHeaders(
    { messageId, at: ctx.clock.now(), body: payload },
    endpoint.secrets,
  );
  return post(endpoint.url, headers, payload, timeoutMs);
}

async function record(
  ctx: AppContext,
  { id, tenantId, messageId, eventType, attempts }: DueWebhook,
  result: PostResult,
  report: WebhookReport,
): Promise<void> {
  const now = ctx.clock.now();
  const fields = { tenantId, messageId, eventType, attempts, status: result.status };
  // A lease that ended: what another worker made of it since stands.
  const where = { tenantId, id, attempts, deliveredAt: null, givenUpAt: null };
  const row = ctx.db.prisma.webhookDelivery;
  if (result.ok) {
    await row.updateMany({
      where: { tenantId, id, deliveredAt: null },
      data: { deliveredAt: now, givenUpAt: null, lastStatus: result.status, lastError: null },
    });
    report.delivered += 1;
    ctx.log.info(fields, 'webhook delivered');
    return;
  }
  const failed = { lastStatus: result.status, lastError: result.error };
  if (result.isGone || isGivenUp(RETRY_POLICIES.webhook, attempts)) {
    await row.updateMany({ where, data: { ...failed, givenUpAt: now } });
    report.givenUp += 1;
    ctx.log.error(fields, 'webhook failed, will not be retried');
    return;
  }
  const seconds = Math.max(
    secondsToRetry(RETRY_POLICIES.webhook, attempts),
    result.retryAfterSeconds ?? 0,
  );
  await row.updateMany({
    where,
    data: { ...failed, nextAttemptAt: new Date(now.getTime() + seconds * 1000) },
  });
  report.retried += 1;
  ctx.log.warn(fields, 'webhook failed, will be retried');
}
