// Attendance has its own runs and its own lock: whatever the roster waits for, a morning's file does not.
import { RETRY_POLICIES } from '@/lib/core/jobs/retry-policy';
import type { AppContext } from '../../app-context';
import { isConnectionTrouble } from '../../db/connection-trouble';
import { endLongWaits } from '../../attendance/await-roster';
import { withAttendanceLock } from '../../attendance/lock';
import { moveAttendanceRun } from '../../attendance/move-run';
import { processAttendanceRun } from '../../attendance/process-attendance-run';
import { mailAttendanceTrouble } from '../../attendance/mail-trouble';
import { queueAttendanceFiles } from '../../attendance/queue-files';
import { listTenantsToRenew, renewForRoster } from '../../attendance/replay';
import { forgetExpiredRows, skipLateNotices } from '../../attendance/sweep';
import { inTransaction } from '../../attendance/transaction';
import { queueMailIn } from '../../mail/outbox';
import { queueFailedMails } from '../queue-failed-mails';
import { attemptRun, takeBackOwed, thisProcess, type WorkerProcess } from '../attempts';

interface DueRun {
  id: number;
  tenantId: number;
  state: 'QUEUED' | 'PROCESSING';
}

/** Works until nothing is due. Returns how many runs it worked on. */
export async function workOnAttendance(
  ctx: AppContext,
  worker: WorkerProcess = thisProcess,
): Promise<number> {
  await takeBackOwed(ctx, worker);
  await queueAttendanceFiles(ctx);
  await worker.gate.shared(() => renewAll(ctx));
  let worked = 0;
  for (;;) {
    let hasWorked = false;
    for (const tenantId of await listTenantsWithWork(ctx)) {
      const done = await withAttendanceLock(ctx, tenantId, (lost) =>
        workOnTenant(ctx, tenantId, worker, lost),
      );
      if (done) hasWorked = true;
      worked += done ?? 0;
    }
    if (!hasWorked) break;
  }
  await endLongWaits(ctx);
  await mailAttendanceTrouble(ctx);
  await skipLateNotices(ctx);
  await forgetExpiredRows(ctx);
  return worked;
}

/** Trouble with one district is logged and keeps no other waiting. */
async function renewAll(ctx: AppContext): Promise<void> {
  for (const tenantId of await listTenantsToRenew(ctx)) {
    try {
      await withAttendanceLock(ctx, tenantId, () => renewForRoster(ctx, tenantId));
    } catch (error) {
      if (isConnectionTrouble(error)) throw error;
      ctx.log.error(
        { err: error, tenantId },
        'waiting attendance could not be replayed with the new roster',
      );
    }
  }
}

async function listTenantsWithWork(ctx: AppContext): Promise<number[]> {
  const { rows } = await ctx.db.pool.query<{ tenantId: number }>(
    `SELECT DISTINCT tenant_id AS "tenantId" FROM attendance_run
     WHERE state IN ('QUEUED', 'PROCESSING') AND (retry_at IS NULL OR retry_at <= $1) ORDER BY 1`,
    [ctx.clock.now()],
  );
  return rows.map(({ tenantId }) => tenantId);
}

/** In the order in which the files came: the later one has the last word. */
async function workOnTenant(
  ctx: AppContext,
  tenantId: number,
  worker: WorkerProcess,
  lost: AbortSignal,
): Promise<number> {
  let worked = 0;
  for (;;) {
    const { rows } = await ctx.db.pool.query<DueRun>(
      `SELECT id, tenant_id AS "tenantId", state::text AS state FROM attendance_run
       WHERE tenant_id = $1 AND state IN ('QUEUED', 'PROCESSING') AND (retry_at IS NULL OR retry_at <= $2)
       ORDER BY received_at, id LIMIT 1`,
      [tenantId, ctx.clock.now()],
    );
    const [run] = rows;
    if (!run) return worked;
    await takeUp(ctx, run, worker, lost);
    worked += 1;
  }
}

function takeUp(
  ctx: AppContext,
  run: DueRun,
  worker: WorkerProcess,
  lost: AbortSignal,
): Promise<boolean> {
  const log = ctx.log.child({ attendanceRunId: run.id, tenantId: run.tenantId });
  return attemptRun(
    ctx,
    worker,
    { table: 'attendance_run', run, lost, policy: RETRY_POLICIES.run, log },
    {
      async work(fenced) {
        const now = fenced.clock.now();
        if (run.state === 'QUEUED')
          await inTransaction(fenced, (client) =>
            moveAttendanceRun(client, run, 'PROCESSING', now),
          );
        const outcome = await processAttendanceRun(fenced, run);
        log.info({ outcome }, 'attendance file read');
      },
      fail: (fenced, code) => fail(fenced, run, code),
    },
  );
}

async function fail(ctx: AppContext, run: DueRun, code: string): Promise<void> {
  await inTransaction(ctx, async (client) => {
    const { rows } = await client.query<{ state: string; fileName: string; number: number }>(
      'SELECT state::text AS state, number, file_name AS "fileName" FROM attendance_run WHERE id = $1 AND tenant_id = $2 FOR UPDATE',
      [run.id, run.tenantId],
    );
    const [found] = rows;
    if (!found) throw new Error(`Attendance run ${run.id} does not exist.`);
    const { state, fileName, number } = found;
    if (state === 'QUEUED') await moveAttendanceRun(client, run, 'PROCESSING', ctx.clock.now());
    await moveAttendanceRun(client, run, 'FAILED', ctx.clock.now());
    await client.query('UPDATE attendance_run SET failure_code = $2 WHERE id = $1', [run.id, code]);
    const { id, tenantId } = run;
    await queueFailedMails(
      ctx,
      ctx.db.prisma,
      { of: 'ATTENDANCE', run: { id, number }, tenantId, fileName },
      (mail) => queueMailIn(client, mail),
    );
  });
}
