// npm run bench -- --only sftp: 200 SFTP sessions at once into the real SFTP process, four for each of fifty
// districts. Every session signs in before any begins to send; afterwards every file's row and bytes are compared
// with what was sent.
import { createHash, randomBytes } from 'node:crypto';
import ssh2, { type Client, type SFTPWrapper } from 'ssh2';
import type { AppContext } from '@/lib/server/app-context';
import {
  createSender,
  peakMemory,
  SOURCE,
  withSftpServer,
  type Login,
  type SftpProcess,
} from './sftp-server';

const DISTRICTS = 50;
const SESSIONS_PER_DISTRICT = 4;
const FILE_BYTES = 4 * 1024 * 1024;
const PIECE_BYTES = 32 * 1024;
/** As OpenSSH's sftp keeps them: 64 pieces on their way. */
const PIECES_AT_ONCE = 64;

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

const line = await withSftpServer(measure);
process.stdout.write(`${JSON.stringify(line)}\n`);

async function measure({ ctx, port, pid }: SftpProcess) {
  const logins: Login[] = [];
  for (let i = 0; i < DISTRICTS; i += 1) logins.push(await createSender(ctx, i));
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
    serverPeakMiB: await peakMemory(pid),
    failed: failed.length,
    damaged,
    bar: 0,
    isWithinBar: failed.length + damaged === 0,
  };
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

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
