// The real SFTP process beside a PostgreSQL of its own, and districts that may send to it.
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
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

export const SOURCE = '127.0.0.1';
const actor = { kind: 'command-line', userId: null, sourceAddress: null } as const;

export interface SftpProcess {
  ctx: AppContext;
  port: number;
  pid: number;
}

export interface Login {
  connectionId: number;
  userName: string;
  password: string;
}

/** Ends the server and the database after `measure`, whatever became of it. */
export async function withSftpServer<T>(measure: (server: SftpProcess) => Promise<T>): Promise<T> {
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
      return await measure({ ctx, port, pid: server.pid ?? 0 });
    } finally {
      server.kill('SIGKILL');
      await ctx.db.close();
    }
  } finally {
    await database.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

export async function createSender(ctx: AppContext, number: number): Promise<Login> {
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

/** MiB. Linux keeps the peak per process; elsewhere it is not measured. */
export async function peakMemory(pid: number): Promise<number | null> {
  if (process.platform !== 'linux') return null;
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
}
