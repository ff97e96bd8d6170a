// npm run bench -- --only sftp: 200 SFTP sessions at once into the real SFTP process, four for each of fifty
// districts. Every session signs in before any begins to send; afterwards every file's row and bytes are compared
// with what was sent.
import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import ssh2, { type Client, type SFTPWrapper } from 'ssh2';
import { systemClock, type AppContext } from '@/lib/server/app-context';
import { generatePassword } from '@/lib/server/connections/commands/passwords';
import { sftpConnection } from '@/lib/server/connections/sftp-account';
import { openDatabase } from '@/lib/server/db';
import { applyMigrations } from '@/lib/server/db/migrate';
import { startLocalDatabase } from '@/lib/server/local/database';
import { findFreePort } from '@/lib/server/local/free-port';
import { isListening } from '@/lib/server/local/wait-until-up';
import { createLog } from '@/lib/server/log';
import { readEnvironment, settingsFrom } from '@/lib/server/settings';
import { createFolderStorage } from '@/lib/server/storage';

const DISTRICTS = 50;
const SESSIONS_PER_DISTRICT = 4;
const FILE_BYTES = 4 * 1024 * 1024;
const PIECE_BYTES = 32 * 1024;
/** As OpenSSH's sftp keeps them: 64 pieces on their way. */
const PIECES_AT_ONCE = 64;
const SOURCE = '127.0.0.1';
const actor = { kind: 'command-line', userId: null, sourceAddress: null } as const;

interface Login {
  connectionId: number;
  userName: string;
  password: string;
}

interface Sent {
  connectionId: number;
  fileName: string;
  sha256: string;
  /** "" or the first thing that went wrong. */
  problem: string;
  sendMs: number;
}

/** Sessions differ by where they begin in this. */
const content = randomBytes(FILE_BYTES + DISTRICTS * SESSIONS_PER_DISTRICT);

const folder = await mkdtemp(path.join(os.tmpdir(), 'connector-bench-sftp-'));
const database = await startLocalDatabase(folder, () => {});
try {
  await applyMigrations(database.ownerUrl);
  const databaseUrl = await database.appUrl();
  const port = await findFreePort();
  const env = {
    DATABASE_URL: databaseUrl,
    CONNECTOR_SECRET: 'used by the benchmark only, long enough',
    CONNECTOR_DATA_DIR: folder,
    CONNECTOR_LOG_LEVEL: 'warn',
    SFTP_PORT: String(port),
    // One machine sends for all, as a hosted student information system does.
    SFTP_EXEMPT_ADDRESSES: SOURCE,
  };
  const environment = readEnvironment(env);
  if (!environment.ok) throw new Error('the environment of the benchmark is wrong');
  const ctx: AppContext = {
    db: openDatabase(databaseUrl),
    clock: systemClock,
    storage: createFolderStorage(path.join(folder, 'deliveries')),
    settings: settingsFrom(environment.values),
    log: createLog('bench', 'warn'),
  };
  const guard = ['--import', path.resolve('bin/stop-with-parent.mjs'), '--import', 'tsx'];
  const server = spawn(process.execPath, [...guard, 'bin/sftp.ts'], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, ...env },
  });
  try {
    while (!(await isListening(port, SOURCE))) await delay(100);
    process.stdout.write(`${JSON.stringify(await measure(ctx, port, server.pid ?? 0))}\n`);
  } finally {
    server.kill('SIGKILL');
    await ctx.db.close();
  }
} finally {
  await database.stop();
  await rm(folder, { recursive: true, force: true });
}

async function measure(ctx: AppContext, port: number, pid: number) {
  const logins: Login[] = [];
  for (let i = 0; i < DISTRICTS; i += 1) logins.push(await makeDistrict(ctx, i));
  const sessions = logins.flatMap((login) =>
    Array.from({ length: SESSIONS_PER_DISTRICT }, () => login),
  );
  let signedIn = 0;
  let openTheGate = (): void => {};
  const gate = new Promise<void>((resolve) => (openTheGate = resolve));
  const arrived = (): void => {
    signedIn += 1;
    if (signedIn === sessions.length) openTheGate();
  };
  const startedAt = performance.now();
  const gateOpened = gate.then(() => performance.now());
  const sent = await Promise.all(
    sessions.map((login, number) => send(login, number, port, arrived, gate)),
  );
  const seconds = (performance.now() - (await gateOpened)) / 1000;
  const failed = sent.filter(({ problem }) => problem !== '');
  const damaged = await countDamaged(ctx, sent);
  for (const text of new Set(failed.map(({ problem }) => problem)))
    process.stderr.write(`${text}\n`);
  return {
    case: 'SFTP sessions at once',
    sessions: sessions.length,
    districts: DISTRICTS,
    megabytesEach: FILE_BYTES / 1024 / 1024,
    secondsToSignInAll: round(((await gateOpened) - startedAt) / 1000),
    seconds: round(seconds),
    megabytesPerSecond: round((sent.length * FILE_BYTES) / 1024 / 1024 / seconds),
    sendP95Seconds: round(percentile95(sent.map(({ sendMs }) => sendMs)) / 1000),
    serverPeakMiB: peakMemory(pid),
    failed: failed.length,
    damaged,
    bar: 0,
    isWithinBar: failed.length + damaged === 0,
  };
}

async function makeDistrict(ctx: AppContext, number: number): Promise<Login> {
  const { id: tenantId } = await ctx.db.prisma.tenant.create({
    data: {
      slug: `bench-${number}`,
      name: `Bench ${number}`,
      state: 'CA',
      timeZone: 'America/Los_Angeles',
    },
  });
  const userName = `tpc-bench-${number}`;
  const { id: connectionId } = await ctx.db.prisma.connection.create({
    data: { tenantId, ...sftpConnection({ userName }) },
  });
  const made = await generatePassword(ctx, actor, tenantId, connectionId);
  if (!made.ok) throw new Error(made.code);
  return { connectionId, userName, password: made.password };
}

async function send(
  login: Login,
  number: number,
  port: number,
  arrived: () => void,
  gate: Promise<void>,
): Promise<Sent> {
  const bytes = content.subarray(number, number + FILE_BYTES);
  const sent = {
    connectionId: login.connectionId,
    fileName: `users-${number}.csv`,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  };
  const client = new ssh2.Client();
  let isSignedIn = false;
  let gateAt = performance.now();
  let problem = '';
  try {
    const sftp = await open(client, login, port);
    isSignedIn = true;
    arrived();
    await gate;
    gateAt = performance.now();
    await upload(sftp, sent.fileName, bytes);
  } catch (error) {
    problem = error instanceof Error ? error.message : String(error);
    // Whoever cannot sign in must not make the others wait for ever.
    if (!isSignedIn) arrived();
  } finally {
    client.end();
  }
  return { ...sent, problem, sendMs: performance.now() - gateAt };
}

function open(client: Client, login: Login, port: number): Promise<SFTPWrapper> {
  return new Promise((resolve, reject) => {
    client
      .on('error', reject)
      .on('close', () => reject(new Error('the connection was closed')))
      .on('ready', () => client.sftp((error, sftp) => (error ? reject(error) : resolve(sftp))))
      .connect({
        host: SOURCE,
        port,
        username: login.userName,
        password: login.password,
        readyTimeout: 30_000,
      });
  });
}

async function upload(sftp: SFTPWrapper, name: string, bytes: Buffer): Promise<void> {
  const lost = new Promise<never>((_, reject) => {
    sftp.once('close', () => reject(new Error('the connection was lost')));
  });
  // A loss after the last answer is nobody's concern.
  lost.catch(() => {});
  await Promise.race([lost, uploadWhole(sftp, name, bytes)]);
}

async function uploadWhole(sftp: SFTPWrapper, name: string, bytes: Buffer): Promise<void> {
  const handle = await new Promise<Buffer>((resolve, reject) =>
    sftp.open(name, 'w', (error, opened) => (error ? reject(error) : resolve(opened))),
  );
  let next = 0;
  const sendPieces = async (): Promise<void> => {
    while (next < bytes.length) {
      const at = next;
      const length = Math.min(PIECE_BYTES, bytes.length - at);
      next += length;
      await settled((done) => sftp.write(handle, bytes, at, length, at, done));
    }
  };
  await Promise.all(Array.from({ length: PIECES_AT_ONCE }, sendPieces));
  await settled((done) => sftp.close(handle, done));
}

function settled(ask: (done: (error?: Error | null) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => ask((error) => (error ? reject(error) : resolve())));
}

/** What was answered with OK and is not, row and bytes, what was sent. */
async function countDamaged(ctx: AppContext, sent: readonly Sent[]): Promise<number> {
  let damaged = 0;
  for (const { connectionId, fileName, sha256 } of sent.filter(({ problem }) => problem === '')) {
    const row = await ctx.db.prisma.delivery.findFirst({
      where: { connectionId, fileName, state: 'RECEIVED', byteCount: FILE_BYTES, sha256 },
    });
    const hash = createHash('sha256');
    if (row)
      for await (const chunk of ctx.storage.read(row.storageKey)) hash.update(chunk as Buffer);
    if (!row || hash.digest('hex') !== sha256) damaged += 1;
  }
  return damaged;
}

function percentile95(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(0.95 * sorted.length))] ?? 0;
}

/** Linux keeps the peak per process; elsewhere it is not measured. */
function peakMemory(pid: number): number | null {
  if (process.platform !== 'linux') return null;
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
