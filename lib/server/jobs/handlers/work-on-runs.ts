// Takes the runs that are due, one connection at a time. The row is the job: its state says what is to be
// done, and a lock held by this worker's own database connection says who does it. A worker that dies
// loses the lock with its connection, so the next one goes on at once.
import type { AppContext } from '../../app-context';
import { withAdvisoryLock } from '../../db/advisory-lock';
import { isConnectionTrouble } from '../../db/connection-trouble';
import { applySyncRun } from '../../pipeline/apply-sync-run';
import { processSyncRun } from '../../pipeline/process-sync-run';
import { undoSyncRun } from '../../pipeline/undo-sync-run';
import { findStandstill, type Standstill } from '../../policy/standstill';
import { moveSyncRun } from '../../sync-runs/move-sync-run';
import {
  beginAttempt,
  endAttempt,
  settleAttempts,
  takeBackAttempt,
  thisProcess,
  waitForNextAttempt,
  type WorkerProcess,
} from '../attempts';

/** First key of the advisory lock; the second is the connection's id. */
const LOCK_SPACE = 7_061;

interface DueRun {
  id: number;
  tenantId: number;
  connectionId: number;
  state: 'QUEUED' | 'PROCESSING' | 'DEFERRED' | 'APPLYING' | 'APPLIED';
  deferredAt: Date | null;
}

/** Works until nothing is due. Returns how many runs it worked on. */
export async function workOnRuns(
  ctx: AppContext,
  worker: WorkerProcess = thisProcess,
): Promise<number> {
  let worked = 0;
  for (;;) {
    const due = await listDue(ctx);
    let hasWorked = false;
    for (const run of due) {
      // Null when another worker has the connection, false when the run is no longer due.
      const { pool } = ctx.db;
      if (
        await withAdvisoryLock(pool, LOCK_SPACE, run.connectionId, () => takeUp(ctx, run, worker))
      ) {
        hasWorked = true;
        worked += 1;
      }
    }
    if (!hasWorked) return worked;
  }
}

// A checked run lets the newer set beside it go first: that one replaces it, unless it is of no use. So does an
// undo, which sends what is held back to the queue: only one can be there.
const DUE = `((state IN ('QUEUED', 'PROCESSING', 'APPLYING') AND (retry_at IS NULL OR retry_at <= $1))
  OR (((state = 'DEFERRED' AND apply_after <= $1)
      OR (state = 'APPLIED' AND undo_requested_at IS NOT NULL AND (retry_at IS NULL OR retry_at <= $1)))
    AND NOT EXISTS (SELECT 1 FROM sync_run newer WHERE newer.connection_id = r.connection_id
      AND newer.state IN ('QUEUED', 'PROCESSING', 'APPLYING'))))`;
const DUE_COLUMNS = `id, tenant_id AS "tenantId", connection_id AS "connectionId", state, deferred_at AS "deferredAt"`;

async function listDue(ctx: AppContext): Promise<DueRun[]> {
  const { rows } = await ctx.db.pool.query<DueRun>(
    `SELECT ${DUE_COLUMNS} FROM sync_run r WHERE ${DUE}
     ORDER BY state = 'APPLYING' DESC, coalesce(queued_at, created_at)`,
    [ctx.clock.now()],
  );
  return rows;
}

async function takeUp(ctx: AppContext, due: DueRun, worker: WorkerProcess): Promise<boolean> {
  // Asked again under the lock: another worker may have done it since it was listed.
  const { rows } = await ctx.db.pool.query<DueRun>(
    `SELECT ${DUE_COLUMNS} FROM sync_run r WHERE ${DUE} AND id = $2 AND tenant_id = $3`,
    [ctx.clock.now(), due.id, due.tenantId],
  );
  const run = rows[0];
  if (!run || run.state !== due.state) return false;
  const { giveUp, isAlone } = await settleAttempts(ctx, 'sync_run', run, worker);
  // An undo is not given up: its run stays APPLIED, and somebody waits for it.
  if (giveUp && run.state !== 'APPLIED') {
    ctx.log.error({ runId: run.id, tenantId: run.tenantId, code: giveUp }, 'run given up');
    await fail(ctx, run, giveUp);
    return true;
  }
  const work = () => workOn(ctx, run, worker);
  return isAlone ? worker.gate.alone(work) : worker.gate.beside(work);
}

async function workOn(ctx: AppContext, run: DueRun, worker: WorkerProcess): Promise<boolean> {
  const log = ctx.log.child({ runId: run.id, tenantId: run.tenantId });
  const move = (to: 'PROCESSING' | 'APPLYING' | 'QUEUED'): Promise<void> =>
    ctx.db.prisma.$transaction((tx) => moveSyncRun(tx, run, to, { now: ctx.clock.now() }));
  try {
    if (run.state === 'APPLIED') {
      const undone = await undoSyncRun(ctx, run);
      if (!undone.ok)
        await ctx.db.pool.query('UPDATE sync_run SET undo_requested_at = NULL WHERE id = $1', [
          run.id,
        ]);
      log.info({ outcome: undone.ok ? 'UNDONE' : undone.code }, 'undo');
      return true;
    }
    if (run.state === 'DEFERRED') {
      const standstill = await standstillSinceChecked(ctx, run);
      if (standstill.isNow) return false;
      // Checked before a pause: now among the first files after it.
      if (standstill.wasSince) {
        await move('QUEUED');
        return true;
      }
    }
    await beginAttempt(ctx, 'sync_run', run, worker);
    if (run.state === 'QUEUED' || run.state === 'PROCESSING') {
      if (run.state === 'QUEUED') await move('PROCESSING');
      const outcome = await processSyncRun(ctx, run);
      log.info({ outcome }, 'run checked');
    } else {
      if (run.state === 'DEFERRED') await move('APPLYING');
      const applied = await applySyncRun(ctx, run);
      if (!applied.ok) await fail(ctx, run, applied.code);
      log.info({ outcome: applied.ok ? 'APPLIED' : applied.code }, 'run applied');
    }
    await endAttempt(ctx, 'sync_run', run);
    return true;
  } catch (error) {
    await recordTrouble(ctx, run, error, log);
    return true;
  }
}

function standstillSinceChecked(ctx: AppContext, run: DueRun): Promise<Standstill> {
  const now = ctx.clock.now();
  const connection = { id: run.connectionId, tenantId: run.tenantId };
  return findStandstill(ctx.db.pool, connection, { now, since: run.deferredAt ?? now });
}

/** Our fault: try again later, give up in the end. A database that went away is waited for, not counted. */
async function recordTrouble(
  ctx: AppContext,
  run: DueRun,
  error: unknown,
  log: AppContext['log'],
): Promise<void> {
  const isDatabaseAway = isConnectionTrouble(error);
  log.error({ err: error, isDatabaseAway }, 'run interrupted');
  if (isDatabaseAway) {
    await takeBackAttempt(ctx, 'sync_run', run);
    throw error;
  }
  const mayGiveUp = run.state !== 'APPLIED';
  if (!(await waitForNextAttempt(ctx, 'sync_run', run, { mayGiveUp })))
    await fail(ctx, run, 'INTERNAL');
}

async function fail(ctx: AppContext, run: DueRun, code: string): Promise<void> {
  await ctx.db.prisma.$transaction(async (tx) => {
    const current = await tx.syncRun.findUniqueOrThrow({
      where: { id: run.id },
      select: { state: true },
    });
    if (current.state !== 'PROCESSING' && current.state !== 'APPLYING') {
      await moveSyncRun(tx, run, current.state === 'QUEUED' ? 'PROCESSING' : 'APPLYING', {
        now: ctx.clock.now(),
      });
    }
    await moveSyncRun(tx, run, 'FAILED', { now: ctx.clock.now(), detail: { code } });
    await tx.syncRun.update({ where: { id: run.id }, data: { failureCode: code } });
  });
}
