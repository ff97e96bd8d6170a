import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { EVENT_DAYS } from '@/lib/core/events/events';
import { createTenant } from '@/lib/testing/builders';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import {
  startWebhookReceiver,
  status,
  type Answer,
  type WebhookReceiver,
} from '@/lib/testing/webhook-receiver';
import { SITE_ENDPOINT } from './endpoints';
import { queueWebhook, resendWebhook } from './queue';
import { sendDueWebhooks } from './send';
import { sweepWebhooks } from './sweep';

const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

let ctx: TestContext;
let receiver: WebhookReceiver;
let tenantId: number;
beforeAll(async () => {
  ctx = await createTestContext();
  receiver = await startWebhookReceiver();
  ctx.settings = {
    ...ctx.settings,
    siteWebhook: { url: receiver.url, secrets: [SECRET] },
  };
});
afterAll(async () => {
  await receiver.close();
  await ctx.close();
});
beforeEach(async () => {
  await ctx.db.prisma.webhookDelivery.deleteMany();
  receiver.received.length = 0;
  receiver.answers.splice(0, receiver.answers.length, status(204));
  tenantId = (await createTenant(ctx)).id;
});

const district = { slug: 'oak', name: 'Oak', kind: 'DISTRICT', state: 'CA', timeZone: 'UTC' };
const queue = (messageId = 'msg_1') =>
  ctx.db.prisma.$transaction((tx) =>
    queueWebhook(tx, {
      tenantId,
      type: 'site.requested',
      endpoint: SITE_ENDPOINT,
      messageId,
      at: ctx.clock.now(),
      data: { requestId: 'request-1', district, schoolCount: 3 },
    }),
  );
const row = () => ctx.db.prisma.webhookDelivery.findFirstOrThrow({ where: { tenantId } });
const ids = () => receiver.received.map(({ headers }) => headers['webhook-id']);
const SECOND = 1000;

test('a message is queued once and sent once', async () => {
  await queue();
  await queue();
  expect(await sendDueWebhooks(ctx)).toEqual({ delivered: 1, retried: 0, givenUp: 0 });
  expect(receiver.received[0]?.headers).toMatchObject({
    'content-type': 'application/json',
    'webhook-id': 'msg_1',
  });
  expect(await row()).toMatchObject({ attempts: 1, lastStatus: 204, lastError: null });
  expect(await sendDueWebhooks(ctx)).toEqual({ delivered: 0, retried: 0, givenUp: 0 });
});

test('a receiver in trouble is asked again, later and later, under the same id, until it is given up', async () => {
  receiver.answers.splice(0, 1, status(500, 'a\u0000b\u001b[31mred\n\n' + 'x'.repeat(5_000)));
  await queue();
  const waits: number[] = [];
  for (;;) {
    const before = ctx.clock.now().getTime();
    await sendDueWebhooks(ctx);
    const { nextAttemptAt, givenUpAt } = await row();
    if (givenUpAt) break;
    waits.push((nextAttemptAt.getTime() - before) / SECOND);
    // A moment too early nothing is sent.
    ctx.clock.set(new Date(nextAttemptAt.getTime() - 1));
    expect(await sendDueWebhooks(ctx)).toEqual({ delivered: 0, retried: 0, givenUp: 0 });
    ctx.clock.set(nextAttemptAt);
  }
  expect(waits).toEqual([5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400]);
  expect(ids()).toEqual(Array.from({ length: 10 }, () => 'msg_1'));
  const { lastError, lastStatus } = await row();
  expect(lastStatus).toBe(500);
  expect(lastError).toMatch(/^a b \[31mred x+$/);
  expect(lastError).toHaveLength(300);
  // Somebody asks for it again: from the start, as the same message.
  const again = { tenantId, messageId: 'msg_1', at: ctx.clock.now() };
  expect(await resendWebhook(ctx.db.pool, { ...again, tenantId: tenantId + 1 })).toBe(false);
  expect(await resendWebhook(ctx.db.pool, again)).toBe(true);
  expect(await resendWebhook(ctx.db.pool, again)).toBe(false);
  receiver.answers.splice(0, 1, status(200));
  expect(await sendDueWebhooks(ctx)).toMatchObject({ delivered: 1 });
  expect(ids().at(-1)).toBe('msg_1');
});

test('after a 500 a 200 ends it', async () => {
  receiver.answers.splice(0, 1, status(500), status(200));
  await queue();
  await sendDueWebhooks(ctx);
  ctx.clock.advance(5 * SECOND);
  await sendDueWebhooks(ctx);
  expect(ids()).toEqual(['msg_1', 'msg_1']);
  expect(await row()).toMatchObject({ attempts: 2, givenUpAt: null, lastStatus: 200 });
  expect((await row()).deliveredAt).not.toBeNull();
});

describe('what is no yes', () => {
  test('a redirect is not followed', async () => {
    receiver.answers.splice(0, 1, status(302, '', { location: receiver.url }));
    await queue();
    expect(await sendDueWebhooks(ctx)).toMatchObject({ retried: 1 });
    expect(receiver.received).toHaveLength(1);
    expect(await row()).toMatchObject({ lastStatus: 302, lastError: 'It redirects elsewhere.' });
  });

  test('410 ends it at once', async () => {
    receiver.answers.splice(0, 1, status(410));
    await queue();
    expect(await sendDueWebhooks(ctx)).toMatchObject({ givenUp: 1 });
    expect((await row()).givenUpAt).not.toBeNull();
  });

  test('an answer that does not come, or does not end, is cut off', async () => {
    receiver.answers.splice(
      0,
      1,
      () => {},
      (response) => void response.writeHead(503).write('slow'),
    );
    await queue();
    expect(await sendDueWebhooks(ctx, { timeoutMs: 200 })).toMatchObject({ retried: 1 });
    expect(await row()).toMatchObject({ lastStatus: null, lastError: 'No answer in time.' });
    ctx.clock.advance(5 * SECOND);
    expect(await sendDueWebhooks(ctx, { timeoutMs: 200 })).toMatchObject({ retried: 1 });
    expect(await row()).toMatchObject({ lastStatus: 503, lastError: 'slow' });
  });

  test('nobody who listens', async () => {
    const { siteWebhook } = ctx.settings;
    const away = await startWebhookReceiver();
    await away.close();
    await queue();
    const settings = { ...ctx.settings, siteWebhook: { url: away.url, secrets: [SECRET] } };
    await sendDueWebhooks({ ...ctx, settings });
    expect(await row()).toMatchObject({ lastStatus: null, lastError: 'ECONNREFUSED' });
    ctx.clock.advance(5 * SECOND);
    await sendDueWebhooks({ ...ctx, settings: { ...settings, siteWebhook: null } });
    expect(await row()).toMatchObject({ lastError: 'No address is configured.' });
    expect(siteWebhook?.url).toBe(receiver.url);
  });

  test('a receiver that asks for more time gets it, up to a day', async () => {
    receiver.answers.splice(
      0,
      1,
      status(429, '', { 'retry-after': '120' }),
      status(429, '', { 'retry-after': '999999999' }),
    );
    await queue();
    const start = ctx.clock.now().getTime();
    await sendDueWebhooks(ctx);
    expect((await row()).nextAttemptAt.getTime()).toBe(start + 120 * SECOND);
    ctx.clock.advance(120 * SECOND);
    await sendDueWebhooks(ctx);
    expect((await row()).nextAttemptAt.getTime()).toBe(start + (120 + 86_400) * SECOND);
  });
});

test('an answer without end is read a little way, and a yes counts whatever follows it', async () => {
  const endless =
    (code: number): Answer =>
    (response) => {
      response.writeHead(code);
      const timer = setInterval(() => response.write('y'.repeat(1_000)), 1);
      response.on('close', () => clearInterval(timer));
    };
  receiver.answers.splice(0, 1, endless(500), endless(200));
  await queue();
  await sendDueWebhooks(ctx);
  expect((await row()).lastError).toBe('y'.repeat(300));
  ctx.clock.advance(5 * SECOND);
  expect(await sendDueWebhooks(ctx)).toMatchObject({ delivered: 1 });
});

test('what was delivered is deleted after its time, what waits or failed for good stays', async () => {
  await Promise.all([queue('msg_1'), queue('msg_2')]);
  receiver.answers.splice(0, 1, status(200), status(410));
  await sendDueWebhooks(ctx);
  await queue('msg_3');
  ctx.clock.advance(EVENT_DAYS * 86_400 * SECOND);
  expect(await sweepWebhooks(ctx)).toBe(0);
  ctx.clock.advance(SECOND);
  expect(await sweepWebhooks(ctx)).toBe(1);
  expect(await ctx.db.prisma.webhookDelivery.count({ where: { tenantId } })).toBe(2);
});

test('two workers at once send it once', async () => {
  receiver.answers.splice(0, 1, async (response) => {
    await new Promise((resolve) => setTimeout(resolve, 100));
    response.writeHead(204).end();
  });
  await Promise.all([queue('msg_1'), queue('msg_2'), queue('msg_3')]);
  await Promise.all([sendDueWebhooks(ctx), sendDueWebhooks(ctx), sendDueWebhooks(ctx)]);
  expect(ids().toSorted()).toEqual(['msg_1', 'msg_2', 'msg_3']);
});

test('a worker that is gone between sending and writing it down: sent again under the same id once its lease ends', async () => {
  await queue();
  let isGone = true;
  const pool = ctx.db.pool;
  const prisma = new Proxy(ctx.db.prisma, {
    get(target, name, self) {
      if (name === 'webhookDelivery' && isGone) throw new Error('the worker is gone');
      return Reflect.get(target, name, self);
    },
  });
  await expect(sendDueWebhooks({ ...ctx, db: { ...ctx.db, pool, prisma } })).rejects.toThrow();
  isGone = false;
  expect(await row()).toMatchObject({ attempts: 1, deliveredAt: null });
  ctx.clock.advance(59 * SECOND);
  expect(await sendDueWebhooks(ctx)).toMatchObject({ delivered: 0 });
  ctx.clock.advance(SECOND);
  expect(await sendDueWebhooks(ctx)).toMatchObject({ delivered: 1 });
  expect(ids()).toEqual(['msg_1', 'msg_1']);
});
