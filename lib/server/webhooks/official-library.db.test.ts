// What we send, taken by the official library of Standard Webhooks.
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTenant } from '@/lib/testing/builders';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { startWebhookReceiver, type WebhookReceiver } from '@/lib/testing/webhook-receiver';
import { SITE_ENDPOINT } from './endpoints';
import { queueWebhook } from './queue';
import { sendDueWebhooks } from './send';

const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const OLD_SECRET = `whsec_${Buffer.alloc(24, 9).toString('base64')}`;

let ctx: TestContext;
let receiver: WebhookReceiver;
beforeAll(async () => {
  // The library compares with the real clock.
  ctx = await createTestContext({ now: new Date().toISOString() });
  receiver = await startWebhookReceiver();
  ctx.settings = {
    ...ctx.settings,
    siteWebhook: { url: receiver.url, secrets: [SECRET, OLD_SECRET] },
  };
});
afterAll(async () => {
  await receiver.close();
  await ctx.close();
});

test('verified with the new secret and with the old one, and with no other', async () => {
  const { id: tenantId } = await createTenant(ctx);
  const data = {
    requestId: 'request-1',
    district: { slug: 'oak', name: 'Oak', kind: 'DISTRICT', state: 'CA', timeZone: 'UTC' },
    schoolCount: 3,
  };
  await queueWebhook(ctx.db.pool, {
    tenantId,
    type: 'site.requested',
    endpoint: SITE_ENDPOINT,
    messageId: 'msg_1',
    at: ctx.clock.now(),
    data,
  });
  await sendDueWebhooks(ctx);
  const [{ headers, body } = { headers: {}, body: '' }] = receiver.received;
  const given = {
    'webhook-id': String(headers['webhook-id']),
    'webhook-timestamp': String(headers['webhook-timestamp']),
    'webhook-signature': String(headers['webhook-signature']),
  };
  for (const secret of [SECRET, OLD_SECRET])
    expect(new Webhook(secret).verify(body, given)).toEqual({
      type: 'site.requested',
      timestamp: ctx.clock.now().toISOString(),
      data,
    });
  const other = `whsec_${Buffer.alloc(32, 8).toString('base64')}`;
  expect(() => new Webhook(other).verify(body, given)).toThrow();
  expect(() => new Webhook(SECRET).verify(`${body} `, given)).toThrow();
});
