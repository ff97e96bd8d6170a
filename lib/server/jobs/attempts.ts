// How often a run was begun, and what became of it, for roster and attendance runs alike. Three ends are told apart:
// it threw (a fault of ours, tried again later), the database went away (nobody's fault, not counted), or the process
// was gone without a word (killed, out of memory). The last is tried once more, alone, and then given up.
import { randomUUID } from 'node:crypto';
import type { AppContext } from '../app-context';
import { createLaneGate, type LaneGate } from './lane-gate';

export const MAX_ATTEMPTS = 5;
/** Workers that may be lost over one run. */
const MAX_LOST_WORKERS = 2;
const RETRY_SECONDS = [5, 30, 120, 600];

export interface WorkerProcess {
  /** Written into the run it is at. */
  instanceId: string;
  gate: LaneGate;
}

export function createWorkerProcess(): WorkerProcess {
  return { instanceId: randomUUID(), gate: createLaneGate() };
}

export const thisProcess = createWorkerProcess();

type RunTable = 'sync_run' | 'attendance_run';

interface RunKey {
  id: number;
  tenantId: number;
}

export interface AttemptsSoFar {
  /** Why it is given up, before it is begun again; null while it may be tried. */
  giveUp: 'TOO_MANY_ATTEMPTS' | 'WORKER_LOST' | null;
  /** With no other lane beside it: a worker was lost over it. */
  isAlone: boolean;
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
  const settled = await ctx.db.pool.query<{ attempts: number; lostWorkers: number }>(
    `UPDATE ${table} r SET taken_by = NULL, taken_at = NULL,
       lost_workers = r.lost_workers + CASE WHEN end_of.is_lost THEN 1 ELSE 0 END,
       attempts = greatest(r.attempts - CASE WHEN end_of.is_lost THEN 0 ELSE 1 END, 0)
     FROM (SELECT id, taken_by <> $3 AND taken_at > pg_postmaster_start_time() AS is_lost
           FROM ${table} WHERE id = $1 AND tenant_id = $2 AND taken_by IS NOT NULL) end_of
     WHERE r.id = end_of.id AND r.tenant_id = $2
     RETURNING r.attempts, r.lost_workers AS "lostWorkers"`,
    [run.id, run.tenantId, worker.instanceId],
  );
  const { rows } =
    settled.rows.length > 0
      ? settled
      : await ctx.db.pool.query<{ attempts: number; lostWorkers: number }>(
          `SELECT attempts, lost_workers AS "lostWorkers" FROM ${table} WHERE id = $1 AND tenant_id = $2`,
          [run.id, run.tenantId],
        );
  const { attempts = 0, lostWorkers = 0 } = rows[0] ?? {};
  const giveUp =
    lostWorkers >= MAX_LOST_WORKERS
      ? 'WORKER_LOST'
      : attempts >= MAX_ATTEMPTS
        ? 'TOO_MANY_ATTEMPTS'
        : null;
  return { giveUp, isAlone: lostWorkers > 0 };
}

/** Written before the work: a run that takes the worker down with it must not do so for ever. */
export async function beginAttempt(
  ctx: AppContext,
  table: RunTable,
  run: RunKey,
  worker: WorkerProcess,
): Promise<void> {
  await ctx.db.pool.query(
    `UPDATE ${table} SET attempts = attempts + 1, retry_at = NULL, taken_by = $3, taken_at = clock_timestamp()
     WHERE id = $1 AND tenant_id = $2`,
    [run.id, run.tenantId, worker.instanceId],
  );
}

/** It came to where it ends or waits. */
export async function endAttempt(ctx: AppContext, table: RunTable, run: RunKey): Promise<void> {
  await ctx.db.pool.query(
    `UPDATE ${table} SET attempts = 0, lost_workers = 0, taken_by = NULL, taken_at = NULL
     WHERE id = $1 AND tenant_id = $2`,
    [run.id, run.tenantId],
  );
}

/** The database went away: where it is still away, the next attempt settles it. */
export async function takeBackAttempt(
  ctx: AppContext,
  table: RunTable,
  run: RunKey,
): Promise<void> {
  await ctx.db.pool
    .query(
      `UPDATE ${table} SET attempts = greatest(attempts - 1, 0), taken_by = NULL, taken_at = NULL
       WHERE id = $1 AND tenant_id = $2 AND taken_by IS NOT NULL`,
      [run.id, run.tenantId],
    )
    .catch(() => {});
}

/** It threw: when to try again, or false where it was tried often enough. */
export async function waitForNextAttempt(
  ctx: AppContext,
  table: RunTable,
  run: RunKey,
  { mayGiveUp = true }: { mayGiveUp?: boolean } = {},
): Promise<boolean> {
  const { rows } = await ctx.db.pool.query<{ attempts: number }>(
    `UPDATE ${table} SET taken_by = NULL, taken_at = NULL WHERE id = $1 AND tenant_id = $2 RETURNING attempts`,
    [run.id, run.tenantId],
  );
  const attempts = rows[0]?.attempts ?? 0;
  if (mayGiveUp && attempts >= MAX_ATTEMPTS) return false;
  const seconds = RETRY_SECONDS[Math.min(Math.max(attempts - 1, 0), RETRY_SECONDS.length - 1)];
  await ctx.db.pool.query(`UPDATE ${table} SET retry_at = $3 WHERE id = $1 AND tenant_id = $2`, [
    run.id,
    run.tenantId,
    new Date(ctx.clock.now().getTime() + (seconds ?? 600) * 1000),
  ]);
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
