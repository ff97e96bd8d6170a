// Programs that districts really use sign in with keys, against the real server, database and folder.
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import ssh2 from 'ssh2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ConnectionHint } from '@/lib/core/sftp/seen';
import { createConnection, createTenant } from '@/lib/testing/builders';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import {
  createClientFolder,
  createKeyPair,
  eventually,
  hasProgram,
  runOpenSshSftp,
  runOpenSshSftpWithKeys,
  runParamiko,
  runPsftp,
  type ClientFolder,
  type KeyPair,
} from '@/lib/testing/sftp';
import { generatePassword, rotatePassword } from '../../connections/commands/passwords';
import { addPublicKey, revokePublicKey } from '../../connections/commands/public-keys';
import { hostKeyFingerprints } from '../../connections/host-key';
import { connectionHints } from '../../tenants/queries/connection-hints';
import { startSftpServer, type SftpServer } from './sftp-server';

const nobody = { kind: 'command-line', userId: null, sourceAddress: null } as const;

let ctx: TestContext;
let server: SftpServer;
let folder: ClientFolder;
const keys: Record<string, KeyPair> = {};

beforeAll(async () => {
  ctx = await createTestContext({ settings: { sftpPort: 0 } });
  server = await startSftpServer(ctx, {
    limits: { accessCheckMs: 100, otherTriesPerConnection: 6, failuresPerPair: 2 },
  });
  folder = await createClientFolder();
  keys.ed25519 = await createKeyPair(folder, 'ed25519');
  keys.other = await createKeyPair(folder, 'other');
  keys.ecdsa = await createKeyPair(folder, 'ecdsa', ['-t', 'ecdsa', '-b', '256']);
  keys.ecdsa521 = await createKeyPair(folder, 'ecdsa521', ['-t', 'ecdsa', '-b', '521']);
  keys.rsa = await createKeyPair(folder, 'rsa', ['-t', 'rsa', '-b', '2048', '-m', 'PEM']);
});
afterAll(async () => {
  await server.stop();
  await folder.remove();
  await ctx.close();
});

function keyNamed(name: string): KeyPair {
  const key = keys[name];
  if (!key) throw new Error(`no key ${name}`);
  return key;
}

async function createDistrict() {
  const tenant = await createTenant(ctx);
  const connection = await createConnection(ctx, tenant);
  const to = { tenantId: tenant.id, connectionId: connection.id };
  return {
    ...to,
    login: { userName: connection.sftp.userName, port: server.port, password: '' },
    add: async (key: KeyPair) => {
      const added = await addPublicKey(ctx, nobody, to, { name: '', text: key.publicKey });
      if (!added.ok) throw new Error(added.code);
      return added;
    },
    received: async () =>
      (
        await ctx.db.prisma.delivery.findMany({
          where: { connectionId: connection.id, state: { not: 'RECEIVING' } },
          orderBy: { id: 'asc' },
        })
      ).map(({ fileName, state }) => `${fileName} ${state}`),
    events: async () =>
      (
        await ctx.db.prisma.sftpEvent.findMany({
          where: { connectionId: connection.id },
          orderBy: { id: 'asc' },
        })
      ).map(({ kind, code }) => (code === null ? kind : `${kind} ${code}`)),
    hints: async () => connectionHints(ctx, tenant.id, connection.id),
  };
}

describe('a key lets in', () => {
  test.each(['ed25519', 'ecdsa', 'ecdsa521', 'rsa'])('OpenSSH with %s', async (name) => {
    const district = await createDistrict();
    const { keyId } = await district.add(keyNamed(name));
    const file = await folder.write('orgs.csv', 'sourcedId\n1\n');
    const put = `put ${file} orgs.csv`;
    const sent = await runOpenSshSftpWithKeys(folder, district.login, [keyNamed(name)], [put]);
    expect(sent, sent.output).toMatchObject({ code: 0 });
    expect(await district.received()).toEqual(['orgs.csv RECEIVED']);
    const used = await eventually(
      () => ctx.db.prisma.sftpCredential.findUniqueOrThrow({ where: { id: keyId } }),
      ({ lastUsedAt }) => lastUsedAt !== null,
    );
    expect(used.lastUsedFrom).toBe('127.0.0.1');
  });

  test.runIf(hasProgram('psftp'))("PuTTY's psftp", async () => {
    const district = await createDistrict();
    await district.add(keyNamed('ed25519'));
    const file = await folder.write('users.csv', 'sourcedId\n1\n');
    const { ed25519, ecdsa, rsa } = await hostKeyFingerprints(ctx);
    const sent = await runPsftp(folder, district.login, keyNamed('ed25519'), {
      commands: [`put ${file} users.csv`],
      hostKeys: [ed25519, ecdsa ?? '', rsa ?? ''],
    });
    expect(sent, sent.output).toMatchObject({ code: 0 });
    expect(await district.received()).toEqual(['users.csv RECEIVED']);
  });

  test.each(['ed25519', 'rsa', 'ecdsa'])('paramiko with %s', async (name) => {
    const district = await createDistrict();
    await district.add(keyNamed(name));
    const file = await folder.write('classes.csv', 'sourcedId\n1\n');
    const sent = await runParamiko(folder, district.login, keyNamed(name), {
      file,
      as: 'classes.csv',
    });
    expect(sent, sent.output).toMatchObject({ code: 0 });
    expect(await district.received()).toEqual(['classes.csv RECEIVED']);
  });

  test('of several, each; and while the password is being guessed at', async () => {
    const district = await createDistrict();
    for (const name of ['ed25519', 'rsa']) await district.add(keyNamed(name));
    const made = await generatePassword(ctx, nobody, district.tenantId, district.connectionId);
    if (!made.ok) throw new Error(made.code);
    for (const password of ['wrong', 'wrong', made.password]) {
      const answer = await runOpenSshSftp(folder, { ...district.login, password }, ['ls']);
      expect(answer.code).not.toBe(0);
    }
    for (const name of ['rsa', 'ed25519'])
      expect(
        await runOpenSshSftpWithKeys(folder, district.login, [keyNamed(name)], ['ls']),
      ).toMatchObject({ code: 0 });
  });

  test('whose keys come before it is no stranger', async () => {
    const district = await createDistrict();
    await district.add(keyNamed('rsa'));
    const tried = ['other', 'ecdsa', 'ed25519', 'rsa'].map(keyNamed);
    const sent = await runOpenSshSftpWithKeys(folder, district.login, tried, ['ls']);
    expect(sent, sent.output).toMatchObject({ code: 0 });
    const events = await eventually(district.events, (all) => all.includes('CLOSED'));
    expect(events).toEqual(['CONNECTED', 'SIGNED_IN', 'CLOSED']);
  });
});

/** Of its own, so that nothing that others do there is taken for this district's. */
let addresses = 0;
function fromItsOwnAddress(): { from: string; options: string[] } {
  addresses += 1;
  const from = `127.6.0.${addresses}`;
  return { from, options: [`-oBindAddress=${from}`] };
}

/** Before anything of the district is written down, what strangers did elsewhere may be told. */
function hintsWith(
  code: ConnectionHint['code'],
  { hints }: { hints: () => Promise<ConnectionHint[]> },
): Promise<ConnectionHint[]> {
  return eventually(hints, (all) => all.some((hint) => hint.code === code));
}

describe('a key lets nobody in', () => {
  test('that is not on the page; its fingerprint is told, and no wrong password', async () => {
    const district = await createDistrict();
    const { fingerprint } = await district.add(keyNamed('ed25519'));
    const { from, options } = fromItsOwnAddress();
    const tried = [keyNamed('other')];
    const sent = await runOpenSshSftpWithKeys(folder, district.login, tried, ['ls'], options);
    expect(sent.code).not.toBe(0);
    const hints = await hintsWith('UNKNOWN_KEY', district);
    expect(hints).toEqual([
      {
        ...{ code: 'UNKNOWN_KEY', sourceAddress: from, count: 1 },
        ...{ fingerprint: expect.stringMatching(/^SHA256:/), lastAt: expect.any(Date) },
      },
    ]);
    expect(hints).not.toMatchObject([{ fingerprint }]);
  });

  test('is told no more once it was added', async () => {
    const district = await createDistrict();
    const { options } = fromItsOwnAddress();
    const tried = [keyNamed('ed25519')];
    await runOpenSshSftpWithKeys(folder, district.login, tried, ['ls'], options);
    const codes = async () => (await district.hints()).map(({ code }) => code);
    expect(await eventually(codes, (all) => all.includes('UNKNOWN_KEY'))).toEqual([
      'NO_PASSWORD',
      'UNKNOWN_KEY',
    ]);
    await district.add(keyNamed('ed25519'));
    expect(await codes()).toEqual([]);
  });

  test('however often it is tried, and an old one says more than a stray one', async () => {
    const district = await createDistrict();
    const { keyId, fingerprint } = await district.add(keyNamed('ed25519'));
    await district.add(keyNamed('rsa'));
    await revokePublicKey(ctx, nobody, district.tenantId, keyId);
    const { options } = fromItsOwnAddress();
    const tried = [keyNamed('ed25519'), keyNamed('other')];
    for (let i = 0; i < 3; i += 1)
      await runOpenSshSftpWithKeys(folder, district.login, tried, ['ls'], options);
    const once = ['CONNECTED', `OLD_KEY ${fingerprint}`];
    expect(await eventually(district.events, ({ length }) => length >= once.length)).toEqual(once);
    ctx.clock.advance(60_000);
    await runOpenSshSftpWithKeys(folder, district.login, tried, ['ls'], options);
    const twice = [...once, ...once];
    expect(await eventually(district.events, ({ length }) => length >= twice.length)).toEqual(
      twice,
    );
  });

  test('of more keys than one connection may try', async () => {
    const district = await createDistrict();
    await district.add(keyNamed('rsa'));
    await countTries({ ...district.login, from: fromItsOwnAddress().from }, keyNamed('other'), 20);
    const hints = await hintsWith('TOO_MANY_KEYS_TRIED', district);
    expect(hints).toMatchObject([{ code: 'TOO_MANY_KEYS_TRIED', count: 1 }]);
  });

  test('that was revoked, also when it was signed in', async () => {
    const district = await createDistrict();
    const { keyId, fingerprint } = await district.add(keyNamed('ed25519'));
    await generatePassword(ctx, nobody, district.tenantId, district.connectionId);
    const client = new ssh2.Client();
    const closed = once(client, 'close');
    const ready = once(client, 'ready');
    client.connect({
      ...{ host: '127.0.0.1', port: server.port, username: district.login.userName },
      privateKey: await readFile(keyNamed('ed25519').file),
    });
    await ready;
    await revokePublicKey(ctx, nobody, district.tenantId, keyId);
    await closed;
    ctx.clock.advance(1000);
    const { options } = fromItsOwnAddress();
    const tried = [keyNamed('ed25519')];
    await runOpenSshSftpWithKeys(folder, district.login, tried, ['ls'], options);
    const hints = await hintsWith('OLD_KEY', district);
    expect(hints).toMatchObject([{ code: 'OLD_KEY', fingerprint }]);
  });

  test('that signs with SHA-1, as programs of before do, and it is told', async () => {
    const district = await createDistrict();
    await district.add(keyNamed('rsa'));
    const client = new ssh2.Client();
    const refused = new Promise<string>((resolve) =>
      client.on('ready', () => resolve('')).on('error', ({ message }) => resolve(message)),
    );
    client.connect({
      ...addressOf({ ...district.login, from: fromItsOwnAddress().from }),
      privateKey: await readFile(keyNamed('rsa').file),
    });
    forgetExtensions(client);
    expect(await refused).not.toBe('');
    client.end();
    const hints = await hintsWith('KEY_SIGNED_WITH_SHA1', district);
    expect(hints).toMatchObject([{ code: 'KEY_SIGNED_WITH_SHA1' }]);
  });

  test('whose other half the client has not', async () => {
    const district = await createDistrict();
    await district.add(keyNamed('ed25519'));
    const told = await signWithAnother(district.login, keyNamed('ed25519'), keyNamed('other'));
    expect(told).not.toBe('');
    expect(
      await eventually(district.events, (all) => all.includes('REFUSED KEY_SIGNATURE_WRONG')),
    ).toContain('REFUSED KEY_SIGNATURE_WRONG');
    expect(await district.events()).not.toContain('SIGNED_IN');
  });

  test('that calls itself of another kind, so that SHA-1 would pass', async () => {
    const district = await createDistrict();
    await district.add(keyNamed('rsa'));
    const rsa = keyNamed('rsa');
    expect(await signWithAnother(district.login, rsa, rsa, 'ssh-ed25519')).not.toBe('');
    expect(
      await eventually(district.events, (all) => all.includes('REFUSED KEY_SIGNATURE_WRONG')),
    ).toContain('REFUSED KEY_SIGNATURE_WRONG');
    expect(await district.events()).not.toContain('SIGNED_IN');
  });

  test('of another account, nor an unknown one; and the tries have an end', async () => {
    const [mine, theirs] = [await createDistrict(), await createDistrict()];
    await theirs.add(keyNamed('ed25519'));
    const few = [keyNamed('ed25519')];
    expect((await runOpenSshSftpWithKeys(folder, mine.login, few, ['ls'])).code).not.toBe(0);
    const unknown = { ...mine.login, userName: 'tpc-nobody-here' };
    expect((await runOpenSshSftpWithKeys(folder, unknown, few, ['ls'])).code).not.toBe(0);
    // ssh2 has chosen the next key before it hears that it was cut off.
    expect(await countTries(mine.login, keyNamed('other'), 20)).toBeLessThanOrEqual(7);
  });
});

test('an old password is told apart from a wrong one', async () => {
  const district = await createDistrict();
  const { tenantId, connectionId, login } = district;
  const first = await generatePassword(ctx, nobody, tenantId, connectionId);
  await rotatePassword(ctx, nobody, tenantId, connectionId, { overlapHours: 0 });
  if (!first.ok) throw new Error(first.code);
  const { options } = fromItsOwnAddress();
  const withOld = { ...login, password: first.password };
  const old = await runOpenSshSftp(folder, withOld, ['ls'], options);
  expect(old.code).not.toBe(0);
  const hints = await hintsWith('OLD_PASSWORD', district);
  expect(hints).toMatchObject([{ code: 'OLD_PASSWORD', count: 1 }]);
  await runOpenSshSftp(folder, { ...login, password: 'wrong' }, ['ls'], options);
  await eventually(district.events, (events) => events.includes('WRONG_PASSWORD'));
});

type Login = { userName: string; port: number; from?: string };

const addressOf = ({ userName, port, from }: Login) => ({
  ...{ host: '127.0.0.1', port, username: userName },
  ...(from ? { localAddress: from } : {}),
});

/**
 * Offers one key, under the name of another kind where one is given, and signs with another, as ssh2 lets an agent of one's
 * own; "" or why it was not let in.
 */
async function signWithAnother(
  login: Login,
  offered: KeyPair,
  held: KeyPair,
  named?: string,
): Promise<string> {
  const parse = (text: string): ssh2.ParsedKey => {
    const parsed = ssh2.utils.parseKey(text);
    if (parsed instanceof Error) throw parsed;
    return parsed;
  };
  const known = parse(offered.publicKey);
  const offeredKey = named
    ? (Object.create(known, { type: { value: named } }) as ssh2.ParsedKey)
    : known;
  const heldKey = parse(await readFile(held.file, 'utf8'));
  class Liar extends ssh2.BaseAgent {
    getIdentities(done: ssh2.IdentityCallback): void {
      done(undefined, [offeredKey]);
    }
    sign(...given: unknown[]): void {
      const [, data, options, last] = given as [
        unknown,
        Buffer,
        ssh2.SignCallback,
        ssh2.SignCallback?,
      ];
      (last ?? options)(undefined, heldKey.sign(data));
    }
  }
  const client = new ssh2.Client();
  const ended = new Promise<string>((resolve) =>
    client
      .on('ready', () => resolve(''))
      .on('error', ({ message }) => resolve(message))
      .on('close', () => resolve('closed')),
  );
  client.connect({
    ...addressOf(login),
    authHandler: (_methods, _partly, next) =>
      next({ type: 'agent', username: login.userName, agent: new Liar() }),
  });
  return ended.finally(() => client.end());
}

/** How many keys a client may try before it is cut off. */
async function countTries(login: Login, key: KeyPair, times: number): Promise<number> {
  const privateKey = await readFile(key.file);
  let tries = 0;
  const client = new ssh2.Client();
  const closed = new Promise<void>((resolve) =>
    client.on('close', () => resolve()).on('error', () => {}),
  );
  client.connect({
    ...addressOf(login),
    authHandler: (_methods, _partly, next) => {
      if (tries >= times) return next(false as never);
      tries += 1;
      next({ type: 'publickey', username: login.userName, key: privateKey });
    },
  });
  await closed;
  return tries;
}

/** As clients from before RFC 8308, such as JSch up to 0.1.55: which signatures the server takes they do not hear. */
function forgetExtensions(client: ssh2.Client): void {
  const inside = client as { _protocol?: { _handlers: { EXT_INFO: () => void } } };
  if (!inside._protocol) throw new Error('ssh2 is another inside');
  inside._protocol._handlers.EXT_INFO = () => {};
}
