// The process itself: starts from the environment, says why it cannot, stops when asked and when left alone.
import { spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import ssh2 from 'ssh2';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createConnection, createTenant } from '@/lib/testing/builders';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import {
  eventually,
  openFile,
  openSftp,
  sendFile,
  signIn,
  signInOrFail,
  answerOf,
} from '@/lib/testing/sftp';
import { generatePassword, revokePassword } from '@/lib/server/connections/commands/passwords';
import { findFreePort } from '@/lib/server/local/free-port';

/** A process loads the whole server before it listens, and a busy machine multiplies that. */
const timeout = 240_000;
const actor = { kind: 'command-line', userId: null, sourceAddress: null } as const;

let ctx: TestContext;
const children: ChildProcess[] = [];

beforeAll(async () => {
  ctx = await createTestContext();
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});
afterAll(() => ctx.close());

function startProcess(port: number): { child: ChildProcess; said: () => string } {
  let text = '';
  const child = spawn(process.execPath, ['--import', 'tsx', 'bin/sftp.ts'], {
    env: {
      ...process.env,
      DATABASE_URL: ctx.databaseUrl,
      CONNECTOR_SECRET: ctx.settings.secret,
      CONNECTOR_DATA_DIR: ctx.settings.dataFolder,
      CONNECTOR_LOG_LEVEL: 'info',
      SFTP_PORT: String(port),
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  children.push(child);
  child.stdout?.on('data', (chunk: Buffer) => (text += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (text += chunk.toString()));
  return { child, said: () => text };
}

async function createDistrict(port: number) {
  const tenant = await createTenant(ctx);
  const connection = await createConnection(ctx, tenant);
  const made = await generatePassword(ctx, actor, tenant.id, connection.id);
  if (!made.ok) throw new Error(made.code);
  const { passwordId, password } = made;
  const login = { port, userName: connection.sftp.userName, password };
  return { tenantId: tenant.id, connectionId: connection.id, passwordId, login };
}

async function startListening(port: number): Promise<ChildProcess> {
  const { child, said } = startProcess(port);
  await eventually(said, (text) => text.includes('SFTP server listening'), 120);
  return child;
}

/** What OK promised: the row with its number, size and hash, and the bytes themselves. */
async function expectKept(connectionId: number, fileName: string, bytes: Buffer): Promise<void> {
  const kept = await ctx.db.prisma.delivery.findFirstOrThrow({
    where: { connectionId, fileName, state: 'RECEIVED' },
  });
  expect(kept.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
  expect(Number(kept.byteCount)).toBe(bytes.length);
  expect(kept.receivedAt).not.toBeNull();
  expect(Buffer.concat(await ctx.storage.read(kept.storageKey).toArray())).toEqual(bytes);
}

test(
  'receives, is killed in the middle, comes back and says what was cut',
  { timeout },
  async () => {
    const port = await findFreePort();
    const { connectionId, login } = await createDistrict(port);
    const first = await startListening(port);
    const client = await signInOrFail(login);
    client.on('error', () => {});
    const sftp = await openSftp(client);
    // Every byte is there and answered; only the end of the file was not said.
    const whole = Buffer.from('sourcedId,status\n'.repeat(60));
    const open = (await openFile(sftp, 'users.csv', 'w')).handle ?? Buffer.alloc(0);
    await answerOf((done) => sftp.write(open, whole, 0, whole.length, 0, done));

    const busy = startProcess(port);
    const [busyCode] = await once(busy.child, 'exit');
    expect(busyCode).toBe(1);
    expect(busy.said()).toContain(`cannot listen on 127.0.0.1:${port}`);
    expect(busy.said()).toContain('SFTP_PORT');

    // OK is the last that this process says.
    const orgs = Buffer.from('kept');
    expect(await sendFile(sftp, 'orgs.csv', orgs)).toBe('');
    first.kill('SIGKILL');
    await once(first, 'exit');
    await expectKept(connectionId, 'orgs.csv', orgs);
    // As if the machine took half a minute to come back.
    await ctx.db.prisma.delivery.updateMany({
      where: { state: 'RECEIVING' },
      data: { touchedAt: new Date(Date.now() - 31_000) },
    });
    const second = await startListening(port);
    const rows = await ctx.db.prisma.delivery.findMany({
      where: { connectionId },
      orderBy: { fileName: 'asc' },
    });
    expect(rows.map((row) => [row.fileName, row.state])).toEqual([
      ['orgs.csv', 'RECEIVED'],
      ['users.csv', 'INCOMPLETE'],
    ]);
    // Sent again it is kept, as it was sent, and the half before it is not what is read.
    const again = await signInOrFail(login);
    again.on('error', () => {});
    expect(await sendFile(await openSftp(again), 'users.csv', whole)).toBe('');
    await expectKept(connectionId, 'users.csv', whole);
    again.end();
    // A heartbeat is written after the port is open, not before.
    const countInstances = () =>
      ctx.db.prisma.processHeartbeat.count({ where: { process: 'sftp' } });
    await eventually(countInstances, (count) => count === 2);
    second.kill('SIGTERM');
    expect(await once(second, 'exit')).toEqual([0, null]);
  },
);

test(
  'a revoked password signs nobody in from then on, and its session is cut within a minute',
  { timeout },
  async () => {
    const port = await findFreePort();
    await startListening(port);
    const { tenantId, passwordId, login } = await createDistrict(port);
    const client = await signInOrFail(login);
    client.on('error', () => {});
    const cut = once(client, 'close');
    const revokedAt = performance.now();
    await revokePassword(ctx, actor, tenantId, passwordId);
    // Asked at once, not after the five seconds we promise: however long the refusal takes.
    expect((await signIn(login)).ok).toBe(false);
    await cut;
    expect(performance.now() - revokedAt).toBeLessThan(60_000);
  },
);

test(
  'the sixth wrong password in a row is the last, and each takes a second',
  { timeout },
  async () => {
    const port = await findFreePort();
    await startListening(port);
    const { login } = await createDistrict(port);
    const startedAt = performance.now();
    const tries = await new Promise<number>((resolve) => {
      let asked = 0;
      const client = new ssh2.Client();
      client.on('error', () => {});
      client.on('close', () => resolve(asked));
      client.connect({
        host: '127.0.0.1',
        port,
        username: login.userName,
        readyTimeout: 60_000,
        authHandler: (_left, _partial, next) => {
          asked += 1;
          next({ type: 'password', username: login.userName, password: 'wrong' });
        },
      });
    });
    // The client hears the sixth refusal, asks once more, and is no longer answered.
    expect(tries - 1).toBe(6);
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(6_000);
  },
);

test.each(['bin/sftp.ts', 'bin/worker.ts', 'bin/migrate.ts'])(
  '%s says in one sentence what is wrong with its environment, and fails',
  { timeout },
  async (file) => {
    const secret = ctx.settings.secret;
    const answerTo = async (settings: Record<string, string>) => {
      const child = spawn(process.execPath, ['--import', 'tsx', file], {
        env: { PATH: process.env.PATH, NODE_ENV: process.env.NODE_ENV, ...settings },
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      children.push(child);
      let text = '';
      child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()));
      const [code] = await once(child, 'close');
      return `${code}: ${text}`;
    };
    const noWait = { CONNECTOR_DATABASE_WAIT_SECONDS: '0' };
    const nobodyThere = `postgresql://someone:password@127.0.0.1:${await findFreePort()}/x`;
    expect(await answerTo({ DATABASE_URL: 'x', CONNECTOR_SECRET: secret })).toMatch(
      /^1: The environment cannot be used\. DATABASE_URL: it has to be an address like .*\n$/,
    );
    expect(await answerTo({ DATABASE_URL: nobodyThere })).toMatch(/^1: CONNECTOR_SECRET is .*\n$/);
    expect(
      await answerTo({ ...noWait, DATABASE_URL: nobodyThere, CONNECTOR_SECRET: secret }),
    ).toMatch(/^1: DATABASE_URL: nothing answers at 127\.0\.0\.1 port \d+\..*\n$/);
  },
);

test('ends when its starter is gone', { timeout }, async () => {
  const child = await startListening(await findFreePort());
  child.disconnect();
  expect(await once(child, 'exit')).toEqual([0, null]);
});
