// What no ordinary client does, and every limit from both sides. Limits are small here, the code is the same.
import { createHash, randomBytes } from 'node:crypto';
import net from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import ssh2, { type Client, type ClientChannel, type SFTPWrapper } from 'ssh2';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createConnection, createTenant } from '@/lib/testing/builders';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import {
  answerOf,
  eventually,
  openFile,
  openSftp,
  sendFile,
  signIn,
  signInOrFail,
  type SftpLogin,
} from '@/lib/testing/sftp';
import type { AppContext } from '../../app-context';
import {
  generatePassword,
  revokePassword,
  rotatePassword,
} from '../../connections/commands/passwords';
import { KnownAddresses } from './known-addresses';
import type { SftpLimits } from './sftp-limits';
import { findClientPresence, recordSessions } from '../../connections/client-sessions';
import { startSftpServer, type SftpServer } from './sftp-server';

const nobody = { kind: 'command-line', userId: null, sourceAddress: null } as const;
const quick: Partial<SftpLimits> = { failureDelayMs: 20, penaltyDelayMs: 120 };
const MB = 1024 * 1024;

let ctx: TestContext;
let server: SftpServer;
const clients: Client[] = [];

beforeAll(async () => {
  ctx = await createTestContext({ settings: { sftpPort: 0 } });
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.destroy();
  await server.stop();
});
afterAll(() => ctx.close());

async function start(limits: Partial<SftpLimits> = {}, context: AppContext = ctx): Promise<void> {
  server = await startSftpServer(context, { limits: { ...quick, ...limits } });
}

interface District {
  tenantId: number;
  connectionId: number;
  passwordId: number;
  login: SftpLogin;
}

async function createDistrict(): Promise<District> {
  const tenant = await createTenant(ctx);
  const connection = await createConnection(ctx, tenant);
  const made = await generatePassword(ctx, nobody, tenant.id, connection.id);
  if (!made.ok) throw new Error(made.code);
  return {
    tenantId: tenant.id,
    connectionId: connection.id,
    passwordId: made.passwordId,
    login: { port: server.port, userName: connection.sftp.userName, password: made.password },
  };
}

async function connect(login: SftpLogin): Promise<Client> {
  const client = await signInOrFail(login);
  clients.push(client);
  return client;
}

async function connectSftp(login: SftpLogin): Promise<SFTPWrapper> {
  return openSftp(await connect(login));
}

/** What a client sends of a file, without waiting. */
interface SendingClient {
  size(byteCount: number): void;
  write(text: string, at: number): void;
}

function eventsOf(connectionId: number | null) {
  return ctx.db.prisma.sftpEvent.findMany({ where: { connectionId }, orderBy: { id: 'asc' } });
}

function deliveriesOf(district: District) {
  return ctx.db.prisma.delivery.findMany({
    where: { connectionId: district.connectionId },
    orderBy: { id: 'asc' },
  });
}

/** A TCP connection that says nothing, and whether the server has ended it. */
async function knock(): Promise<{ isClosed(): boolean; end(): void }> {
  let isClosed = false;
  const socket = net.connect(server.port, '127.0.0.1');
  socket.on('error', () => {});
  socket.on('close', () => (isClosed = true));
  socket.resume();
  await new Promise<void>((resolve) => socket.once('connect', () => resolve()));
  return { isClosed: () => isClosed, end: () => socket.destroy() };
}

/** An SFTP channel as bytes: sends an extended request and reads the status code that answers it. */
async function connectRaw(login: SftpLogin) {
  const client = await connect(login);
  const channel = await new Promise<ClientChannel>((resolve, reject) =>
    client.subsys('sftp', (error, opened) => (error ? reject(error) : resolve(opened))),
  );
  const answer = () =>
    new Promise<Buffer>((resolve) => channel.once('data', (data: Buffer) => resolve(data)));
  const text = (value: string) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(Buffer.byteLength(value));
    return Buffer.concat([length, Buffer.from(value)]);
  };
  const version = answer();
  channel.write(Buffer.from([0, 0, 0, 5, 1, 0, 0, 0, 3]));
  await version;
  return async (name: string, ...strings: string[]) => {
    const payload = Buffer.concat([
      Buffer.from([200, 0, 0, 0, 7]),
      text(name),
      ...strings.map(text),
    ]);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(payload.length);
    const status = answer();
    channel.write(Buffer.concat([length, payload]));
    return (await status).readUInt32BE(9);
  };
}

describe('a broken or hostile client', () => {
  test('a malformed packet ends its own connection and nobody else’s', async () => {
    await start();
    const [bad, good] = [await createDistrict(), await createDistrict()];
    const goodSftp = await connectSftp(good.login);
    const client = await connect(bad.login);
    let isClosed = false;
    client.on('close', () => (isClosed = true));
    const channel = await new Promise<ClientChannel>((resolve, reject) =>
      client.subsys('sftp', (error, opened) => (error ? reject(error) : resolve(opened))),
    );
    channel.write(Buffer.from([0, 0, 0, 5, 1, 0, 0, 0, 3]));
    await new Promise<void>((resolve) => channel.once('data', () => resolve()));
    channel.write(Buffer.from([0xff, 0xff, 0xff, 0xff, 3, 0, 0, 0, 0]));
    await eventually(() => isClosed, Boolean);
    expect(await sendFile(goodSftp, 'users.csv', Buffer.from('still here'))).toBe('');
    const closed = await eventually(
      () => eventsOf(bad.connectionId),
      (events) => events.some((event) => event.kind === 'CLOSED'),
    );
    expect(closed.find((event) => event.kind === 'CLOSED')?.code).toBe('PROTOCOL_ERROR');
  });

  test('only the sftp subsystem is there: no shell, commands, forwarding or second protocol', async () => {
    await start();
    const district = await createDistrict();
    const client = await connect(district.login);
    const refused = async (ask: (done: (error?: Error | null) => void) => void) =>
      expect(await answerOf(ask)).not.toBe('');
    await refused((done) => client.exec('ls', done));
    await refused((done) => client.shell(done));
    await refused((done) => client.subsys('netconf', done));
    await refused((done) => client.forwardOut('127.0.0.1', 1, '127.0.0.1', 22, done));
    await refused((done) => client.forwardIn('127.0.0.1', 0, done));
    await refused((done) => client.openssh_forwardOutStreamLocal('/tmp/x', done));
  });

  test('unacknowledged bytes stay below the limit while the disk is slow', async () => {
    let isOpen = false;
    const waiting: (() => void)[] = [];
    const slowDisk: AppContext = {
      ...ctx,
      storage: {
        ...ctx.storage,
        async create(key) {
          const writer = await ctx.storage.create(key);
          return {
            ...writer,
            async write(data, position) {
              if (!isOpen) await new Promise<void>((resolve) => waiting.push(resolve));
              await writer.write(data, position);
            },
          };
        },
      },
    };
    await start({}, slowDisk);
    const district = await createDistrict();
    const sftp = await connectSftp(district.login);
    const content = randomBytes(24 * MB);
    const memoryBefore = process.memoryUsage().arrayBuffers;
    const sending = sendFile(sftp, 'enrollments.csv', content);
    // Filled up and standing still: the same figure on ten looks in a row.
    let [last, steady] = [-1, 0];
    await eventually(
      () => server.stats().inFlightBytes,
      (bytes) => {
        steady = bytes > 0 && bytes === last ? steady + 1 : 0;
        last = bytes;
        return steady >= 10;
      },
    );
    expect(last).toBeGreaterThan(3 * MB);
    expect(last).toBeLessThanOrEqual(4 * MB);
    // The client keeps its own 24 MB twice at most in this process; the server adds no more than its limit.
    expect(process.memoryUsage().arrayBuffers - memoryBefore).toBeLessThan(24 * MB * 2 + 8 * MB);
    isOpen = true;
    for (const release of waiting.splice(0)) release();
    expect(await sending).toBe('');
    expect(server.stats().peakInFlightBytes).toBeLessThanOrEqual(4 * MB);
    const [delivery] = await deliveriesOf(district);
    expect(delivery?.sha256).toBe(createHash('sha256').update(content).digest('hex'));
  });
});

describe('signing in', () => {
  test('tries per connection: the last one ends it', async () => {
    await start({ triesPerConnection: 3 });
    const district = await createDistrict();
    const tries = await new Promise<number>((resolve) => {
      let asked = 0;
      const client = new ssh2.Client();
      client.on('error', () => {});
      client.on('close', () => resolve(asked));
      client.connect({
        host: '127.0.0.1',
        port: district.login.port,
        username: district.login.userName,
        authHandler: (_left, _partial, next) => {
          asked += 1;
          next({ type: 'password', username: district.login.userName, password: `wrong ${asked}` });
        },
      });
    });
    // The client hears the third refusal, asks once more, and is no longer answered.
    expect(tries - 1).toBe(3);
    const events = await eventually(
      () => eventsOf(district.connectionId),
      (rows) => rows.filter((row) => row.kind === 'WRONG_PASSWORD').length === 3,
    );
    expect(events[0]?.kind).toBe('CONNECTED');
  });

  test('the try before the last one and the last one itself still let in', async () => {
    await start({ triesPerConnection: 3 });
    const { login } = await createDistrict();
    for (const wrongTries of [1, 2]) {
      const client = new ssh2.Client();
      clients.push(client);
      let asked = 0;
      const ready = new Promise<void>((resolve, reject) => {
        client.on('ready', resolve);
        client.on('error', reject);
      });
      client.connect({
        host: '127.0.0.1',
        port: login.port,
        username: login.userName,
        authHandler: (_left, _partial, next) => {
          const password = asked < wrongTries ? 'wrong' : login.password;
          asked += 1;
          next({ type: 'password', username: login.userName, password });
        },
      });
      await ready;
    }
  });

  test('requests other than a password: the last one ends it', async () => {
    await start({ otherTriesPerConnection: 4 });
    const { login } = await createDistrict();
    const asking = async (others: number): Promise<boolean> =>
      new Promise((resolve) => {
        let asked = 0;
        const client = new ssh2.Client();
        clients.push(client);
        client.on('ready', () => resolve(true));
        client.on('error', () => resolve(false));
        client.on('close', () => resolve(false));
        client.connect({
          host: '127.0.0.1',
          port: login.port,
          username: login.userName,
          authHandler: (_left, _partial, next) => {
            asked += 1;
            next(
              asked <= others
                ? { type: 'none', username: login.userName }
                : { type: 'password', username: login.userName, password: login.password },
            );
          },
        });
      });
    expect(await asking(3)).toBe(true);
    expect(await asking(4)).toBe(false);
  });

  test('a wrong password and a made-up user name look the same, and no made-up name is kept', async () => {
    await start({ failureDelayMs: 300 });
    const district = await createDistrict();
    const failure = async (login: SftpLogin) => {
      const startedAt = performance.now();
      const answer = await signIn(login);
      return { answer, milliseconds: performance.now() - startedAt };
    };
    const wrong = await failure({ ...district.login, password: 'wrong' });
    const unknown = await failure({ ...district.login, userName: 'tpc-nobody\u0000x' });
    expect(unknown.answer).toEqual(wrong.answer);
    expect(wrong.answer.ok).toBe(false);
    expect(wrong.milliseconds).toBeGreaterThanOrEqual(300);
    expect(unknown.milliseconds).toBeGreaterThanOrEqual(300);
    const kept = JSON.stringify(await ctx.db.prisma.sftpEvent.findMany());
    expect(kept).not.toContain('tpc-nobody');
  });

  test('failures of one user name from one address: at the limit even the right password waits', async () => {
    await start({ failuresPerPair: 3, failureWindowMs: 60_000 });
    const [guessed, neighbour] = [await createDistrict(), await createDistrict()];
    const wrong = { ...guessed.login, password: 'wrong' };
    for (let failures = 0; failures < 2; failures++) await signIn(wrong);
    clients.push(await signInOrFail(guessed.login));
    for (let failures = 0; failures < 3; failures++) await signIn(wrong);
    expect((await signIn(guessed.login)).ok).toBe(false);
    // Another district at the same address is not touched, and time heals.
    clients.push(await signInOrFail(neighbour.login));
    ctx.clock.advance(61_000);
    clients.push(await signInOrFail(guessed.login));
  });

  test('a lock-out ends while the client goes on trying the right password every 44 seconds', async () => {
    await start();
    const { connectionId, login } = await createDistrict();
    for (let failures = 0; failures < 20; failures++) await signIn({ ...login, password: 'wrong' });
    const startedAt = ctx.clock.now().getTime();
    let entered = await signIn(login);
    while (!entered.ok && ctx.clock.now().getTime() < startedAt + 60 * 60_000) {
      ctx.clock.advance(44_000);
      entered = await signIn(login);
    }
    if (!entered.ok) throw new Error('still locked out after an hour');
    clients.push(entered.client);
    expect(ctx.clock.now().getTime() - startedAt).toBeLessThan(15 * 60_000 + 44_000);
    const events = await eventually(
      () => eventsOf(connectionId),
      (rows) => rows.some(({ kind }) => kind === 'SIGNED_IN'),
    );
    expect(events.filter(({ code }) => code === 'SIGN_IN_THROTTLED').length).toBeGreaterThan(19);
  });

  test('failures from other addresses do not keep the district out, also after a restart', async () => {
    await start({ failuresPerPair: 3 });
    const { login } = await createDistrict();
    const wrong = { ...login, password: 'wrong' };
    for (const from of ['127.0.0.2', '127.0.0.3', '127.0.0.4']) {
      for (let failures = 0; failures < 3; failures++) await signIn({ ...wrong, from });
      expect((await signIn({ ...login, from })).ok).toBe(false);
    }
    await connect({ ...login, from: '127.0.0.5' });
    for (let failures = 0; failures < 3; failures++) await signIn(wrong);
    expect((await signIn(login)).ok).toBe(false);
    await server.stop();
    await start({ failuresPerPair: 3 });
    await connect({ ...login, port: server.port });
  });

  test('of ten wrong passwords at the same moment no more are looked at than one after the other', async () => {
    await start({ failuresPerPair: 3, unauthenticatedPerSource: 50, failureDelayMs: 200 });
    const { connectionId, login } = await createDistrict();
    await Promise.all(Array.from({ length: 10 }, () => signIn({ ...login, password: 'wrong' })));
    const events = await eventually(
      () => eventsOf(connectionId),
      (rows) => rows.filter(({ kind }) => kind !== 'CONNECTED').length === 10,
    );
    expect(events.filter(({ kind }) => kind === 'WRONG_PASSWORD')).toHaveLength(3);
  });

  test('where a district signed in from is known for 30 days, also to a server that starts later', async () => {
    await start();
    const [district, other] = [await createDistrict(), await createDistrict()];
    const { userName } = district.login;
    await connect({ ...district.login, from: '127.0.0.9' });
    await eventually(
      () => eventsOf(district.connectionId),
      (rows) => rows.some(({ kind }) => kind === 'SIGNED_IN'),
    );
    const known = new KnownAddresses(ctx);
    expect(known.hasSource('127.0.0.9')).toBe(false);
    await known.read();
    expect([known.has('127.0.0.9', userName), known.hasSource('127.0.0.9')]).toEqual([true, true]);
    expect(known.has('127.0.0.9', other.login.userName)).toBe(false);
    expect(known.has('127.0.0.8', userName)).toBe(false);
    // What another process saw since, its IPv6 network included.
    ctx.clock.advance(60_000);
    await ctx.db.prisma.sftpEvent.create({
      data: {
        connectionId: other.connectionId,
        kind: 'SIGNED_IN',
        sourceAddress: '2001:db8:1:2::7',
        at: ctx.clock.now(),
      },
    });
    await known.read();
    expect(known.has('2001:db8:1:2::7', other.login.userName)).toBe(true);
    expect(known.hasSource('2001:db8:1:2::/64')).toBe(true);
    ctx.clock.advance(30 * 24 * 3600_000);
    expect(known.hasSource('2001:db8:1:2::/64')).toBe(false);
  });

  test('login grace: a connection that never signs in is ended', async () => {
    await start({ loginGraceMs: 150 });
    const silent = await knock();
    expect(silent.isClosed()).toBe(false);
    await eventually(silent.isClosed, Boolean);
    const events = await eventually(
      () => eventsOf(null),
      (rows) => rows.some((row) => row.code === 'LOGIN_GRACE'),
    );
    expect(events.at(-1)).toMatchObject({ kind: 'SIGN_IN_CUT', sourceAddress: '127.0.0.1' });
  });

  test('login grace: whoever signed in within it stays', async () => {
    await start({ loginGraceMs: 400 });
    let entered = await signIn((await createDistrict()).login);
    if (!entered.ok) {
      // The machine stood still for a moment: again with more time.
      await server.stop();
      await start({ loginGraceMs: 15_000 });
      entered = await signIn((await createDistrict()).login);
    }
    if (!entered.ok) throw new Error(`not signed in: ${entered.message}`);
    const { client } = entered;
    clients.push(client);
    let isClosed = false;
    client.on('close', () => (isClosed = true));
    // A neighbour that came later is ended by its grace, so ours has passed.
    const silent = await knock();
    await eventually(silent.isClosed, Boolean);
    expect(isClosed).toBe(false);
    await openSftp(client);
  });

  test('sessions per account: 4 are served, the 5th is refused and said', async () => {
    await start();
    const district = await createDistrict();
    for (let sessions = 0; sessions < 4; sessions++) await connectSftp(district.login);
    expect((await signIn(district.login)).ok).toBe(false);
    await eventually(
      () => eventsOf(district.connectionId),
      (rows) => rows.some((row) => row.code === 'TOO_MANY_SESSIONS'),
    );
    clients.pop()?.end();
    await eventually(
      () => server.stats().signedIn,
      (count) => count === 3,
    );
    await connectSftp(district.login);
  });

  test('channels per connection: 2 are opened, the 3rd is refused', async () => {
    await start();
    const client = await connect((await createDistrict()).login);
    await openSftp(client);
    await openSftp(client);
    await expect(openSftp(client)).rejects.toThrow();
  });

  /** Asks all the time for twice the limit; false if it was ended meanwhile, true once it was ended idle. */
  async function isEndedOnlyWhenIdle(idleMs: number): Promise<boolean> {
    await start({ idleMs });
    const client = await connect((await createDistrict()).login);
    let isClosed = false;
    const closed = new Promise<void>((resolve) =>
      client.on('close', () => {
        isClosed = true;
        resolve();
      }),
    );
    const sftp = await Promise.race([openSftp(client).catch(() => null), closed]);
    if (!sftp) return false;
    const startedAt = performance.now();
    while (!isClosed && performance.now() - startedAt < 2 * idleMs) {
      await Promise.race([answerOf((done) => sftp.stat('/', (error) => done(error))), closed]);
      await delay(25);
    }
    if (isClosed) return false;
    await closed;
    return true;
  }

  test('an idle session is ended, a busy one is not', async () => {
    if (await isEndedOnlyWhenIdle(600)) return;
    // Where the machine stands still for a moment nobody is busy: again with more time.
    await server.stop();
    expect(await isEndedOnlyWhenIdle(12_000)).toBe(true);
  });

  test('a revoked password ends its sessions and signs nobody in, a rotated one overlaps', async () => {
    await start({ accessCheckMs: 50 });
    const district = await createDistrict();
    const client = await connect(district.login);
    let isClosed = false;
    client.on('close', () => (isClosed = true));
    const { tenantId, connectionId } = district;
    const rotated = await rotatePassword(ctx, nobody, tenantId, connectionId, { overlapHours: 1 });
    if (!rotated.ok) throw new Error(rotated.code);
    await connect(district.login);
    const second = await connect({ ...district.login, password: rotated.password });
    expect(isClosed).toBe(false);
    await revokePassword(ctx, nobody, tenantId, district.passwordId);
    await eventually(() => isClosed, Boolean);
    expect((await signIn(district.login)).ok).toBe(false);
    await openSftp(second);
  });

  test('a pause ends the sessions that were open; later ones may send and wait', async () => {
    await start({ accessCheckMs: 50 });
    const district = await createDistrict();
    const client = await connect(district.login);
    let isClosed = false;
    client.on('close', () => (isClosed = true));
    ctx.clock.advance(1000);
    await ctx.db.prisma.connection.update({
      where: { id: district.connectionId },
      data: { pausedAt: ctx.clock.now() },
    });
    await eventually(() => isClosed, Boolean);
    ctx.clock.advance(1000);
    const sftp = await connectSftp(district.login);
    expect(await sendFile(sftp, 'users.csv', Buffer.from('kept'))).toBe('');
  });
});

describe('files', () => {
  test('bytes may come in any order; a gap or the rest of a cut upload is not a file', async () => {
    await start();
    const district = await createDistrict();
    const sftp = await connectSftp(district.login);
    const content = randomBytes(90_000);
    const write = (handle: Buffer, from: number, to: number) =>
      answerOf((done) => sftp.write(handle, content, from, to - from, from, done));
    const close = (handle: Buffer) => answerOf((done) => sftp.close(handle, done));

    const shuffled = (await openFile(sftp, 'orgs.csv', 'w')).handle ?? Buffer.alloc(0);
    expect(await write(shuffled, 60_000, 90_000)).toBe('');
    expect(await write(shuffled, 0, 30_000)).toBe('');
    expect(await write(shuffled, 30_000, 60_000)).toBe('');
    expect(await close(shuffled)).toBe('');

    const gap = (await openFile(sftp, 'users.csv', 'w')).handle ?? Buffer.alloc(0);
    await write(gap, 0, 30_000);
    await write(gap, 60_000, 90_000);
    expect(await close(gap)).toContain('Part of the file is missing');

    expect((await openFile(sftp, 'orgs.csv', 'a')).message).toContain('cannot be resumed');
    expect((await openFile(sftp, 'orgs.csv', 'r+')).message).toContain('cannot be resumed');
    expect((await openFile(sftp, 'orgs.csv', 'wx')).message).toContain('there already');
    expect((await openFile(sftp, 'orgs.csv', 'r')).message).toContain('not fetched');

    const rest = (await openFile(sftp, 'classes.csv', 'w')).handle ?? Buffer.alloc(0);
    const far = await answerOf((done) => sftp.write(rest, content, 0, 1000, 6 * MB, done));
    expect(far).toContain('cannot be resumed');
    await close(rest);

    const rows = await deliveriesOf(district);
    expect(rows.map(({ fileName, state, sha256 }) => ({ fileName, state, sha256 }))).toEqual([
      {
        fileName: 'orgs.csv',
        state: 'RECEIVED',
        sha256: createHash('sha256').update(content).digest('hex'),
      },
      { fileName: 'users.csv', state: 'INCOMPLETE', sha256: null },
      { fileName: 'classes.csv', state: 'INCOMPLETE', sha256: null },
    ]);
  });

  test.each<[string, (ask: SendingClient) => void, string]>([
    ['before all of it is written', (ask) => (ask.size(0), ask.write('whole', 0)), 'whole'],
    [
      'between two beginnings',
      (ask) => (ask.write('first', 0), ask.size(0), ask.write('new', 0)),
      'new',
    ],
    [
      'to a part of it',
      (ask) => (ask.write('abcdef', 0), ask.size(3), ask.write('xyz', 3)),
      'abcxyz',
    ],
    [
      'twice',
      (ask) => (ask.write('abcdef', 0), ask.size(4), ask.size(2), ask.write('z', 2)),
      'abz',
    ],
    [
      'to more than there is',
      (ask) => (ask.write('abc', 0), ask.size(9), ask.write('def', 3)),
      'abcdef',
    ],
    ['at the end', (ask) => (ask.write('abcdef', 0), ask.size(4)), 'abcd'],
  ])(
    'a size that is set without waiting for the answer, %s, cuts what was written before it',
    async (_, send, kept) => {
      await start();
      const district = await createDistrict();
      const sftp = await connectSftp(district.login);
      const handle = (await openFile(sftp, 'users.csv', 'w')).handle ?? Buffer.alloc(0);
      const answers: Promise<unknown>[] = [];
      send({
        size: (size) =>
          answers.push(answerOf((done) => sftp.fsetstat(handle, { size } as never, done))),
        write: (text, at) =>
          answers.push(
            answerOf((done) => sftp.write(handle, Buffer.from(text), 0, text.length, at, done)),
          ),
      });
      const closed = answerOf((done) => sftp.close(handle, done));
      await Promise.all([...answers, closed]);
      const [file] = await deliveriesOf(district);
      expect(file).toMatchObject({ state: 'RECEIVED', byteCount: BigInt(kept.length) });
      const chunks: Buffer[] = [];
      for await (const chunk of ctx.storage.read(file?.storageKey ?? ''))
        chunks.push(chunk as Buffer);
      expect(Buffer.concat(chunks).toString()).toBe(kept);
      expect(file?.sha256).toBe(createHash('sha256').update(kept).digest('hex'));
    },
  );

  test('names: only the allow-list, one folder deep, nothing above the root', async () => {
    await start();
    const district = await createDistrict();
    const sftp = await connectSftp(district.login);
    const send = (name: string) => sendFile(sftp, name, Buffer.from('x'));
    for (const name of [
      '../users.csv',
      '/upload/../users.csv',
      'a\\b.csv',
      'a\u0000b',
      'ü.csv',
      'a;b',
    ])
      expect(await send(name), name).toContain('cannot be used');
    expect(await send('/a/b/users.csv')).toContain('Folders inside folders');
    expect(await send('/')).toContain('folder');
    const longest = `${'n'.repeat(124)}.csv`;
    expect(await send(longest.slice(1))).toBe('');
    expect(await send(longest)).toBe('');
    expect(await send(`n${longest}`)).toContain('too long');
    expect(await send('/./Users (1)_x-y.csv')).toBe('');
    const real = await new Promise<string>((resolve) =>
      sftp.realpath('../../etc/passwd', (_error, where) => resolve(where)),
    );
    expect(real).toBe('/etc/passwd');
    expect(await answerOf((done) => sftp.symlink('/etc/passwd', 'users.csv', done))).not.toBe('');
    expect(await answerOf((done) => sftp.stat('/etc/passwd', (error) => done(error)))).not.toBe('');
    const refused = await eventually(
      () => eventsOf(district.connectionId),
      (rows) => rows.some((row) => row.code === 'FOLDER_TOO_DEEP'),
    );
    expect(refused.filter((row) => row.code === 'INVALID_NAME').every((row) => !row.fileName)).toBe(
      true,
    );
  });

  test('renaming overwrites, also as posix-rename; other extensions are refused', async () => {
    await start();
    const district = await createDistrict();
    const sftp = await connectSftp(district.login);
    await sendFile(sftp, 'users.csv', Buffer.from('old'));
    await sendFile(sftp, '.users.csv.part', Buffer.from('newer'));
    await sendFile(sftp, 'users.csv.tmp', Buffer.from('newest one'));
    const rename = (from: string, to: string) => answerOf((done) => sftp.rename(from, to, done));
    expect(await rename('.users.csv.part', 'users.csv')).toBe('');
    expect(await rename('nothing.csv', 'users.csv')).toContain('No such file');
    // ssh2's client asks for extensions only where the server names them; others just try.
    const extended = await connectRaw(district.login);
    expect(await extended('posix-rename@openssh.com', 'users.csv.tmp', 'users.csv')).toBe(0);
    expect(await extended('hardlink@openssh.com', 'users.csv', 'orgs.csv')).toBe(8);
    expect(await extended('statvfs@openssh.com', '/')).toBe(8);
    const rows = await deliveriesOf(district);
    expect(rows.map((row) => row.fileName)).toEqual(['users.csv', 'users.csv', 'users.csv']);
    expect(rows.map((row) => row.replacedById)).toEqual([rows[1]?.id, rows[2]?.id, null]);
    const size = await new Promise<number>((resolve, reject) =>
      sftp.stat('users.csv', (error, found) => (error ? reject(error) : resolve(found.size))),
    );
    expect(size).toBe(10);
  });

  test('file size: limit − 1 and limit are kept, limit + 1 is refused with a sentence', async () => {
    await start({ fileBytes: 50_000 });
    const district = await createDistrict();
    const sftp = await connectSftp(district.login);
    const send = (byteCount: number) => sendFile(sftp, 'users.csv', Buffer.alloc(byteCount, 'x'));
    expect(await send(49_999)).toBe('');
    expect(await send(50_000)).toBe('');
    expect(await send(50_001)).toContain('larger than 500 MB');
    const rows = await deliveriesOf(district);
    expect(rows.map((row) => row.state)).toEqual(['RECEIVED', 'RECEIVED', 'INCOMPLETE']);
  });

  test('bytes per day: the file that reaches the limit is kept, the next byte is refused', async () => {
    await start({ tenantBytesPerDay: 1000 });
    const [district, neighbour] = [await createDistrict(), await createDistrict()];
    const sftp = await connectSftp(district.login);
    expect(await sendFile(sftp, 'a.csv', Buffer.alloc(999))).toBe('');
    expect(await sendFile(sftp, 'b.csv', Buffer.alloc(2))).toContain('2 GB');
    ctx.clock.advance(25 * 3600_000);
    expect(await sendFile(sftp, 'c.csv', Buffer.alloc(1000))).toBe('');
    expect(await sendFile(sftp, 'd.csv', Buffer.alloc(0))).toContain('2 GB');
    expect(await sendFile(await connectSftp(neighbour.login), 'a.csv', Buffer.alloc(9))).toBe('');
  });

  test('files per day: 2 and 3 are kept, the 4th is refused', async () => {
    await start({ filesPerDay: 3 });
    const district = await createDistrict();
    const sftp = await connectSftp(district.login);
    for (const name of ['a.csv', 'b.csv', 'c.csv'])
      expect(await sendFile(sftp, name, Buffer.from(name))).toBe('');
    expect(await sendFile(sftp, 'd.csv', Buffer.from('d'))).toContain('200 files');
  });

  test('attendance never keeps the roster out, nor the roster attendance', async () => {
    await start({ filesPerDay: 10, attendanceFilesPerDay: 20, attendanceBytesPerDay: 1000 });
    const district = await createDistrict();
    const sftp = await connectSftp(district.login);
    const told = () =>
      ctx.db.prisma.sftpEvent.findMany({
        where: { kind: 'NEARLY_USED', connectionId: district.connectionId },
        orderBy: { id: 'asc' },
        select: { code: true },
      });
    for (let i = 0; i < 15; i += 1)
      expect(await sendFile(sftp, `attendance_${i % 3}.csv`, Buffer.from('a'))).toBe('');
    expect(await told()).toEqual([]);
    for (let i = 0; i < 5; i += 1)
      expect(await sendFile(sftp, '.attendance.csv.7fK2xQ', Buffer.from('a'))).toBe('');
    expect(await told()).toEqual([{ code: 'ATTENDANCE' }]);
    expect(await sendFile(sftp, 'attendance.csv', Buffer.from('a'))).toContain('attendance files');
    expect(await sendFile(sftp, 'calendar.csv', Buffer.from('a'))).toContain('attendance files');
    for (let i = 0; i < 10; i += 1)
      expect(await sendFile(sftp, 'users.csv', Buffer.alloc(200))).toBe('');
    expect(await sendFile(sftp, 'orgs.csv', Buffer.from('a'))).toContain('besides attendance');
    expect(await told()).toEqual([{ code: 'ATTENDANCE' }, { code: 'ROSTER' }]);
    // The next day all of it is there again, and 80% is told again.
    ctx.clock.advance(25 * 3600_000);
    expect(await sendFile(sftp, 'attendance.csv', Buffer.alloc(1000))).toBe('');
    expect(await sendFile(sftp, 'attendance.csv', Buffer.alloc(1))).toContain('2 GB of attendance');
    expect(await sendFile(sftp, 'orgs.csv', Buffer.alloc(1))).toBe('');
    expect(await told()).toHaveLength(3);
  });

  test('files per day are counted also when several sessions begin at the same moment', async () => {
    await start({ filesPerDay: 3 });
    const district = await createDistrict();
    const sessions = await Promise.all([1, 2, 3, 4].map(() => connectSftp(district.login)));
    const answers = await Promise.all(
      sessions.flatMap((sftp, i) => [
        sendFile(sftp, `a${i}.csv`, Buffer.from('a')),
        sendFile(sftp, `b${i}.csv`, Buffer.from('b')),
      ]),
    );
    expect(answers.filter((answer) => answer === '')).toHaveLength(3);
    expect(await deliveriesOf(district)).toHaveLength(3);
  });

  test('open files per session: 3 and 4 may be open, the 5th is refused until one is closed', async () => {
    await start({ openHandles: 4 });
    const sftp = await connectSftp((await createDistrict()).login);
    const handles: Buffer[] = [];
    for (const name of ['a.csv', 'b.csv', 'c.csv', 'd.csv']) {
      const { handle, message } = await openFile(sftp, name, 'w');
      expect(message).toBe('');
      handles.push(handle ?? Buffer.alloc(0));
    }
    expect((await openFile(sftp, 'e.csv', 'w')).message).toContain('Too many files are open');
    await answerOf((done) => sftp.close(handles[0] ?? Buffer.alloc(0), done));
    expect((await openFile(sftp, 'e.csv', 'w')).message).toBe('');
  });

  test.each([
    [0.89, ''],
    [0.9, 'no room'],
    [0.91, 'no room'],
  ])('a disk %d full answers "%s"', async (share, answer) => {
    const disk: AppContext = {
      ...ctx,
      storage: { ...ctx.storage, usedShare: () => Promise.resolve(share) },
    };
    await start({}, disk);
    const sftp = await connectSftp((await createDistrict()).login);
    const said = await sendFile(sftp, 'users.csv', Buffer.from('x'));
    if (answer === '') expect(said).toBe('');
    else expect(said).toContain(answer);
  });

  test('stopping answers what was asked and marks what was half sent', async () => {
    await start();
    const district = await createDistrict();
    const sftp = await connectSftp(district.login);
    const half = (await openFile(sftp, 'users.csv', 'w')).handle ?? Buffer.alloc(0);
    await answerOf((done) => sftp.write(half, Buffer.alloc(1000), 0, 1000, 0, done));
    const sending = sendFile(sftp, 'orgs.csv', Buffer.alloc(2 * MB, 'x'));
    await eventually(
      () => deliveriesOf(district),
      (rows) => rows.length === 2,
    );
    await server.stop();
    const answer = await sending;
    const rows = await deliveriesOf(district);
    expect(rows[0]).toMatchObject({ fileName: 'users.csv', state: 'INCOMPLETE' });
    // Whichever came first, the client and we agree.
    expect(rows[1]?.state).toBe(answer === '' ? 'RECEIVED' : 'INCOMPLETE');
    expect(
      await answerOf((done) => net.connect(district.login.port, '127.0.0.1').on('error', done)),
    ).toContain('ECONNREFUSED');
  });

  test('an upload of a process that died is marked when another starts', async () => {
    await start();
    const district = await createDistrict();
    await ctx.db.prisma.delivery.create({
      data: {
        tenantId: district.tenantId,
        connectionId: district.connectionId,
        fileName: 'users.csv',
        state: 'RECEIVING',
        storageKey: 'abandoned',
        sourceAddress: '192.0.2.1',
        startedAt: ctx.clock.now(),
        touchedAt: ctx.clock.now(),
      },
    });
    await server.stop();
    ctx.clock.advance(31_000);
    await start();
    expect((await deliveriesOf(district))[0]?.state).toBe('INCOMPLETE');
  });
});

describe('who is connected', () => {
  const presenceOf = ({ tenantId, connectionId }: District) =>
    findClientPresence(ctx.db.prisma, { id: connectionId, tenantId }, ctx.clock.now());

  test('a client is there from its sign-in to its end, also when two come from one district', async () => {
    await start();
    const [district, other] = [await createDistrict(), await createDistrict()];
    expect(await presenceOf(district)).toEqual({ isConnected: false, seenAt: null });
    const [first, second] = [await connect(district.login), await connect(district.login)];
    await eventually(
      () => presenceOf(district),
      ({ isConnected }) => isConnected,
    );
    expect((await presenceOf(other)).isConnected).toBe(false);
    first.end();
    await eventually(
      () =>
        ctx.db.prisma.sftpSession.count({
          where: { tenantId: district.tenantId, endedAt: { not: null } },
        }),
      (ended) => ended === 1,
    );
    expect((await presenceOf(district)).isConnected).toBe(true);
    second.destroy();
    await eventually(
      () => presenceOf(district),
      ({ isConnected }) => !isConnected,
    );
    expect((await presenceOf(district)).seenAt).toEqual(ctx.clock.now());
  });

  test('a client that stays is refreshed, one whose server died is over after half a minute', async () => {
    await start();
    const district = await createDistrict();
    await connect(district.login);
    await recordSessions(ctx, [
      { id: crypto.randomUUID(), tenantId: district.tenantId, connectionId: district.connectionId },
    ]);
    ctx.clock.advance(31_000);
    // The one that stays says so within seconds; the other never again.
    await eventually(
      () => presenceOf(district),
      ({ isConnected }) => isConnected,
    );
    expect(
      await ctx.db.prisma.sftpSession.count({
        where: { tenantId: district.tenantId, seenAt: ctx.clock.now(), endedAt: null },
      }),
    ).toBe(1);
  });

  test('a server that stops says that its clients are gone', async () => {
    await start();
    const district = await createDistrict();
    await connect(district.login);
    await eventually(
      () => presenceOf(district),
      ({ isConnected }) => isConnected,
    );
    await server.stop();
    expect((await presenceOf(district)).isConnected).toBe(false);
  });
});
