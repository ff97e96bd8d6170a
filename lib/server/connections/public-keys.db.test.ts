import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mostKeysOfConnection } from '@/lib/core/connections/credential-limits';
import { createConnection, createPerson, createTenant } from '@/lib/testing/builders';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { createClientFolder, createKeyPair, type ClientFolder } from '@/lib/testing/sftp';
import { checkKey } from './check-sign-in';
import { generatePassword, revokePassword } from './commands/passwords';
import { addPublicKey, revokePublicKey } from './commands/public-keys';
import { listCredentials } from './queries/list-credentials';

let ctx: TestContext;
let folder: ClientFolder;

beforeAll(async () => {
  ctx = await createTestContext();
  folder = await createClientFolder();
});
afterAll(async () => {
  await folder.remove();
  await ctx.close();
});

const nobody = { kind: 'command-line', userId: null, sourceAddress: null } as const;

async function createDistrict() {
  const tenant = await createTenant(ctx);
  const connection = await createConnection(ctx, tenant);
  await createPerson(ctx, { tenants: [tenant] });
  const to = { tenantId: tenant.id, connectionId: connection.id };
  return {
    ...to,
    userName: connection.sftp.userName,
    add: (text: string, name = '') => addPublicKey(ctx, nobody, to, { name, text }),
    mails: async () =>
      (await ctx.db.prisma.outboxMail.findMany({ where: { tenantId: tenant.id } })).map(
        ({ kind }) => kind,
      ),
  };
}

let made = 0;
const makeKey = () => createKeyPair(folder, `key-${(made += 1)}`);

test('a key lets in from when it is added until it is revoked, and then may come back', async () => {
  const district = await createDistrict();
  const { publicKey } = await makeKey();
  const blob = publicKey.split(' ')[1] ?? '';
  const isLetIn = async () => (await checkKey(ctx, district.userName, blob)).ok;
  expect(await checkKey(ctx, district.userName, blob)).toMatchObject({ ok: false, isOld: false });

  const added = await district.add(publicKey, ' The SIS  server ');
  if (!added.ok) throw new Error(added.code);
  expect(added.name).toBe('The SIS server');
  const told = execFileSync('ssh-keygen', ['-lf', '-'], { input: publicKey, encoding: 'utf8' });
  expect(told).toContain(added.fingerprint);
  expect(await isLetIn()).toBe(true);
  expect(await district.add(publicKey)).toEqual({
    ...{ ok: false, code: 'KEY_EXISTS', name: 'The SIS server' },
  });

  const revoke = () => revokePublicKey(ctx, nobody, district.tenantId, added.keyId);
  expect(await revoke()).toEqual({ ok: true, wasValid: true });
  expect(await revoke()).toEqual({ ok: true, wasValid: false });
  expect(await checkKey(ctx, district.userName, blob)).toMatchObject({ ok: false, isOld: true });
  expect(await district.add(publicKey)).toMatchObject({ ok: true });
  expect(await isLetIn()).toBe(true);

  const audit = await ctx.db.prisma.auditEvent.findMany({
    where: { tenantId: district.tenantId, objectType: 'sftp-key' },
    orderBy: { id: 'asc' },
  });
  expect(audit.map(({ action }) => action)).toEqual([
    'sftp-key.added',
    'sftp-key.revoked',
    'sftp-key.added',
  ]);
  expect(await district.mails()).toEqual([
    'credentials-key-added',
    'credentials-key-revoked',
    'credentials-key-added',
  ]);
});

test('a key lets nobody into another account, and another district cannot revoke it', async () => {
  const [mine, theirs] = [await createDistrict(), await createDistrict()];
  const { publicKey } = await makeKey();
  const added = await theirs.add(publicKey);
  if (!added.ok) throw new Error(added.code);
  const blob = publicKey.split(' ')[1] ?? '';
  expect(await checkKey(ctx, mine.userName, blob)).toMatchObject({ ok: false, isOld: false });
  expect(await revokePublicKey(ctx, nobody, mine.tenantId, added.keyId)).toEqual({
    ok: false,
    code: 'NO_SUCH_KEY',
  });
  const to = { tenantId: mine.tenantId, connectionId: theirs.connectionId };
  expect(await addPublicKey(ctx, nobody, to, { name: 'x', text: publicKey })).toEqual({
    ok: false,
    code: 'NO_SUCH_CONNECTION',
  });
  // Two districts may send from one server with one key.
  expect(await mine.add(publicKey)).toMatchObject({ ok: true });
});

test('a password is no key and a key no password, whatever id is named', async () => {
  const district = await createDistrict();
  const { tenantId, connectionId } = district;
  const password = await generatePassword(ctx, nobody, tenantId, connectionId);
  const key = await district.add((await makeKey()).publicKey);
  if (!password.ok || !key.ok) throw new Error('nothing was made');
  expect(await revokePassword(ctx, nobody, tenantId, key.keyId)).toMatchObject({
    code: 'NO_SUCH_PASSWORD',
  });
  expect(await revokePublicKey(ctx, nobody, tenantId, password.passwordId)).toMatchObject({
    code: 'NO_SUCH_KEY',
  });
  const { passwords, keys } = await listCredentials(ctx, tenantId, connectionId);
  expect([passwords.length, keys.length]).toEqual([1, 1]);
  expect([...passwords, ...keys].every(({ isValid }) => isValid)).toBe(true);
});

test('what is refused leaves nothing behind', async () => {
  const district = await createDistrict();
  const { publicKey, file } = await makeKey();
  const [kind, blob = ''] = publicKey.split(' ');
  const nameless = `${kind} ${blob}`;
  expect(await district.add(nameless)).toMatchObject({ code: 'KEY_NAME_NEEDED' });
  expect(await district.add(publicKey, 'x'.repeat(61))).toMatchObject({
    code: 'KEY_NAME_TOO_LONG',
  });
  const secret = await readFile(file, 'utf8');
  expect(await district.add(secret, 'mine')).toEqual({ ok: false, code: 'KEY_IS_PRIVATE' });
  // Well formed, and no point of its curve.
  const offCurve = Buffer.concat([
    Buffer.from('\0\0\0\x13ecdsa-sha2-nistp256\0\0\0\x08nistp256\0\0\0\x41\x04'),
    Buffer.alloc(64, 7),
  ]);
  const text = `ecdsa-sha2-nistp256 ${offCurve.toString('base64')} mine`;
  expect(await district.add(text)).toEqual({ ok: false, code: 'NOT_A_PUBLIC_KEY' });
  expect(await ctx.db.prisma.sftpCredential.count({ where: { tenantId: district.tenantId } })).toBe(
    0,
  );
  expect(await district.mails()).toEqual([]);
  expect(await district.add(nameless, 'x'.repeat(60))).toMatchObject({ ok: true });
});

test('an account has ten keys at most, of those that work', async () => {
  const district = await createDistrict();
  const added = [];
  for (let i = 0; i < mostKeysOfConnection; i += 1)
    added.push(await district.add((await makeKey()).publicKey));
  const { publicKey } = await makeKey();
  expect(await district.add(publicKey)).toEqual({ ok: false, code: 'TOO_MANY_KEYS' });
  const [first] = added;
  if (!first?.ok) throw new Error('no key');
  await revokePublicKey(ctx, nobody, district.tenantId, first.keyId);
  expect(await district.add(publicKey)).toMatchObject({ ok: true });
});
