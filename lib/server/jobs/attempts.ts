// How often a run was begun, and what became of it, for roster and attendance runs alike. Three ends are told apart:
// it threw (a fault of ours, tried again later), the database or the run's lock went away (nobody's fault, not counted),
// or the process was gone without a word (killed, out of memory). The last is tried once more, alone, and then given up.
import { randomUUID } from 'node:crypto';
import { isGivenUp, secondsToRetry, type RetryPolicy } from '@/lib/core/jobs/retry-policy';
import type { AppContext } from '../app-context';
import { isConnectionTrouble } from '../db/connection-trouble';
import {
  openFence,
  RunLostError,
  shutOutOthers,
  type RunAttempt,
  type RunTable,
} from '../db/run-fence';
import { createExclusiveGate, type ExclusiveGate } from './exclusive-gate';
import { transaction } from '../db/transaction';
import type { RunKey } from '../db/roster-tables';

/** Workers that may be lost over one run. */
const MAX_LOST_WORKERS = 2;

export interface WorkerProcess {
  /** Written into the run it is at. */
  instanceId: string;
  gate: ExclusiveGate;
  /** Attempts that an outage ended, and that could not be taken back yet. */
  owed: RunAttempt[];
}

export function createWorkerProcess(): WorkerProcess {
  return { instanceId: randomUUID(), gate: createExclusiveGate(), owed: [] };
}

export const thisProcess = createWorkerProcess();

export type GiveUpCode = 'TOO_MANY_ATTEMPTS' | 'WORKER_LOST' | 'INTERNAL';

export interface AttemptsSoFar {
  attempts: number;
  /** Workers that were lost over it. */
  lostWorkers: number;
}

export interface RunToAttempt {
  table: RunTable;
  run: RunKey & { state: string };
  /** Of the lock under which it was taken up. */
  lost: AbortSignal;
  policy: RetryPolicy;
  log: AppContext['log'];
}

/**
 * One attempt at a run, from the settling of the one before to its own end. `work` and `fail` are given a context that
 * is refused once the run is somebody else's. False where the run turned out not to be what it was taken for. Throws
 * where the database, or the run's lock, went away.
 */
export async function attemptRun(
  ctx: AppContext,
  worker: WorkerProcess,
  { table, run, lost, policy, log }: RunToAttempt,
  {
    work,
    fail,
  }: {
    work(fenced: AppContext): Promise<void>;
    fail(fenced: AppContext, code: GiveUpCode): Promise<void>;
  },
): Promise<boolean> {
  const before = await settleAttempts(ctx, table, run, worker);
  const giveUp = giveUpCode(policy, before);
  const enter = before.lostWorkers > 0 && !giveUp ? worker.gate.exclusive : worker.gate.shared;
  return enter(async () => {
    const attempt = await beginAttempt(ctx, table, run, worker, lost);
    const { fenced, close } = openFence(ctx, attempt);
    try {
      if (attempt.state !== run.state) {
        // Whoever had lost it came to its end all the same.
        await endAttempt(ctx, attempt);
        return false;
      }
      if (giveUp) {
        log.error({ code: giveUp }, 'run failed, will not be retried');
        await fail(fenced, giveUp);
        await close();
        await leaveAttempt(ctx, attempt);
        return true;
      }
      await work(fenced);
      await close();
      await endAttempt(ctx, attempt);
    } catch (error) {
      await close();
      const isDatabaseAway = isConnectionTrouble(error) || isRunLost(error, attempt);
      log.error({ err: error, isDatabaseAway }, 'run interrupted');
      if (isDatabaseAway) {
        worker.owed.push(attempt);
        // Where it is still away, the next time somebody looks for work.
        await takeBackOwed(ctx, worker).catch(() => {});
        throw error;
      }
      if (!(await waitForNextAttempt(ctx, attempt, policy))) await fail(fenced, 'INTERNAL');
    } finally {
      await close();
    }
    return true;
  });
}

function isRunLost(error: unknown, { lost }: RunAttempt): boolean {
  return error instanceof RunLostError || lost.aborted;
}

/**
 * Settles how the attempt before this one ended. The caller holds the run's lock, so whoever began it and did not end
 * it is gone, or has lost the database: that one is not counted, whether it was this process or the server began anew.
 */
export async function settleAttempts(
  ctx: AppContext,
  table: RunTable,
  run: RunKey,
  worker: WorkerProcess,
): Promise<AttemptsSoFar> {
  const { rows } = await ctx.db.pool.query<AttemptsSoFar>(
    `WITH settled AS (
       UPDATE ${table} r SET taken_by = NULL, taken_at = NULL,
         lost_workers = r.lost_workers + CASE WHEN end_of.is_lost THEN 1 ELSE 0 END,
         lost_take = CASE WHEN end_of.is_lost THEN r.takes END,
         attempts = greatest(r.attempts - CASE WHEN end_of.is_lost THEN 0 ELSE 1 END, 0)
       FROM (SELECT id, taken_by <> $3 AND taken_at > pg_postmaster_start_time() AS is_lost
             FROM ${table} WHERE id = $1 AND tenant_id = $2 AND taken_by IS NOT NULL) end_of
       WHERE r.id = end_of.id AND r.tenant_id = $2
       RETURNING r.attempts, r.lost_workers)
     SELECT attempts, lost_workers AS "lostWorkers" FROM settled
     UNION ALL SELECT attempts, lost_workers FROM ${table}
       WHERE id = $1 AND tenant_id = $2 AND NOT EXISTS (SELECT FROM settled)`,
    [run.id, run.tenantId, worker.instanceId],
  );
  return rows[0] ?? { attempts: 0, lostWorkers: 0 };
}

/** Why it is given up, before it is begun again; null while it may be tried. */
function giveUpCode(
  policy: RetryPolicy,
  { attempts, lostWorkers }: AttemptsSoFar,
): Exclude<GiveUpCode, 'INTERNAL'> | null {
  if (policy.maxAttempts === null) return null;
  if (lostWorkers >= MAX_LOST_WORKERS) return 'WORKER_LOST';
  return isGivenUp(policy, attempts) ? 'TOO_MANY_ATTEMPTS' : null;
}

const NEVER = new AbortController().signal;

/**
 * Written before the work: a run that takes the worker down with it must not do so for ever. Afterwards nobody of an
 * earlier attempt can write into the run.
 */
export async function beginAttempt(
  ctx: AppContext,
  table: RunTable,
  run: RunKey,
  worker: WorkerProcess,
  lost: AbortSignal = NEVER,
): Promise<RunAttempt & { state: string }> {
  return transaction(ctx.db.pool, async (client) => {
    await shutOutOthers(client, table, run.id);
    const { rows } = await client.query<{ take: number; state: string }>(
      `UPDATE ${table} SET attempts = attempts + 1, takes = takes + 1, retry_at = NULL, taken_by = $3,
         taken_at = clock_timestamp()
       WHERE id = $1 AND tenant_id = $2 RETURNING takes AS take, state::text AS state`,
      [run.id, run.tenantId, worker.instanceId],
    );
    const [begun] = rows;
    if (!begun) throw new Error(`${table} ${run.id} does not exist`);
    const attempt = { table, id: run.id, tenantId: run.tenantId, lost, ...begun };
    if (lost.aborted) throw new RunLostError(attempt);
    return attempt;
  });
}

/** It came to where it ends or waits. */
export async function endAttempt(ctx: AppContext, attempt: RunAttempt): Promise<void> {
  await ctx.db.pool.query(
    `UPDATE ${attempt.table} SET attempts = 0, lost_workers = 0, lost_take = NULL, taken_by = NULL, taken_at = NULL
     WHERE id = $1 AND tenant_id = $2 AND takes = $3`,
    keyOf(attempt),
  );
}

/** It is not at work any more; how often it was tried stays. */
async function leaveAttempt(ctx: AppContext, attempt: RunAttempt): Promise<number> {
  const { rows } = await ctx.db.pool.query<{ attempts: number }>(
    `UPDATE ${attempt.table} SET taken_by = NULL, taken_at = NULL
     WHERE id = $1 AND tenant_id = $2 AND takes = $3 RETURNING attempts`,
    keyOf(attempt),
  );
  return rows[0]?.attempts ?? 0;
}

/**
 * What an outage ended does not count. Where another worker came first and took this process for lost, that does not
 * count either: it is here.
 */
export async function takeBackOwed(ctx: AppContext, worker: WorkerProcess): Promise<void> {
  for (const attempt of [...worker.owed]) {
    await ctx.db.pool.query(
      `UPDATE ${attempt.table} SET
         attempts = greatest(attempts - CASE WHEN taken_by IS NOT NULL OR lost_take = $3 THEN 1 ELSE 0 END, 0),
         lost_workers = greatest(lost_workers - CASE WHEN lost_take = $3 THEN 1 ELSE 0 END, 0),
         lost_take = nullif(lost_take, $3),
         taken_by = CASE WHEN takes = $3 THEN NULL ELSE taken_by END,
         taken_at = CASE WHEN takes = $3 THEN NULL ELSE taken_at END
       WHERE id = $1 AND tenant_id = $2 AND ((takes = $3 AND taken_by IS NOT NULL) OR lost_take = $3)`,
      keyOf(attempt),
    );
    worker.owed = worker.owed.filter((each) => each !== attempt);
  }
}

/** It threw: when to try again, or false where it was tried often enough. */
async function waitForNextAttempt(
  ctx: AppContext,
  attempt: RunAttempt,
  policy: RetryPolicy,
): Promise<boolean> {
  const attempts = await leaveAttempt(ctx, attempt);
  if (isGivenUp(policy, attempts)) return false;
  const seconds = secondsToRetry(policy, attempts);
  await ctx.db.pool.query(
    `UPDATE ${attempt.table} SET retry_at = $4 WHERE id = $1 AND tenant_id = $2 AND takes = $3`,
    [...keyOf(attempt), new Date(ctx.clock.now().getTime() + seconds * 1000)],
  );
  return true;
}

/** A worker that is told to stop in the middle of a run: that is no loss. */
export async function releaseAttempts(ctx: AppContext, worker: WorkerProcess): Promise<void> {
  for (const table of ['sync_run', 'attendance_run'] as const)
    await ctx.db.pool.query(
      `UPDATE ${table} SET attempts = greatest(attempts - 1, 0), taken_by = NULL, taken_at = NULL WHERE taken_by = $1`,
      [worker.instanceId],
    );
}

const keyOf = ({ id, tenantId, take }: RunAttempt): number[] => [id, tenantId, take];
