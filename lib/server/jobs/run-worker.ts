// The worker: woken by the database, and by the clock every few seconds in case a wake-up was lost.
import pg from 'pg';
import type { AppContext } from '../app-context';
import { isConnectionTrouble } from '../db/connection-trouble';
import { HEARTBEAT_SECONDS, writeHeartbeat } from '../health';
import { sendDueMail } from '../mail';
import { sweepRetention } from '../retention/sweep-retention';
import { tendReviews } from '../reviews/tend-reviews';
import { assembleSyncRuns } from '../sync-runs/assemble';
import { createWorkerProcess, releaseAttempts } from './attempts';
import { endFrozenWorkers } from './end-frozen-workers';
import { sweepStaging } from './handlers/sweep-staging';
import { workOnAttendance } from './handlers/work-on-attendance';
import { workOnRuns } from './handlers/work-on-runs';
import { createLogThrottle } from './log-throttle';

export interface Worker {
  /** Finishes what it is at, up to `graceMs`, and stops. */
  stop(graceMs?: number): Promise<void>;
}

const POLL_MS = 2_000;
const TEND_MS = 60_000;
const SWEEP_MS = 60 * 60_000;
const RECONNECT_MS = 1_000;

/** Starts the loops: sets of files and runs, mail, sweeping, heartbeat. They do not wait for each other. */
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
    const what = isDatabaseAway ? 'database' : [message, fields.loop, kindOf(error)].join(' ');
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
          warn(error, { loop: name }, 'will try again');
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

  loop('assemble', POLL_MS, () => assembleSyncRuns(ctx));
  // Two, so that a large district does not make the others wait; the lock keeps them apart.
  loop('runs', POLL_MS, () => workOnRuns(ctx, worker));
  loop('runs-beside', POLL_MS, () => workOnRuns(ctx, worker));
  loop('attendance', POLL_MS, () => workOnAttendance(ctx, worker));
  loop('mail', POLL_MS, () => sendDueMail(ctx));
  loop('frozen', HEARTBEAT_SECONDS * 1000, () => endFrozenWorkers(ctx, worker.instanceId));
  let tendedAt = 0;
  loop('reviews', POLL_MS * 5, async () => {
    // Woken with every loop; deadlines are to the minute.
    if (ctx.clock.now().getTime() - tendedAt < TEND_MS) return;
    tendedAt = ctx.clock.now().getTime();
    await tendReviews(ctx);
  });
  let sweptAt = 0;
  loop('sweep', POLL_MS * 10, async () => {
    await sweepStaging(ctx);
    if (ctx.clock.now().getTime() - sweptAt < SWEEP_MS) return;
    await sweepRetention(ctx);
    sweptAt = ctx.clock.now().getTime();
  });

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
    }).catch((error: unknown) => warn(error, {}, 'heartbeat not written'));
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
      await Promise.race([Promise.all([...loops, listening]), timeout]);
      await releaseAttempts(ctx, worker).catch(() => {});
    },
  };
}

function kindOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  return 'code' in error ? `${error.name} ${String(error.code)}` : error.name;
}
