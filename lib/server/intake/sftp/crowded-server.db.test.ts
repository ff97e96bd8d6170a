// Strangers who take all places and never sign in, over real sockets from several of the machine's own addresses.
import net from 'node:net';
import ssh2, { type Client } from 'ssh2';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createConnection, createTenant } from '@/lib/testing/builders';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { eventually, openSftp, sendFile, signInOrFail, type SftpLogin } from '@/lib/testing/sftp';
import { generatePassword } from '../../connections/commands/passwords';
import type { SftpLimits } from './sftp-limits';
import { startSftpServer, type SftpServer } from './sftp-server';

const nobody = { kind: 'command-line', userId: null, sourceAddress: null } as const;

interface Stranger {
  isClosed(): boolean;
  end(): void;
}

let ctx: TestContext;
let server: SftpServer;
const clients: Client[] = [];
const strangers: Stranger[] = [];

beforeAll(async () => {
  ctx = await createTestContext({ settings: { sftpPort: 0 } });
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.destroy();
  for (const stranger of strangers.splice(0)) stranger.end();
  await server.stop();
});
afterAll(() => ctx.close());

async function start(limits: Partial<SftpLimits> = {}): Promise<void> {
  server = await startSftpServer(ctx, { limits: { failureDelayMs: 20, ...limits } });
}

async function createDistrict(): Promise<{ connectionId: number; login: SftpLogin }> {
  const tenant = await createTenant(ctx);
  const connection = await createConnection(ctx, tenant);
  const made = await generatePassword(ctx, nobody, tenant.id, connection.id);
  if (!made.ok) throw new Error(made.code);
  const login = { userName: connection.sftp.userName, password: made.password, port: server.port };
  return { connectionId: connection.id, login };
}

async function delivers(login: SftpLogin): Promise<void> {
  const client = await signInOrFail(login);
  clients.push(client);
  expect(await sendFile(await openSftp(client), 'users.csv', Buffer.from('kept'))).toBe('');
  client.end();
}

/** Connects and says `words`, then nothing more. */
async function knock(from: string, words = '') {
  let isClosed = false;
  const socket = net.connect({ port: server.port, host: '127.0.0.1', localAddress: from });
  socket.on('error', () => {});
  socket.on('close', () => (isClosed = true));
  socket.resume();
  await new Promise<void>((resolve) => socket.once('connect', () => resolve()));
  if (words) socket.write(words);
  const stranger = {
    isClosed: () => isClosed,
    end: () => socket.destroy(),
    say: (more: string) => socket.write(more),
  };
  strangers.push(stranger);
  return stranger;
}

/** Exchanges keys; asks to sign in once where `asks`, and then waits like somebody who looks for a password. */
function lingers(from: string, asks: boolean): Promise<Stranger & { client: Client }> {
  return new Promise((resolve) => {
    const client = new ssh2.Client();
    let [isClosed, asked] = [false, 0];
    const stranger = { client, isClosed: () => isClosed, end: () => void client.destroy() };
    strangers.push(stranger);
    client.on('error', () => {});
    client.on('close', () => (isClosed = true));
    client.connect({
      host: '127.0.0.1',
      port: server.port,
      username: 'somebody',
      localAddress: from,
      readyTimeout: 0,
      authHandler: (_left, _partial, next) => {
        asked += 1;
        if (asks && asked === 1) next({ type: 'none', username: 'somebody' });
        else resolve(stranger);
      },
    });
  });
}

async function crowd(from: readonly string[], each: number, words = ''): Promise<Stranger[]> {
  const knocks = await Promise.all(
    from.flatMap((address) => Array.from({ length: each }, () => knock(address, words))),
  );
  return knocks;
}

const closedOf = (some: readonly Stranger[]) => some.filter((each) => each.isClosed()).length;

const waiting = (count: number) =>
  eventually(
    () => server.stats().unauthenticated,
    (seen) => seen === count,
  );

/** So many addresses in as many networks of the loopback. Each test has its own: the server knows where others signed in. */
const addresses = (block: number, count: number) =>
  Array.from({ length: count }, (_, i) => `127.${block}.${i}.1`);

describe('20 places of an address are taken', () => {
  test.each([
    ['by connections that say nothing', ''],
    ['by connections that say only who they are', 'SSH-2.0-scanner\r\n'],
    ['by connections that stop in the middle of a word', 'SSH-2'],
  ])('%s: a district at that address signs in all the same', async (_name, words) => {
    await start();
    const { login } = await createDistrict();
    await crowd(['127.0.0.1'], 20, words);
    await waiting(20);
    for (let i = 0; i < 2; i++) await delivers(login);
  });

  test.each([
    ['by connections that never ask to sign in after the key exchange', false],
    ['by connections that asked once and ask no more', true],
  ])('%s', async (_name, asks) => {
    await start({ unauthenticatedPerSource: 6 });
    const { login } = await createDistrict();
    for (let i = 0; i < 6; i++) await lingers('127.0.0.1', asks);
    for (let i = 0; i < 2; i++) await delivers(login);
  });

  test('one more goes in, and one of the silent goes', async () => {
    await start({ unauthenticatedPerSource: 3 });
    const knocks = await crowd(['127.0.0.1'], 3);
    await waiting(3);
    expect(closedOf(knocks)).toBe(0);
    const newcomer = await knock('127.0.0.1');
    await eventually(
      () => closedOf(knocks),
      (count) => count === 1,
    );
    expect(newcomer.isClosed()).toBe(false);
    const [event] = await eventually(
      () => ctx.db.prisma.sftpEvent.findMany({ where: { code: 'TOO_MANY_WAITING' } }),
      (rows) => rows.length > 0,
    );
    expect(event).toMatchObject({ kind: 'SIGN_IN_CUT', sourceAddress: '127.0.0.1' });
  });

  test('who looks for a password keeps the place while others come and say nothing', async () => {
    await start();
    const asking = await Promise.all(Array.from({ length: 8 }, () => lingers('127.0.0.1', true)));
    const silent = await crowd(['127.0.0.1'], 60);
    await eventually(
      () => closedOf(silent),
      (count) => count === 48,
    );
    expect(closedOf(asking)).toBe(0);
  });

  test('silent ones that come back as soon as they are dropped keep nobody out', async () => {
    await start({ unauthenticatedPerSource: 5 });
    const { login } = await createDistrict();
    let isOver = false;
    const returning = async () => {
      while (!isOver) {
        const stranger = await knock('127.0.0.1');
        await eventually(() => stranger.isClosed() || isOver, Boolean);
        stranger.end();
      }
    };
    const flood = Array.from({ length: 8 }, returning);
    // Dropped before it had said a word, as the silent ones are, a program tries again, and it gets in.
    const gotIn = () =>
      delivers(login).then(
        () => true,
        () => false,
      );
    for (let i = 0; i < 3; i++) await eventually(gotIn, Boolean);
    isOver = true;
    await Promise.all(flood);
  });
});

describe('all places are taken by strangers of many addresses', () => {
  test('400 silent ones from 20 addresses of 20 networks: everybody signs in', async () => {
    await start();
    const { login } = await createDistrict();
    await crowd(addresses(1, 20), 20);
    // A quarter of the places is left to known addresses.
    await waiting(300);
    await delivers({ ...login, from: '127.0.0.7' });
    await delivers({ ...login, from: '127.1.3.1' });
    await delivers({ ...login, from: '127.1.3.200' });
    await delivers({ ...login, from: '127.0.0.7' });
  });

  test('400 silent ones of one network take a quarter of the places', async () => {
    await start();
    const { login } = await createDistrict();
    await crowd(
      Array.from({ length: 20 }, (_, i) => `127.2.0.${i + 2}`),
      20,
    );
    await waiting(100);
    await delivers({ ...login, from: '127.2.0.2' });
    await delivers({ ...login, from: '127.2.0.99' });
  });

  test('who waits at a known address stays, also after a restart, and strangers drop each other', async () => {
    await start();
    const { login, connectionId } = await createDistrict();
    await delivers({ ...login, from: '127.0.0.8' });
    await eventually(
      () => ctx.db.prisma.sftpEvent.count({ where: { connectionId, kind: 'SIGNED_IN' } }),
      (count) => count === 1,
    );
    await server.stop();
    await start({ unauthenticatedTotal: 40 });
    const known = await crowd(['127.0.0.8'], 10);
    await waiting(10);
    // Longer silent than anybody else.
    ctx.clock.advance(5_000);
    const others = await crowd(addresses(3, 10), 10);
    await eventually(
      () => closedOf(others),
      (count) => count === 70,
    );
    expect(closedOf(known)).toBe(0);
    await delivers({ ...login, port: server.port, from: '127.0.0.8' });
  });
});

describe('time to sign in', () => {
  test('ends whoever waits: silent, known by name, encrypted, asking, one byte at a time', async () => {
    await start({ loginGraceMs: 1_500 });
    const slow = await knock('127.0.0.6', 'SSH-2.0-');
    const slowly = setInterval(() => slow.say('x'), 100);
    const all = [
      slow,
      await knock('127.0.0.2'),
      await knock('127.0.0.3', 'SSH-2.0-scanner\r\n'),
      await lingers('127.0.0.4', false),
      await lingers('127.0.0.5', true),
    ];
    await eventually(() => all.every((each) => each.isClosed()), Boolean);
    clearInterval(slowly);
    expect(server.stats().unauthenticated).toBe(0);
  });
});
