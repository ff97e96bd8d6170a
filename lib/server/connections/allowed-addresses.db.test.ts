import type { Client } from 'ssh2';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mostAllowedAddresses } from '@/lib/core/connections/credential-limits';
import { createConnection, createPerson, createTenant } from '@/lib/testing/builders';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import {
  createClientFolder,
  createKeyPair,
  eventually,
  runOpenSshSftp,
  runOpenSshSftpWithKeys,
  signInOrFail,
  type ClientFolder,
} from '@/lib/testing/sftp';
import { startSftpServer, type SftpServer } from '../intake/sftp/sftp-server';
import { connectionHints } from '../tenants/queries/connection-hints';
import { setAllowedAddresses } from './commands/allowed-addresses';
import { generatePassword } from './commands/passwords';
import { addPublicKey } from './commands/public-keys';
import { findRosterConnection } from './queries/list-connections';

const nobody = { kind: 'command-line', userId: null, sourceAddress: null } as const;

let ctx: TestContext;
let server: SftpServer;
let folder: ClientFolder;

beforeAll(async () => {
  ctx = await createTestContext({ settings: { sftpPort: 0 } });
  server = await startSftpServer(ctx, { limits: { accessCheckMs: 50 } });
  folder = await createClientFolder();
});
afterAll(async () => {
  await server.stop();
  await folder.remove();
  await ctx.close();
});

async function createDistrict() {
  const tenant = await createTenant(ctx);
  const connection = await createConnection(ctx, tenant);
  await createPerson(ctx, { tenants: [tenant] });
  const to = { tenantId: tenant.id, connectionId: connection.id };
  const made = await generatePassword(ctx, nobody, to.tenantId, to.connectionId);
  if (!made.ok) throw new Error(made.code);
  const login = { userName: connection.sftp.userName, password: made.password, port: server.port };
  return {
    ...to,
    login,
    allow: (text: string, more: { before?: string; evenIfLeftOut?: boolean } = {}) =>
      setAllowedAddresses(ctx, nobody, to, { text, evenIfLeftOut: true, ...more }),
    listed: async () => (await findRosterConnection(ctx, tenant.id))?.sftp?.allowedAddresses,
    listFrom: (from: string, password = made.password) =>
      runOpenSshSftp(folder, { ...login, password }, ['ls'], [`-oBindAddress=${from}`]),
  };
}

test('only programs at an allowed address sign in, by password or key; the others are told why', async () => {
  const district = await createDistrict();
  const key = await createKeyPair(folder, 'nightly');
  await addPublicKey(ctx, nobody, district, { name: '', text: key.publicKey });
  await district.allow('127.7.0.4\n127.7.1.0/24, 2001:db8::/48');
  expect(await district.listFrom('127.7.0.4')).toMatchObject({ code: 0 });
  expect(await district.listFrom('127.7.1.200')).toMatchObject({ code: 0 });
  ctx.clock.advance(1000);

  const refused = await district.listFrom('127.7.0.5');
  expect(refused.code).not.toBe(0);
  expect(refused.output).toContain('This account can be used from certain addresses only');
  const byKey = await runOpenSshSftpWithKeys(
    folder,
    district.login,
    [key],
    ['ls'],
    ['-oBindAddress=127.7.0.5'],
  );
  expect(byKey.output).toContain('This account can be used from certain addresses only');
  const hints = await eventually(
    () => connectionHints(ctx, district.tenantId, district.connectionId),
    (found) => found.some((hint) => hint.code === 'ADDRESS_NOT_ALLOWED' && hint.count === 2),
  );
  expect(hints).toMatchObject([{ code: 'ADDRESS_NOT_ALLOWED', sourceAddress: '127.7.0.5' }]);

  const guess = await district.listFrom('127.7.0.5', 'wrong');
  expect(guess.output).not.toContain('This account can be used from certain addresses only');
  await district.allow('');
  expect(await district.listFrom('127.7.0.5')).toMatchObject({ code: 0 });
});

test('who is signed in from elsewhere is cut off when the list is set', async () => {
  const district = await createDistrict();
  const [stays, goes] = await Promise.all([
    signInOrFail({ ...district.login, from: '127.7.2.1' }),
    signInOrFail({ ...district.login, from: '127.7.2.2' }),
  ]);
  const ended = new Set<Client>();
  const closedWith = () =>
    ctx.db.prisma.sftpEvent.findMany({
      where: { connectionId: district.connectionId, kind: 'CLOSED' },
    });
  for (const client of [stays, goes]) client.on('close', () => ended.add(client));
  await district.allow('127.7.2.1');
  await eventually(
    () => ended.has(goes),
    (hasEnded) => hasEnded,
  );
  expect(ended.has(stays)).toBe(false);
  const [closed] = await eventually(closedWith, ({ length }) => length > 0);
  expect(closed?.code).toBe('ADDRESS_NOT_ALLOWED');
  stays.end();
});

test('what is no address is named, and the list stays as it was', async () => {
  const district = await createDistrict();
  expect(await district.allow('192.0.2.4 192.0.2.4;192.0.2.0/28')).toEqual({
    ok: true,
    addresses: ['192.0.2.4', '192.0.2.0/28'],
  });
  for (const text of ['sis.example.org', '192.0.2.256', '192.0.2.0/33', 'fe80::1%eth0', '10.0.0.'])
    expect(await district.allow(`192.0.2.9, ${text}`)).toEqual({
      ...{ ok: false, code: 'NOT_AN_ADDRESS', text },
    });
  expect(await district.allow('192.0.2.9\nour server\n')).toMatchObject({ text: 'our server' });
  const many = Array.from({ length: mostAllowedAddresses + 1 }, (_, i) => `192.0.2.${i}`);
  expect(await district.allow(many.join('\n'))).toMatchObject({ code: 'TOO_MANY_ADDRESSES' });
  expect(await district.listed()).toEqual(['192.0.2.4', '192.0.2.0/28']);
  expect(await district.allow(many.slice(1).join('\n'))).toMatchObject({ ok: true });
});

test('the address of the last sign-in is not left out by mistake', async () => {
  const district = await createDistrict();
  expect(await district.listFrom('127.7.3.4')).toMatchObject({ code: 0 });
  await eventually(
    () => ctx.db.prisma.sftpCredential.findFirst({ where: { tenantId: district.tenantId } }),
    (credential) => credential?.lastUsedFrom !== null,
  );
  const ask = { evenIfLeftOut: false };
  expect(await district.allow('127.7.3.5', ask)).toEqual({
    ...{ ok: false, code: 'LEAVES_OUT_LAST_USED', address: '127.7.3.4' },
  });
  expect(await district.listed()).toEqual([]);
  expect(await district.allow('127.7.3.0/24', ask)).toMatchObject({ ok: true });
  expect(await district.allow('', ask)).toMatchObject({ ok: true });
  expect(await district.allow('127.7.3.5')).toMatchObject({ ok: true });
});

test('of two people who change the list, the second is told', async () => {
  const district = await createDistrict();
  await district.allow('192.0.2.4\n192.0.2.5', { before: '' });
  const read = '192.0.2.4\n192.0.2.5';
  expect(await district.allow('192.0.2.4', { before: read })).toMatchObject({ ok: true });
  expect(await district.allow(`${read}\n192.0.2.6`, { before: read })).toEqual({
    ...{ ok: false, code: 'ADDRESSES_CHANGED' },
  });
  expect(await district.listed()).toEqual(['192.0.2.4']);
});

test('the contacts are told once, and another district cannot set it', async () => {
  const [mine, theirs] = [await createDistrict(), await createDistrict()];
  const to = { tenantId: mine.tenantId, connectionId: theirs.connectionId };
  expect(await setAllowedAddresses(ctx, nobody, to, { text: '192.0.2.4' })).toEqual({
    ...{ ok: false, code: 'NO_SUCH_CONNECTION' },
  });
  expect(await theirs.listed()).toEqual([]);
  await mine.allow('192.0.2.4');
  await mine.allow('192.0.2.4');
  const mails = await ctx.db.prisma.outboxMail.findMany({
    where: { tenantId: mine.tenantId, kind: 'credentials-addresses-set' },
  });
  expect(mails.map(({ text }) => text)).toEqual([
    expect.stringContaining('Only 1 address or range can be used now'),
  ]);
});
