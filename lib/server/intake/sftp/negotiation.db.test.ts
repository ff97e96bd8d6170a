// What the server offers over the wire, beside the committed list; the keys it is known by; and what becomes of clients
// that know other algorithms only.
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import ssh2, { type ConnectConfig } from 'ssh2';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { ACCEPTED, ALWAYS_MARKED, offeredAlgorithms } from '@/lib/core/sftp/algorithms';
import { createConnection, createTenant } from '@/lib/testing/builders';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import {
  createClientFolder,
  eventually,
  runOpenSshSftp,
  type ClientFolder,
  type SftpLogin,
} from '@/lib/testing/sftp';
import type { AppContext } from '../../app-context';
import { connectionHints } from '../../tenants/queries/connection-hints';
import { generatePassword } from '../../connections/commands/passwords';
import { hostKeyFingerprints } from '../../connections/host-key';
import { startSftpServer, type SftpServer } from './sftp-server';

const nobody = { kind: 'command-line', userId: null, sourceAddress: null } as const;

let ctx: TestContext;
let server: SftpServer;
let folder: ClientFolder;
const logged: object[] = [];

beforeAll(async () => {
  ctx = await createTestContext({ settings: { sftpPort: 0 } });
  folder = await createClientFolder();
});
afterEach(() => server.stop());
afterAll(async () => {
  await folder.remove();
  await ctx.close();
});

async function start({ isStrict = false, dataFolder = ctx.settings.dataFolder } = {}) {
  const settings = { ...ctx.settings, isSftpStrict: isStrict, dataFolder };
  const warn = (what: object) => void logged.push(what);
  const own: AppContext = {
    ...ctx,
    settings,
    log: Object.assign(Object.create(ctx.log), { warn }),
  };
  server = await startSftpServer(own);
  return own;
}

/** The ten lists of a KEXINIT, the second thing a server says, in the clear. */
async function namesOffered(): Promise<string[][]> {
  const socket = net.connect(server.port, '127.0.0.1');
  socket.write('SSH-2.0-audit\r\n');
  let said = Buffer.alloc(0);
  socket.on('data', (data: Buffer) => (said = Buffer.concat([said, data])));
  const read = () => {
    // Length of the packet, of its padding, number of the message, 16 random bytes.
    let at = said.indexOf('\r\n') + 2 + 4 + 1 + 1 + 16;
    const lists: string[][] = [];
    while (lists.length < 10 && at + 4 <= said.length) {
      const end = at + 4 + said.readUInt32BE(at);
      if (end > said.length) break;
      lists.push(said.toString('latin1', at + 4, end).split(','));
      at = end;
    }
    return lists;
  };
  const lists = await eventually(read, ({ length }) => length === 10);
  socket.destroy();
  return lists;
}

describe('over the wire', () => {
  test.each([false, true])('exactly the committed list; strict: %s', async (isStrict) => {
    await start({ isStrict });
    const offer = offeredAlgorithms({ isStrict });
    const strictKex = 'kex-strict-s-v00@openssh.com';
    expect(await namesOffered()).toEqual([
      [...offer.keyExchange, strictKex],
      offer.hostKeys,
      ...[offer.ciphers, offer.ciphers, offer.macs, offer.macs],
      ...[['none'], ['none'], [''], ['']],
    ]);
  });

  test('what is offered besides the strict list has its reason, and nothing else has one', () => {
    const all = (isStrict: boolean) => Object.values(offeredAlgorithms({ isStrict })).flat();
    const besides = all(false).filter((name: string) => !all(true).includes(name));
    expect(besides.sort()).toEqual(Object.keys(ACCEPTED).sort());
    expect(all(false).join(' ')).not.toMatch(/sha1|md5|cbc|arcfour|3des|group|ssh-rsa|ssh-dss|-96/);
    expect(
      Object.values({ ...ACCEPTED, ...ALWAYS_MARKED }).every((reason) => reason.length > 40),
    ).toBe(true);
  });
});

describe('the host keys', () => {
  const fileOf = (name: string, where: string) => path.join(where, `sftp_host_${name}_key`);

  test('are made once, readable by their owner only; OpenSSH agrees, and a restart changes nothing', async () => {
    const own = await start();
    const before = await hostKeyFingerprints(own);
    for (const [name, fingerprint] of Object.entries(before)) {
      const file = fileOf(name, ctx.settings.dataFolder);
      expect((await stat(file)).mode & 0o777).toBe(0o600);
      expect(execFileSync('ssh-keygen', ['-lf', file], { encoding: 'utf8' })).toContain(
        fingerprint,
      );
      // The whole key is well formed, not only its public half.
      expect(execFileSync('ssh-keygen', ['-yf', file], { encoding: 'utf8' })).toMatch(/^(ssh|ecd)/);
    }
    await server.stop();
    expect(await hostKeyFingerprints(await start())).toEqual(before);
    expect(await hostKeyFingerprints(await start({ isStrict: true }))).toEqual({
      ...before,
      ecdsa: null,
      rsa: null,
    });
  });

  test('are the same for processes that start at the same moment', async () => {
    const own = await start();
    for (let round = 0; round < 3; round++) {
      const dataFolder = await mkdtemp(path.join(os.tmpdir(), 'connector-keys-'));
      const fresh = { ...own, settings: { ...own.settings, dataFolder } };
      const seen = await Promise.all(Array.from({ length: 8 }, () => hostKeyFingerprints(fresh)));
      expect(new Set(seen.map((each) => JSON.stringify(each))).size).toBe(1);
      expect([seen[0]?.ecdsa, seen[0]?.rsa].every((each) => each?.startsWith('SHA256:'))).toBe(
        true,
      );
      await rm(dataFolder, { recursive: true });
    }
  });

  test('an installation from before keeps its one key: no client meets another unannounced', async () => {
    const dataFolder = await mkdtemp(path.join(os.tmpdir(), 'connector-keys-'));
    const file = fileOf('ed25519', dataFolder);
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', file]);
    const own = await start({ dataFolder });
    expect((await namesOffered())[1]).toEqual(['ssh-ed25519']);
    expect(execFileSync('ssh-keygen', ['-lf', file], { encoding: 'utf8' })).toContain(
      (await hostKeyFingerprints(own)).ed25519,
    );
    // Whoever wants the other key makes it, once districts know.
    execFileSync('ssh-keygen', [
      ...['-q', '-t', 'ecdsa', '-b', '256', '-N', ''],
      ...['-f', fileOf('ecdsa', dataFolder)],
    ]);
    await server.stop();
    await start({ dataFolder });
    expect((await namesOffered())[1]).toEqual(['ssh-ed25519', 'ecdsa-sha2-nistp256']);
    const rsa = fileOf('rsa', dataFolder);
    execFileSync('ssh-keygen', ['-q', '-t', 'rsa', '-b', '3072', '-N', '', '-f', rsa]);
    await server.stop();
    await start({ dataFolder });
    expect((await namesOffered())[1]?.slice(2)).toEqual(['rsa-sha2-512', 'rsa-sha2-256']);
    await rm(dataFolder, { recursive: true });
  });

  test('a file that is no key stops the start; it is not replaced', async () => {
    await start();
    await server.stop();
    const dataFolder = await mkdtemp(path.join(os.tmpdir(), 'connector-keys-'));
    await writeFile(fileOf('ed25519', dataFolder), 'not a key');
    await expect(start({ dataFolder })).rejects.toThrow();
    await rm(dataFolder, { recursive: true });
  });
});

async function createDistrict() {
  const tenant = await createTenant(ctx);
  const connection = await createConnection(ctx, tenant);
  const made = await generatePassword(ctx, nobody, tenant.id, connection.id);
  if (!made.ok) throw new Error(made.code);
  const login = { userName: connection.sftp.userName, password: made.password, port: server.port };
  return { tenantId: tenant.id, connectionId: connection.id, login };
}

/** Connects with ssh2 limited so; "" or why not. */
function tryWith(login: SftpLogin, limited: Pick<ConnectConfig, 'algorithms'>): Promise<string> {
  return new Promise((resolve) => {
    const client = new ssh2.Client();
    client
      .on('ready', () => {
        resolve('');
        client.end();
      })
      .on('error', ({ message }) => resolve(message))
      .connect({
        host: '127.0.0.1',
        port: login.port,
        username: login.userName,
        password: login.password,
        localAddress: login.from,
        ...limited,
      } as ConnectConfig);
  });
}

describe('clients', () => {
  test('a client as old as those in Java signs in, and is refused where the setting is strict', async () => {
    const old: ConnectConfig['algorithms'] = {
      kex: ['ecdh-sha2-nistp256'],
      serverHostKey: ['ecdsa-sha2-nistp256'],
      cipher: ['aes128-ctr'],
      hmac: ['hmac-sha2-256'],
    };
    await start();
    expect(await tryWith((await createDistrict()).login, { algorithms: old })).toBe('');
    await server.stop();
    await start({ isStrict: true });
    const { login } = await createDistrict();
    expect(await tryWith(login, { algorithms: old })).not.toBe('');
    expect(await tryWith(login, {})).toBe('');
    const options = ['-oKexAlgorithms=curve25519-sha256', '-oHostKeyAlgorithms=ssh-ed25519'];
    expect(await runOpenSshSftp(folder, login, ['ls'], options)).toMatchObject({ code: 0 });
  });

  test.each(['rsa-sha2-512', 'rsa-sha2-256'])(
    'a client that knows %s host keys only signs in and checks the signature',
    async (name) => {
      const own = await start();
      const { login } = await createDistrict();
      expect(
        await tryWith(login, {
          algorithms: { serverHostKey: [name] } as ConnectConfig['algorithms'],
        }),
      ).toBe('');
      const known = await folder.write('known', '');
      const asks = [`-oHostKeyAlgorithms=${name}`, `-oUserKnownHostsFile=${known}`];
      const answer = await runOpenSshSftp(folder, login, ['ls'], asks);
      expect(answer, answer.output).toMatchObject({ code: 0 });
      const shown = execFileSync('ssh-keygen', ['-lf', known], { encoding: 'utf8' });
      expect(shown).toContain((await hostKeyFingerprints(own)).rsa);
    },
  );

  test.each([
    ['NO_COMMON_KEY_EXCHANGE', '127.5.0.1', ['KexAlgorithms=diffie-hellman-group14-sha1']],
    ['NO_COMMON_KEY_EXCHANGE', '127.5.0.2', ['KexAlgorithms=diffie-hellman-group1-sha1']],
    ['NO_COMMON_HOST_KEY', '127.5.0.3', ['HostKeyAlgorithms=ssh-rsa']],
    ['NO_COMMON_CIPHER', '127.5.0.4', ['Ciphers=aes128-cbc,3des-cbc']],
    ['NO_COMMON_MAC', '127.5.0.5', ['Ciphers=aes128-ctr', 'MACs=hmac-sha1,hmac-md5']],
  ])('OpenSSH: %s from %s is told in the log and on the page', async (code, from, limited) => {
    await start();
    const { tenantId, connectionId, login } = await createDistrict();
    const options = [...limited, `BindAddress=${from}`].map((option) => `-o${option}`);
    const answer = await runOpenSshSftp(folder, login, ['ls'], options);
    expect(answer.code).not.toBe(0);
    await isTold({ tenantId, connectionId, code, from });
    expect(logged).toContainEqual({
      code,
      address: from,
      software: expect.stringContaining('OpenSSH'),
    });
  });

  test.each<[string, string, ConnectConfig['algorithms']]>([
    ['NO_COMMON_KEY_EXCHANGE', '127.5.1.1', { kex: ['diffie-hellman-group16-sha512'] }],
    ['NO_COMMON_HOST_KEY', '127.5.1.2', { serverHostKey: ['ssh-rsa'] }],
    ['NO_COMMON_CIPHER', '127.5.1.3', { cipher: ['aes256-cbc'] }],
    ['NO_COMMON_MAC', '127.5.1.4', { cipher: ['aes128-ctr'], hmac: ['hmac-sha1'] }],
    ['NO_COMMON_COMPRESSION', '127.5.1.5', { compress: ['zlib@openssh.com'] }],
  ])('ssh2: %s from %s is told in the log and on the page', async (code, from, algorithms) => {
    await start();
    const { tenantId, connectionId, login } = await createDistrict();
    expect(await tryWith({ ...login, from }, { algorithms })).not.toBe('');
    await isTold({ tenantId, connectionId, code, from });
  });

  /** Before anybody signed in without an address; once the district came from there, with it. */
  async function isTold(want: {
    tenantId: number;
    connectionId: number;
    code: string;
    from: string;
  }): Promise<void> {
    const { tenantId, connectionId, code, from } = want;
    const seen = { code, count: 1, lastAt: ctx.clock.now() };
    const hints = () => connectionHints(ctx, tenantId, connectionId);
    await eventually(
      () => ctx.db.prisma.sftpEvent.count({ where: { code, sourceAddress: from } }),
      (count) => count === 1,
    );
    expect((await hints()).map((hint) => hint.code)).toContain(code);
    await ctx.db.prisma.sftpEvent.create({
      data: { connectionId, kind: 'WRONG_PASSWORD', sourceAddress: from, at: ctx.clock.now() },
    });
    expect(await hints()).toContainEqual({ ...seen, sourceAddress: from });
  }
});
