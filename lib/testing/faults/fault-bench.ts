// A database of its own, two workers and an SFTP server as processes, so that each can be harmed while the others live.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { systemClock, type AppContext } from '@/lib/server/app-context';
import { openDatabase } from '@/lib/server/db';
import { letAppIn } from '@/lib/server/db/app-role';
import { applyMigrations } from '@/lib/server/db/migrate';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '@/lib/server/local/embedded-postgres';
import { findFreePort } from '@/lib/server/local/free-port';
import { createLog } from '@/lib/server/log';
import { createFolderStorage } from '@/lib/server/storage';
import { readEnvironment, settingsFrom } from '@/lib/server/settings';

const WORKERS = 2;

type Program = 'worker' | 'sftp';

export interface FaultBench {
  ctx: AppContext;
  /** The worker processes that live now. */
  workers(): ChildProcess[];
  sftp(): ChildProcess;
  /** Ends it without a word; another one takes its place. */
  kill(child: ChildProcess): Promise<void>;
  /** Shut down in good order, or as a power cut would, and started again. */
  restartDatabase(how: 'STOPPED' | 'CRASHED'): Promise<void>;
  close(): Promise<void>;
}

export async function openFaultBench(): Promise<FaultBench> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'connector-faults-'));
  const port = await findFreePort();
  const start = (): Promise<EmbeddedPostgres> =>
    startEmbeddedPostgres({
      folder: path.join(folder, 'postgres'),
      port,
      password: 'only for this test',
      settings: ['wal_level=minimal', 'max_wal_senders=0', 'shared_buffers=128MB'],
    });
  let postgres = await start();
  await applyMigrations(postgres.url);
  const databaseUrl = await letAppIn(postgres.url, 'only for this test');
  const env = {
    DATABASE_URL: databaseUrl,
    CONNECTOR_SECRET: 'a secret of the fault runs, long enough to pass',
    CONNECTOR_DATA_DIR: folder,
    CONNECTOR_DEMO: '0',
    CONNECTOR_LOG_LEVEL: 'silent',
    SFTP_PORT: String(await findFreePort()),
  };
  const environment = readEnvironment(env);
  if (!environment.ok) throw new Error('the settings of the fault runs are not valid');
  const settings = settingsFrom(environment.values);
  const ctx: AppContext = {
    db: openDatabase(databaseUrl),
    clock: systemClock,
    storage: createFolderStorage(path.join(folder, 'deliveries')),
    settings,
    log: createLog('faults', 'silent'),
  };
  const children = new Map<ChildProcess, Program>();
  let isClosing = false;

  const startChild = (program: Program): void => {
    const child = spawn(process.execPath, ['--import', 'tsx', `bin/${program}.ts`], {
      stdio: 'ignore',
      env: { ...process.env, ...env },
    });
    children.set(child, program);
    child.once('exit', () => {
      children.delete(child);
      // As whoever looks after the processes does.
      if (!isClosing) startChild(program);
    });
  };
  for (let i = 0; i < WORKERS; i += 1) startChild('worker');
  startChild('sftp');
  const those = (program: Program): ChildProcess[] =>
    [...children].flatMap(([child, each]) => (each === program ? [child] : []));

  return {
    ctx,
    workers: () => those('worker'),
    sftp() {
      const [child] = those('sftp');
      if (!child) throw new Error('no SFTP server runs');
      return child;
    },
    async kill(child) {
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
    async restartDatabase(how) {
      if (how === 'STOPPED') await postgres.stop();
      else {
        const pid = await readFile(path.join(folder, 'postgres', 'data', 'postmaster.pid'), 'utf8');
        process.kill(Number(pid.split('\n')[0]), 'SIGKILL');
      }
      for (;;) {
        try {
          postgres = await start();
          return;
        } catch {
          // Its children need a moment to notice; the port and the shared memory are theirs until then.
          await delay(100);
        }
      }
    },
    async close() {
      isClosing = true;
      const ends = [...children.keys()].map(async (child) => {
        const gone = once(child, 'exit');
        child.kill('SIGCONT');
        child.kill('SIGKILL');
        await gone;
      });
      await Promise.all(ends);
      await ctx.db.close();
      await postgres.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
