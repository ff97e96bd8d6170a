// Takes the runs that are due, one connection at a time. The row is the job: its state says what is to be
// done, and a lock held by this worker's own database connection says who does it. A worker that dies
// loses the lock with its connection, so the next one goes on at once.
import { RETRY_POLICIES } from '@/lib/core/jobs/retry-policy';
import type { AppContext } from '../../app-context';
import { withAdvisoryLock } from '../../db/advisory-lock';
import { LOCK_SPACES } from '../../db/lock-spaces';
import { applySyncRun } from '../../pipeline/apply-sync-run';
import { processSyncRun } from '../../pipeline/process-sync-run';
import { undoSyncRun } from '../../pipeline/undo-sync-run';
import { findStop, wasStopped, type Pause } from '@/lib/core/pause/pauses';
import { listPauses } from '../../policy/find-pauses';
import { moveSyncRun } from '../../sync-runs/move-sync-run';
import { queueMail } from '../../mail/outbox';
import { recordOutboxEvent } from '../../outbox/outbox';
import { queueFailedMails } from '../queue-failed-mails';
import { attemptRun, takeBackOwed, thisProcess, type WorkerProcess } from '../attempts';
import { getIdentifiedRun } from '../../sync-runs/queries/identify-run';

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
  await takeBackOwed(ctx, worker);
  let worked = 0;
  for (;;) {
    const due = await listDue(ctx);
    let hasWorked = false;
    for (const run of due) {
      // Null when another worker has the connection, false when the run is no longer due.
      const { pool } = ctx.db;
      if (
        await withAdvisoryLock(pool, LOCK_SPACES.rosterRuns, run.connectionId, (lost) =>
          takeUp(ctx, run, worker, lost),
        )
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

async function takeUp(
  ctx: AppContext,
  due: DueRun,
  worker: WorkerProcess,
  lost: AbortSignal,
): Promise<boolean> {
  // Asked again under the lock: another worker may have done it since it was listed.
  const { rows } = await ctx.db.pool.query<DueRun>(
    `SELECT ${DUE_COLUMNS} FROM sync_run r WHERE ${DUE} AND id = $2 AND tenant_id = $3`,
    [ctx.clock.now(), due.id, due.tenantId],
  );
  const run = rows[0];
  if (!run || run.state !== due.state) return false;
  // Asked before the attempt: a pause of weeks is not an attempt every two seconds. What goes wrong with it is one.
  const asked = run.state === 'DEFERRED' ? listPausesOf(ctx, run) : Promise.resolve([]);
  const known = await asked.catch(() => []);
  if (findStop('APPLY_ROSTER', known, ctx.clock.now())) return false;
  const log = ctx.log.child({ runId: run.id, tenantId: run.tenantId });
  const policy = run.state === 'APPLIED' ? RETRY_POLICIES.undo : RETRY_POLICIES.run;
  return attemptRun(
    ctx,
    worker,
    { table: 'sync_run', run, lost, policy, log },
    {
      work: async (fenced) => workOn(fenced, run, await asked, log),
      fail: (fenced, code) => fail(fenced, run, code),
    },
  );
}

async function workOn(
  ctx: AppContext,
  run: DueRun,
  pauses: readonly Pause[],
  log: AppContext['log'],
): Promise<void> {
  const move = (to: 'PROCESSING' | 'APPLYING' | 'QUEUED'): Promise<void> =>
    ctx.db.prisma.$transaction((tx) => moveSyncRun(tx, run, to, { now: ctx.clock.now() }));
  if (run.state === 'APPLIED') {
    const undone = await undoSyncRun(ctx, run);
    if (!undone.ok)
      await ctx.db.pool.query('UPDATE sync_run SET undo_requested_at = NULL WHERE id = $1', [
        run.id,
      ]);
    if (undone.ok) log.info({ outcome: 'UNDONE' }, 'run undone');
    else log.error({ outcome: undone.code }, 'undo refused');
    return;
  }
  // Checked before a pause: now among the first files after it.
  const span = { since: run.deferredAt ?? ctx.clock.now(), now: ctx.clock.now() };
  if (wasStopped('APPLY_ROSTER', pauses, span)) return move('QUEUED');
  if (run.state === 'QUEUED' || run.state === 'PROCESSING') {
    if (run.state === 'QUEUED') await move('PROCESSING');
    const outcome = await processSyncRun(ctx, run);
    log.info({ outcome }, 'run checked');
    return;
  }
  if (run.state === 'DEFERRED') await move('APPLYING');
  const applied = await applySyncRun(ctx, run);
  if (!applied.ok) await fail(ctx, run, applied.code);
  log.info({ outcome: applied.ok ? 'APPLIED' : applied.code }, 'run applied');
}

function listPausesOf(ctx: AppContext, run: DueRun): Promise<Pause[]> {
  return listPauses(ctx.db.pool, { id: run.connectionId, tenantId: run.tenantId });
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
    const { id: runId, tenantId, connectionId } = run;
    // Of files that fail their check nobody was told anything yet.
    if (current.state !== 'QUEUED' && current.state !== 'PROCESSING')
      await recordOutboxEvent(tx, {
        tenantId,
        kind: 'roster.failed',
        at: ctx.clock.now(),
        payload: { connectionId, runId, code },
      });
    const failed = await getIdentifiedRun(tx, run);
    await queueFailedMails(
      ctx,
      tx,
      { of: 'ROSTER', failureCode: code, run: failed, tenantId },
      (mail) => queueMail(tx, mail),
    );
  });
}
