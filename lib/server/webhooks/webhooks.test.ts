import { expect, test } from 'vitest';
import { readEnvironment } from '../settings';
import { asOneLine } from './post';
import { readWebhookSecret, webhookHeaders } from './sign';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const url = 'https://sites.example.org/requests';

test('signs as the specification shows', () => {
  const headers = webhookHeaders(
    {
      messageId: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      at: new Date(1_614_265_330_000),
      body: '{"test": 2432232314}',
    },
    [SECRET],
  );
  expect(headers).toEqual({
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  });
});

test.each([
  ['without its prefix', 'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
  ['too short', `whsec_${Buffer.alloc(23).toString('base64')}`],
  ['too long', `whsec_${Buffer.alloc(65).toString('base64')}`],
  ['no base64', 'whsec_not base64 at all, not at all!'],
  ['of the other kind', 'whsk_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
])('a secret %s is none', (_what, secret) => {
  expect(readWebhookSecret(secret)).toBeNull();
});

test.each<[string, Record<string, string>, string | null]>([
  ['both', { CONNECTOR_SITE_WEBHOOK_URL: url, CONNECTOR_SITE_WEBHOOK_SECRET: SECRET }, null],
  [
    'two secrets',
    { CONNECTOR_SITE_WEBHOOK_URL: url, CONNECTOR_SITE_WEBHOOK_SECRET: `${SECRET} ${SECRET}` },
    null,
  ],
  [
    'this machine without TLS',
    { CONNECTOR_SITE_WEBHOOK_URL: 'http://127.0.0.1:1', CONNECTOR_SITE_WEBHOOK_SECRET: SECRET },
    null,
  ],
  ['an address alone', { CONNECTOR_SITE_WEBHOOK_URL: url }, 'CONNECTOR_SITE_WEBHOOK_SECRET'],
  ['a secret alone', { CONNECTOR_SITE_WEBHOOK_SECRET: SECRET }, 'CONNECTOR_SITE_WEBHOOK_URL'],
  [
    'no TLS',
    {
      CONNECTOR_SITE_WEBHOOK_URL: 'http://sites.example.org',
      CONNECTOR_SITE_WEBHOOK_SECRET: SECRET,
    },
    'CONNECTOR_SITE_WEBHOOK_URL',
  ],
  [
    'a password in the address',
    {
      CONNECTOR_SITE_WEBHOOK_URL: 'https://someone:secret@sites.example.org',
      CONNECTOR_SITE_WEBHOOK_SECRET: SECRET,
    },
    'CONNECTOR_SITE_WEBHOOK_URL',
  ],
  [
    'a secret that is none',
    { CONNECTOR_SITE_WEBHOOK_URL: url, CONNECTOR_SITE_WEBHOOK_SECRET: 'secret' },
    'CONNECTOR_SITE_WEBHOOK_SECRET',
  ],
])('settings: %s', (_what, env, problem) => {
  const result = readEnvironment(env);
  expect(result.ok ? null : result.problems[0]?.name).toBe(problem);
  // What is wrong with a secret is said without it.
  if (!result.ok) expect(JSON.stringify(result.problems)).not.toContain('secret@');
});

test('what a receiver says becomes one bounded line', () => {
  expect(asOneLine('\u202ea\r\n\tb\u0000\u2028c ')).toBe('a b c');
  expect(asOneLine('👩‍🏫'.repeat(400)).length).toBeLessThanOrEqual(600);
});
