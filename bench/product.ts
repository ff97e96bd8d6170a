// What is measured: a PostgreSQL of its own and the real worker as its own process.
import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { systemClock, type AppContext } from '@/lib/server/app-context';
import { sftpConnection } from '@/lib/server/connections/sftp-account';
import { openDatabase } from '@/lib/server/db';
import { applyMigrations } from '@/lib/server/db/migrate';
import { startLocalDatabase } from '@/lib/server/local/database';
import { WORKER_FLAGS } from '@/lib/server/local/worker-flags';
import { createLog } from '@/lib/server/log';
import { listOutOfDate } from '@/lib/server/pipeline/store-baselines';
import { readEnvironment, settingsFrom } from '@/lib/server/settings';
import { createFolderStorage } from '@/lib/server/storage';
import { NODE_ARGS } from './files';

export interface Connection {
  id: number;
  tenantId: number;
}

export interface Product {
  ctx: AppContext;
  isWorkerUp(): boolean;
  /** Linux keeps the peak per process, and forgets it on request; elsewhere it is not measured. */
  resetPeakMemory(): void;
  /** MiB since the last reset. */
  peakMemory(): number | null;
  stop(): Promise<void>;
}

/** In a folder of its own, which is emptied before. */
export async function startProduct(
  folder: string,
  log: (text: string) => void,
  /** Added to the environment of the worker. */
  more: Readonly<Record<string, string>> = {},
  { withWorker = true }: { withWorker?: boolean } = {},
): Promise<Product> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const database = await startLocalDatabase(folder, () => log('PostgreSQL ended.'));
  try {
    // `bench:compare` measures older versions with this code: before there was a role, a database had one address.
    const known: Partial<typeof database> & { url?: string } = database;
    const ownerUrl = known.ownerUrl ?? known.url ?? '';
    await applyMigrations(ownerUrl);
    const databaseUrl = (await known.appUrl?.()) ?? ownerUrl;
    const environment = readEnvironment({
      DATABASE_URL: databaseUrl,
      CONNECTOR_SECRET: 'used by the benchmark only, long enough',
      CONNECTOR_DATA_DIR: folder,
      CONNECTOR_DEMO: '0',
      ...more,
    });
    if (!environment.ok) throw new Error('the environment of the benchmark is wrong');
    const ctx: AppContext = {
      // The benchmark itself also does what only the owner may: CHECKPOINT, VACUUM.
      db: openDatabase(ownerUrl),
      clock: systemClock,
      storage: createFolderStorage(path.join(folder, 'deliveries')),
      settings: settingsFrom(environment.values),
      log: createLog('bench', 'warn'),
    };
    const worker = withWorker ? spawnWorker(databaseUrl, ctx.settings.secret, folder, more) : null;
    const isWorkerUp = (): boolean =>
      worker !== null && worker.exitCode === null && worker.signalCode === null;
    return {
      ctx,
      isWorkerUp,
      resetPeakMemory: () => {
        if (worker && process.platform === 'linux')
          writeFileSync(`/proc/${worker.pid}/clear_refs`, '5');
      },
      peakMemory: () => {
        if (!worker || process.platform !== 'linux' || !isWorkerUp()) return null;
        const status = readFileSync(`/proc/${worker.pid}/status`, 'utf8');
        return Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
      },
      stop: async () => {
        await ctx.db.close();
        worker?.kill('SIGKILL');
        await database.stop();
        await rm(folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await database.stop();
    throw error;
  }
}

function spawnWorker(
  databaseUrl: string,
  secret: string,
  folder: string,
  more: Readonly<Record<string, string>>,
): ChildProcess {
  // Over the channel it notices when the benchmark is interrupted, and ends too.
  const guard = ['--import', path.resolve('bin/stop-with-parent.mjs')];
  return spawn(process.execPath, [...WORKER_FLAGS, ...guard, ...NODE_ARGS, 'bin/worker.ts'], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: {
      ...process.env,
      DATABASE_URL: databaseUrl,
      CONNECTOR_SECRET: secret,
      CONNECTOR_DATA_DIR: folder,
      CONNECTOR_LOG_LEVEL: 'warn',
      ...more,
    },
  });
}

export async function createConnection(ctx: AppContext, slug: string): Promise<Connection> {
  const tenant = await ctx.db.prisma.tenant.create({
    data: { slug, name: 'Bench', state: 'CA', timeZone: 'America/Los_Angeles' },
  });
  return ctx.db.prisma.connection.create({
    data: {
      tenantId: tenant.id,
      ...sftpConnection({ userName: `tpc-${slug}` }),
      applySlot: 'ON_ARRIVAL',
    },
  });
}

/**
 * Waits until PostgreSQL has written what a case left, and analyses nothing just now, and the worker has stored what the
 * next files are compared with: either would slow the yardstick.
 */
export async function settle(ctx: AppContext): Promise<void> {
  await ctx.db.pool.query('CHECKPOINT');
  for (;;) {
    const { rowCount } = await ctx.db.pool.query(
      `SELECT FROM pg_stat_activity WHERE backend_type = 'autovacuum worker'`,
    );
    if (rowCount === 0 && (await areBaselinesStored(ctx))) return;
    await delay(500);
  }
}

async function areBaselinesStored(ctx: AppContext): Promise<boolean> {
  // `bench:compare` measures older versions, which stored none.
  const { rows } = await ctx.db.pool.query<{ isKnown: boolean }>(
    `SELECT to_regclass('public.stored_baseline') IS NOT NULL AS "isKnown"`,
  );
  return rows[0]?.isKnown !== true || (await listOutOfDate(ctx)).length === 0;
}
