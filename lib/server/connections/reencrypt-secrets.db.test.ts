import { createSecretKey, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createApiConnection, type TestApiConnection } from '@/lib/testing/api-connection';
import { askCommandLine } from '@/lib/testing/ask-command-line';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import type { Actor } from '../app-context';
import { checkHealth } from '../health/check-health';
import type { EncryptionKey } from '../settings/encryption-keys';
import { reencryptSecrets } from './commands/reencrypt-secrets';
import { listSecretKeys } from './queries/list-secret-keys';
import { openSecret, sealSecret } from './sealed-secrets';

const ACTOR: Actor = { kind: 'command-line', userId: null, sourceAddress: null };
const key = (name: string): EncryptionKey => ({ name, key: createSecretKey(randomBytes(32)) });
const [y2026, y2027] = [key('y2026'), key('y2027')];

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext();
});
beforeEach(async () => {
  await ctx.db.prisma.apiAccount.deleteMany();
  useKeys(y2026);
});
afterAll(() => ctx.close());

function useKeys(...encryptionKeys: EncryptionKey[]): void {
  ctx.settings = { ...ctx.settings, encryptionKeys };
}

async function createWithToken(secret: string): Promise<TestApiConnection> {
  const ids = await createApiConnection(ctx, secret);
  const token = sealSecret(ctx, `token of ${secret}`, { ...ids, purpose: 'api-token' });
  const at = ctx.clock.now();
  await ctx.db.prisma.apiToken.create({
    data: {
      ...ids,
      tokenKeyName: token.keyName,
      tokenSealed: token.bytes,
      obtainedAt: at,
      renewAt: at,
      expiresAt: at,
    },
  });
  return ids;
}

async function stored(ids: TestApiConnection): Promise<string[]> {
  const where = { tenantId_connectionId: ids };
  const account = await ctx.db.prisma.apiAccount.findUniqueOrThrow({ where });
  const token = await ctx.db.prisma.apiToken.findUniqueOrThrow({ where });
  return [
    account.secretKeyName,
    openSecret(
      ctx,
      { keyName: account.secretKeyName, bytes: account.secretSealed },
      { ...ids, purpose: 'api-secret' },
    ),
    token.tokenKeyName,
    openSecret(
      ctx,
      { keyName: token.tokenKeyName, bytes: token.tokenSealed },
      { ...ids, purpose: 'api-token' },
    ),
  ];
}

test('secrets and tokens move to the first key, in batches, and again changes nothing', async () => {
  const all = [];
  for (let each = 0; each < 5; each += 1) all.push(await createWithToken(`secret ${each}`));
  useKeys(y2027, y2026);
  expect(await reencryptSecrets(ctx, ACTOR, { batchSize: 2 })).toEqual({ moved: 10, left: 0 });
  useKeys(y2027);
  for (const [at, ids] of all.entries())
    expect(await stored(ids)).toEqual(['y2027', `secret ${at}`, 'y2027', `token of secret ${at}`]);
  expect(await reencryptSecrets(ctx, ACTOR)).toEqual({ moved: 0, left: 0 });
  const audited = await ctx.db.prisma.auditEvent.findMany({
    where: { action: 'secrets.reencrypted', objectId: 'y2027' },
  });
  expect(audited).toHaveLength(6);
});

test('a secret that is entered while others are moved is not overwritten', async () => {
  const ids = await createWithToken('old');
  useKeys(y2027, y2026);
  const entered = sealSecret(ctx, 'new', { ...ids, purpose: 'api-secret' });
  const client = await ctx.db.pool.connect();
  await client.query('BEGIN');
  await client.query(
    'UPDATE api_account SET secret_key_name = $2, secret_sealed = $3 WHERE connection_id = $1',
    [ids.connectionId, entered.keyName, entered.bytes],
  );
  const moving = reencryptSecrets(ctx, ACTOR);
  await new Promise((resolve) => setTimeout(resolve, 200));
  await client.query('COMMIT');
  client.release();
  // The token alone.
  expect(await moving).toEqual({ moved: 1, left: 0 });
  expect(await stored(ids)).toEqual(['y2027', 'new', 'y2027', 'token of old']);
});

test('what no key opens is left as it is, counted, and named by the doctor', async () => {
  const kept = await createWithToken('kept');
  await ctx.db.prisma.apiToken.deleteMany();
  useKeys(y2027);
  expect(await reencryptSecrets(ctx, ACTOR)).toEqual({ moved: 0, left: 1 });
  expect(await listSecretKeys(ctx)).toEqual([
    { name: 'y2027', count: 0, isConfigured: true, isFirst: true, opens: null },
    { name: 'y2026', count: 1, isConfigured: false, isFirst: false, opens: null },
  ]);
  const { status, checks } = await checkHealth(ctx);
  expect(status).not.toBe('ok');
  expect(checks.secrets).toEqual({
    status: 'warning',
    reason:
      'CONNECTOR_ENCRYPTION_KEYS misses the key "y2026", with which 1 stored secret is sealed. Add what is missing: until then these connections are not fetched from.',
    count: 1,
  });
  // Under the old name, and another key than it was.
  useKeys(y2027, key('y2026'));
  expect((await checkHealth(ctx)).checks.secrets).toMatchObject({
    status: 'warning',
    reason: expect.stringContaining('What is stored under the key "y2026"'),
  });
  useKeys(y2027, y2026);
  expect((await checkHealth(ctx)).checks.secrets).toMatchObject({ status: 'ok', count: 0 });
  await reencryptSecrets(ctx, ACTOR);
  expect((await ctx.db.prisma.apiAccount.findFirstOrThrow()).connectionId).toBe(kept.connectionId);
});

test('the command line moves them and lists names and counts, never a value', async () => {
  await createWithToken('a secret of a district');
  useKeys(y2027, y2026);
  const [before, listed] = await askCommandLine(ctx, 'secrets', 'list');
  expect([before, listed]).toEqual([
    0,
    {
      rows: [
        { name: 'y2027', count: 0, isConfigured: true, isFirst: true, opens: null },
        { name: 'y2026', count: 2, isConfigured: true, isFirst: false, opens: true },
        { name: 'default', count: 0, isConfigured: true, isFirst: false, opens: null },
      ],
      total: 3,
    },
  ]);
  const [done, moved] = await askCommandLine(ctx, 'secrets', 'reencrypt');
  expect(done).toBe(0);
  expect(moved).toMatchObject({ moved: 2, left: 0 });
  useKeys(key('y2028'));
  const [refused, left] = await askCommandLine(ctx, 'secrets', 'reencrypt');
  expect(refused).toBe(3);
  expect(left).toMatchObject({ moved: 0, left: 2 });
  const said = JSON.stringify([listed, moved, left]);
  expect(said).not.toContain('a secret of');
  expect(said).not.toContain(y2026.key.export().toString('base64'));
  const [, doctor] = await askCommandLine(ctx, 'doctor');
  expect(doctor).toMatchObject({ checks: { secrets: { status: 'warning', count: 2 } } });
});
