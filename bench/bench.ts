// npm run bench [-- --students 500000 --folder DIR | --only sftp]: a synthetic district through the real worker
// and a real PostgreSQL: first load, a next day with 1 % change, the same day again in another order, the same
// bytes again, the roster explorer on it, a school year of attendance, and 200 SFTP sessions at once. One JSON
// line per case; those of files beside DuckDB's time for reading and joining both days' files, measured before, between
// and after them: a machine that is shared is not always as fast.
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, readFileSync, writeFileSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Command, Option } from 'commander';
import { systemClock, type AppContext } from '@/lib/server/app-context';
import { openDatabase } from '@/lib/server/db';
import { applyMigrations } from '@/lib/server/db/migrate';
import { startLocalDatabase } from '@/lib/server/local/database';
import { WORKER_FLAGS } from '@/lib/server/local/worker-flags';
import { createLog } from '@/lib/server/log';
import { approve } from '@/lib/server/reviews/decide';
import { createFolderStorage } from '@/lib/server/storage';
import { moveSyncRun } from '@/lib/server/sync-runs/move-sync-run';
import { readEnvironment, settingsFrom } from '@/lib/server/settings';
import { measureAttendance } from './attendance';
import { measureExplorer } from './explorer';

const run = promisify(execFile);
const actor = { kind: 'command-line', userId: null, sourceAddress: null } as const;
const NODE_ARGS = ['--import', 'tsx'];

const program = new Command()
  .option('--students <count>', 'size of the district', '500000')
  .option('--folder <dir>', 'where to work; kept when named', '')
  .addOption(new Option('--only <part>', 'this part alone').choices(['sftp']))
  .parse();
const {
  students,
  folder: namedFolder,
  only,
} = program.opts<{ students: string; folder: string; only?: 'sftp' }>();
const log = (text: string): void => void process.stderr.write(`${text}\n`);
if (only === 'sftp') {
  await measureSftp();
  process.exit(0);
}

const folder = namedFolder || (await mkdtemp(path.join(os.tmpdir(), 'connector-bench-')));
await mkdir(folder, { recursive: true });

log('Making the district …');
const days = {
  first: [],
  churn: ['--day', 'churn:0.01'],
  reordered: ['--day', 'churn:0.01', '--day', 'reordered'],
};
for (const [name, changes] of Object.entries(days)) {
  await run(process.execPath, [
    ...NODE_ARGS,
    'bin/simulate.ts',
    ...['--students', students, '--seed', 'bench', '--out', path.join(folder, name)],
    ...['--manifest-absent', 'demographics', ...changes],
  ]);
}

const dataFolder = path.join(folder, 'data');
await mkdir(dataFolder, { recursive: true });
const database = await startLocalDatabase(dataFolder, () => log('PostgreSQL ended.'));
let worker: ChildProcess | null = null;
try {
  await applyMigrations(database.url);
  const environment = readEnvironment({
    DATABASE_URL: database.url,
    CONNECTOR_SECRET: 'used by the benchmark only, long enough',
    CONNECTOR_DATA_DIR: dataFolder,
    CONNECTOR_DEMO: '0',
  });
  if (!environment.ok) throw new Error('the environment of the benchmark is wrong');
  const ctx: AppContext = {
    db: openDatabase(database.url),
    clock: systemClock,
    storage: createFolderStorage(path.join(dataFolder, 'deliveries')),
    settings: settingsFrom(environment.values),
    log: createLog('bench', 'warn'),
  };
  const connection = await makeConnection(ctx);
  // Over the channel it notices when the benchmark is interrupted, and ends too.
  const guard = ['--import', path.resolve('bin/stop-with-parent.mjs')];
  worker = spawn(process.execPath, [...WORKER_FLAGS, ...guard, ...NODE_ARGS, 'bin/worker.ts'], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: {
      ...process.env,
      DATABASE_URL: database.url,
      CONNECTOR_SECRET: ctx.settings.secret,
      CONNECTOR_DATA_DIR: dataFolder,
      CONNECTOR_LOG_LEVEL: 'warn',
    },
  });
  const cases = [
    { name: 'first load', day: 'first', bar: 8 },
    { name: 'next day, 1 % change', day: 'churn', bar: 3 },
    { name: 'unchanged day, same bytes', day: 'churn', bar: 2 },
    { name: 'unchanged day, other order', day: 'reordered', bar: 2 },
  ];
  const yardsticks = [await measureYardstick()];
  const measured: Awaited<ReturnType<typeof measure>>[] = [];
  for (const each of cases) {
    const found = await measure(ctx, connection, each);
    log(`${each.name}: ${round(found.seconds)} s`);
    measured.push(found);
    await settle(ctx);
    yardsticks.push(await measureYardstick());
  }
  const yardstick = median(yardsticks);
  print({ case: 'yardstick', seconds: round(yardstick), each: yardsticks.map(round) });
  for (const { seconds, bar, ...line } of measured) {
    const ratio = seconds / yardstick;
    const ratioToYardstick = round(ratio);
    print({ ...line, seconds: round(seconds), ratioToYardstick, bar, isWithinBar: ratio <= bar });
  }
  for (const line of await measureExplorer(ctx, connection.tenantId)) print(line);
  for await (const line of measureAttendance(ctx, connection, log)) print(line);
  await ctx.db.close();
} finally {
  worker?.kill('SIGKILL');
  await database.stop();
  if (!namedFolder) await rm(folder, { recursive: true, force: true });
}
await measureSftp();

/** Waits until PostgreSQL has written what a case left, and analyses nothing just now: it would slow the yardstick. */
async function settle(ctx: AppContext): Promise<void> {
  await ctx.db.pool.query('CHECKPOINT');
  for (;;) {
    const { rowCount } = await ctx.db.pool.query(
      `SELECT FROM pg_stat_activity WHERE backend_type = 'autovacuum worker'`,
    );
    if (rowCount === 0) return;
    await delay(500);
  }
}

/** Seconds that DuckDB takes for both days' files. */
async function measureYardstick(): Promise<number> {
  log('Measuring the yardstick …');
  const [before, after] = [path.join(folder, 'first'), path.join(folder, 'churn')];
  const { stdout } = await run(process.execPath, [
    ...NODE_ARGS,
    'bench/yardstick.ts',
    before,
    after,
  ]);
  return (JSON.parse(stdout) as { seconds: number }).seconds;
}

/** A database and a server of its own: nothing else must be at work beside it. */
async function measureSftp(): Promise<void> {
  log('Sending over 200 SFTP sessions at once …');
  process.stdout.write((await run(process.execPath, [...NODE_ARGS, 'bench/sftp.ts'])).stdout);
}

async function makeConnection(ctx: AppContext): Promise<{ id: number; tenantId: number }> {
  const tenant = await ctx.db.prisma.tenant.create({
    data: { slug: 'bench', name: 'Bench', state: 'CA', timeZone: 'America/Los_Angeles' },
  });
  return ctx.db.prisma.connection.create({
    data: {
      tenantId: tenant.id,
      kind: 'SFTP_ONEROSTER',
      sftpUserName: 'tpc-bench',
      applySlot: 'ON_ARRIVAL',
    },
  });
}

/** Puts the files where an upload would leave them, and times from "complete" to "applied". */
async function measure(
  ctx: AppContext,
  connection: { id: number; tenantId: number },
  { name, day, bar }: { name: string; day: string; bar: number },
) {
  log(`Measuring: ${name} …`);
  const { id: connectionId, tenantId } = connection;
  const files = await keepFiles(ctx, path.join(folder, day), name);
  // An upload is on disk before anybody reads it; unwritten, our copies would be waited for by the database.
  if (process.platform === 'linux') await run('sync', []);
  const now = ctx.clock.now();
  resetPeakMemory();
  const startedAt = performance.now();
  const runId = await ctx.db.prisma.$transaction(async (tx) => {
    const { id } = await tx.syncRun.create({ data: { tenantId, connectionId } });
    await tx.delivery.createMany({
      data: files.map((file) => ({
        ...file,
        tenantId,
        connectionId,
        state: 'RECEIVED',
        sourceAddress: '127.0.0.1',
        receivedAt: now,
        syncRunId: id,
      })),
    });
    await moveSyncRun(tx, { id, tenantId }, 'QUEUED', { now });
    return id;
  });
  let heldSeconds: number | null = null;
  for (;;) {
    const { state } = await ctx.db.prisma.syncRun.findUniqueOrThrow({ where: { id: runId } });
    if (state === 'APPLIED' || state === 'NO_CHANGE') break;
    if (state === 'HELD') {
      heldSeconds = (performance.now() - startedAt) / 1000;
      const held = await ctx.db.prisma.circuitBreakVersion.findUniqueOrThrow({ where: { runId } });
      const { breakId, version, fingerprint } = held;
      const target = { tenantId, breakId, version, fingerprint };
      const decided = await approve(ctx, actor, { ...target, comment: 'benchmark' });
      if (!decided.ok) throw new Error(`not approved: ${decided.code}`);
    }
    if (state === 'FAILED' || state === 'INVALID') throw new Error(`the run ended ${state}`);
    await delay(50);
  }
  const seconds = (performance.now() - startedAt) / 1000;
  const { _sum } = await ctx.db.prisma.syncRunFile.aggregate({
    where: { runId },
    _sum: { rowsRead: true },
  });
  const rows = _sum.rowsRead ?? 0;
  const changes = await ctx.db.prisma.changeCount.aggregate({
    where: { runId },
    _sum: { count: true },
  });
  return {
    case: name,
    seconds,
    ...(heldSeconds === null ? {} : { secondsUntilHeld: round(heldSeconds) }),
    rows,
    rowsPerSecond: Math.round(rows / seconds),
    changes: changes._sum.count ?? 0,
    workerPeakMiB: peakMemory(),
    bar,
  };
}

async function keepFiles(ctx: AppContext, source: string, name: string) {
  const files = [];
  for (const fileName of await readdir(source)) {
    const storageKey = `bench/${createHash('sha256')
      .update(name + fileName)
      .digest('hex')}`;
    const target = ctx.storage.localPath(storageKey);
    await mkdir(path.dirname(target), { recursive: true });
    await copyFile(path.join(source, fileName), target);
    const hash = createHash('sha256');
    for await (const chunk of createReadStream(target)) hash.update(chunk as Buffer);
    const { size } = await stat(target);
    files.push({ fileName, storageKey, byteCount: size, sha256: hash.digest('hex') });
  }
  return files;
}

/** Linux keeps the peak per process, and forgets it on request; elsewhere it is not measured. */
function resetPeakMemory(): void {
  if (process.platform === 'linux') writeFileSync(`/proc/${worker?.pid}/clear_refs`, '5');
}

function peakMemory(): number | null {
  if (process.platform !== 'linux') return null;
  const status = readFileSync(`/proc/${worker?.pid}/status`, 'utf8');
  return Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

function print(line: Record<string, unknown>): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
