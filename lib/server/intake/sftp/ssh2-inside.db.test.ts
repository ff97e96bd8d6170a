// What real clients are told in packets that are changed inside ssh2: why a connection ends, and which signatures are taken.
import { once } from 'node:events';
import net from 'node:net';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import ssh2, { type Client } from 'ssh2';
import { KEY_SIGNATURES } from '@/lib/core/sftp/public-key';
import { createConnection, createTenant } from '@/lib/testing/builders';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import {
  createClientFolder,
  createKeyPair,
  hasProgram,
  runOpenSshSftp,
  runParamiko,
  runPsftp,
  signInOrFail,
  type ClientFolder,
  type KeyPair,
  type SftpLogin,
} from '@/lib/testing/sftp';
import { generatePassword, revokePassword } from '../../connections/commands/passwords';
import { addPublicKey } from '../../connections/commands/public-keys';
import { hostKeyFingerprints } from '../../connections/host-key';
import type { SftpLimits } from './sftp-limits';
import { startSftpServer, type SftpServer } from './sftp-server';

const nobody = { kind: 'command-line', userId: null, sourceAddress: null } as const;

let ctx: TestContext;
let server: SftpServer;
let folder: ClientFolder;
let key: KeyPair;
let clients: Client[] = [];

beforeAll(async () => {
  ctx = await createTestContext({ settings: { sftpPort: 0 } });
  folder = await createClientFolder();
  key = await createKeyPair(folder, 'nightly');
});
afterEach(async () => {
  for (const client of clients) client.end();
  clients = [];
  await server.stop();
});
afterAll(async () => {
  await folder.remove();
  await ctx.close();
});

async function createDistrict(limits: Partial<SftpLimits> = {}) {
  server = await startSftpServer(ctx, { limits });
  const tenant = await createTenant(ctx);
  const connection = await createConnection(ctx, tenant);
  const to = { tenantId: tenant.id, connectionId: connection.id };
  const made = await generatePassword(ctx, nobody, to.tenantId, to.connectionId);
  const added = await addPublicKey(ctx, nobody, to, { name: '', text: key.publicKey });
  if (!made.ok || !added.ok) throw new Error('no credentials');
  const login = { userName: connection.sftp.userName, password: made.password, port: server.port };
  return { ...to, login, passwordId: made.passwordId };
}

async function fillSessions(login: SftpLogin, count: number): Promise<void> {
  for (let i = 0; i < count; i += 1) clients.push(await signInOrFail(login));
}

const TOO_MANY = 'The sign-in was right, but 2 connections of this account are open already.';

test('OpenSSH hears which signatures of its key are taken, and no SHA-1', async () => {
  const { login } = await createDistrict();
  const answer = await runOpenSshSftp(folder, login, ['ls'], ['-oLogLevel=DEBUG1']);
  expect(answer.code).toBe(0);
  expect(answer.output).toContain(`server-sig-algs=<${KEY_SIGNATURES.join(',')}>`);
  expect(KEY_SIGNATURES).not.toContain('ssh-rsa');
});

test.each([
  ['AES-GCM', ['Ciphers=aes128-gcm@openssh.com']],
  ['encrypt-then-MAC', ['Ciphers=aes256-ctr', 'MACs=hmac-sha2-256-etm@openssh.com']],
  ['the older order', ['Ciphers=aes128-ctr', 'MACs=hmac-sha2-512']],
])('OpenSSH with %s prints that there are too many sessions', async (_how, options) => {
  const { login } = await createDistrict({ sessionsPerAccount: 2 });
  await fillSessions(login, 2);
  const asked = options.map((option) => `-o${option}`);
  const answer = await runOpenSshSftp(folder, login, ['ls'], asked);
  expect(answer.code).not.toBe(0);
  expect(answer.output).toContain(TOO_MANY);
  expect(answer.output).not.toContain('Permission denied');
});

test.runIf(hasProgram('psftp'))("PuTTY's psftp prints it, and paramiko logs it", async () => {
  const { login } = await createDistrict({ sessionsPerAccount: 2 });
  await fillSessions(login, 2);
  const { ed25519, ecdsa, rsa } = await hostKeyFingerprints(ctx);
  const hostKeys = [ed25519, ecdsa ?? '', rsa ?? ''];
  const putty = await runPsftp(folder, login, key, { commands: ['ls'], hostKeys });
  expect(putty.output).toContain(TOO_MANY);
  const file = await folder.write('orgs.csv', 'sourcedId\n');
  const python = await runParamiko(folder, login, key, { file, as: 'orgs.csv' });
  expect(python.code).not.toBe(0);
  expect(python.output).toContain(TOO_MANY);
});

test.each([
  [
    'the password was revoked',
    ({ tenantId, passwordId }: Awaited<ReturnType<typeof createDistrict>>) =>
      revokePassword(ctx, nobody, tenantId, passwordId),
    'This password or SSH key no longer works',
  ],
  ['the server stops', () => server.stop(), 'The server is being restarted.'],
])('who is signed in hears that %s', async (_what, happens, words) => {
  const district = await createDistrict({ accessCheckMs: 50 });
  const { userName, port, password } = district.login;
  const client = new ssh2.Client();
  let heard = '';
  client.connect({
    ...{ host: '127.0.0.1', port, username: userName, password },
    debug: (line) => (heard += `${line}\n`),
  });
  await once(client, 'ready');
  const closed = once(client, 'close');
  await happens(district);
  await closed;
  expect(heard).toContain(words);
});

test('a client of which nothing is known but its algorithms is told what is offered', async () => {
  await createDistrict();
  const socket = net.connect(server.port, '127.0.0.1');
  socket.write('SSH-2.0-Ancient_1.0\r\n');
  socket.write(packetOf(kexInit(['diffie-hellman-group1-sha1'])));
  let said = Buffer.alloc(0);
  socket.on('data', (data: Buffer) => (said = Buffer.concat([said, data])));
  await once(socket, 'close');
  expect(said.toString('latin1')).toContain(
    'The key exchange failed. Update your program, or allow one of each: curve25519-sha256,',
  );
});

/** RFC 4253, section 7.1, with one list that differs. */
function kexInit(keyExchange: readonly string[]): Buffer {
  const list = (names: readonly string[]): Buffer => {
    const text = Buffer.from(names.join(','));
    const length = Buffer.alloc(4);
    length.writeUInt32BE(text.length);
    return Buffer.concat([length, text]);
  };
  const [ciphers, macs] = [['aes128-ctr'], ['hmac-sha2-256']];
  return Buffer.concat([
    Buffer.from([20]),
    Buffer.alloc(16),
    ...[keyExchange, ['ssh-ed25519'], ciphers, ciphers, macs, macs].map(list),
    ...[['none'], ['none'], [], []].map(list),
    Buffer.alloc(5),
  ]);
}

/** In the clear: RFC 4253, section 6. */
function packetOf(payload: Buffer): Buffer {
  const padding = 8 - ((payload.length + 5) % 8) + 8;
  const head = Buffer.alloc(5);
  head.writeUInt32BE(payload.length + padding + 1);
  head.writeUInt8(padding, 4);
  return Buffer.concat([head, payload, Buffer.alloc(padding)]);
}
