// The worker: woken by the database, and by the clock every few seconds in case a wake-up was lost.
import pg from 'pg';
import { JOB_NAMES, scheduledJob } from '@/lib/core/jobs/schedule';
import type { AppContext } from '../app-context';
import { isConnectionTrouble } from '../db/connection-trouble';
import { HEARTBEAT_SECONDS, writeHeartbeat } from '../health/heartbeat';
import { createWorkerProcess, releaseAttempts } from './attempts';
import { errorCodeOf } from './error-code';
import { createJobTurn } from './job-turn';
import { createLogThrottle } from './log-throttle';
import { stopPulls } from './pull-workers';
import { WORK } from './work';

export interface Worker {
  /** Finishes what it is at, up to `graceMs`, and stops. */
  stop(graceMs?: number): Promise<void>;
}

/** A job that comes every hour is due soon after a worker starts, or another one failed at it. */
const LONGEST_POLL_SECONDS = 10;
const RECONNECT_MS = 1_000;

/** Starts the loops of the schedule, the heartbeat, and the ear for the database's calls. They do not wait for each other. */
export function startWorker(ctx: AppContext): Worker {
  const worker = createWorkerProcess();
  const startedAt = ctx.clock.now();
  let isStopping = false;
  const loops: Promise<void>[] = [];
  const wakers = new Set<() => void>();
  const wakeAll = (): void => {
    for (const wake of wakers) wake();
  };

  const wasLoggedLately = createLogThrottle();
  const warn = (error: unknown, fields: { loop?: string }, message: string): void => {
    const isDatabaseAway = isConnectionTrouble(error);
    // A database that is away fails every loop at every wake-up: that is one piece of news.
    const what = isDatabaseAway ? 'database' : [message, fields.loop, errorCodeOf(error)].join(' ');
    if (wasLoggedLately(what, ctx.clock.now())) return;
    ctx.log.warn({ err: error, ...fields, isDatabaseAway }, message);
  };

  const loop = (name: string, everyMs: number, work: () => Promise<unknown>): void => {
    let wake = (): void => {};
    let isWoken = false;
    wakers.add(() => {
      isWoken = true;
      wake();
    });
    const run = async (): Promise<void> => {
      while (!isStopping) {
        isWoken = false;
        try {
          await work();
        } catch (error) {
          warn(error, { loop: name }, 'job failed, will be retried');
        }
        if (isStopping || isWoken) continue;
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, everyMs);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
    };
    loops.push(run());
  };

  for (const name of JOB_NAMES) {
    const { everySeconds, loops: count = 1 } = scheduledJob(name);
    for (let i = 0; i < count; i++)
      loop(
        name,
        Math.min(everySeconds, LONGEST_POLL_SECONDS) * 1000,
        createJobTurn(ctx, name, () => WORK[name](ctx, worker)),
      );
  }

  let listener: pg.Client | null = null;
  const listen = async (): Promise<void> => {
    while (!isStopping) {
      const client = new pg.Client({ connectionString: ctx.settings.databaseUrl });
      const ended = new Promise<void>((resolve) => {
        client.on('error', () => resolve());
        client.on('end', () => resolve());
      });
      client.on('notification', wakeAll);
      try {
        await client.connect();
        await client.query('LISTEN connector_work');
        listener = client;
        wakeAll();
        await ended;
      } catch {
        // The poll goes on meanwhile.
      }
      listener = null;
      await client.end().catch(() => {});
      if (!isStopping) await new Promise((resolve) => setTimeout(resolve, RECONNECT_MS));
    }
  };
  const listening = listen();

  const beat = (): void => {
    const memory = process.memoryUsage();
    // Over a session that has nothing else to do: a busy worker must not be taken for one that stands still.
    const pool = listener ?? ctx.db.pool;
    writeHeartbeat({ clock: ctx.clock, db: { pool } }, 'worker', worker.instanceId, startedAt, {
      residentBytes: memory.rss,
      sessions: ctx.db.sessionName,
    }).catch((error: unknown) => warn(error, {}, 'heartbeat could not be written'));
  };
  beat();
  const heartbeat = setInterval(beat, HEARTBEAT_SECONDS * 1000);

  return {
    async stop(graceMs = 20_000) {
      isStopping = true;
      clearInterval(heartbeat);
      wakeAll();
      await listener?.end().catch(() => {});
      const timeout = new Promise<void>((resolve) => setTimeout(resolve, graceMs).unref());
      await Promise.race([
        Promise.all([...loops, listening]).then(() => stopPulls(worker)),
        timeout,
      ]);
      await releaseAttempts(ctx, worker).catch(() => {});
    },
  };
}
