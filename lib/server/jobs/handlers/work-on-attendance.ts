// Attendance has its own runs and its own lock: whatever the roster waits for, a morning's file does not.
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
import {
  beginAttempt,
  endAttempt,
  settleAttempts,
  takeBackAttempt,
  thisProcess,
  waitForNextAttempt,
  type WorkerProcess,
} from '../attempts';

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
  await queueAttendanceFiles(ctx);
  await worker.gate.beside(() => renewAll(ctx));
  let worked = 0;
  for (;;) {
    let hasWorked = false;
    for (const tenantId of await listTenantsWithWork(ctx)) {
      const done = await withAttendanceLock(ctx, tenantId, () =>
        workOnTenant(ctx, tenantId, worker),
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
      ctx.log.error({ err: error, tenantId }, 'waiting attendance not tried with the new roster');
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
    await takeUp(ctx, run, worker);
    worked += 1;
  }
}

async function takeUp(ctx: AppContext, run: DueRun, worker: WorkerProcess): Promise<void> {
  const { giveUp, isAlone } = await settleAttempts(ctx, 'attendance_run', run, worker);
  if (giveUp) {
    ctx.log.error(
      { attendanceRunId: run.id, tenantId: run.tenantId, code: giveUp },
      'attendance file given up',
    );
    return fail(ctx, run, giveUp);
  }
  const work = () => workOn(ctx, run, worker);
  return isAlone ? worker.gate.alone(work) : worker.gate.beside(work);
}

async function workOn(ctx: AppContext, run: DueRun, worker: WorkerProcess): Promise<void> {
  const log = ctx.log.child({ attendanceRunId: run.id, tenantId: run.tenantId });
  await beginAttempt(ctx, 'attendance_run', run, worker);
  try {
    const now = ctx.clock.now();
    if (run.state === 'QUEUED')
      await inTransaction(ctx, (client) => moveAttendanceRun(client, run, 'PROCESSING', now));
    const outcome = await processAttendanceRun(ctx, run);
    await endAttempt(ctx, 'attendance_run', run);
    log.info({ outcome }, 'attendance file read');
  } catch (error) {
    const isDatabaseAway = isConnectionTrouble(error);
    log.error({ err: error, isDatabaseAway }, 'attendance file interrupted');
    if (isDatabaseAway) {
      await takeBackAttempt(ctx, 'attendance_run', run);
      throw error;
    }
    if (!(await waitForNextAttempt(ctx, 'attendance_run', run))) await fail(ctx, run, 'INTERNAL');
  }
}

async function fail(ctx: AppContext, run: DueRun, code: string): Promise<void> {
  await inTransaction(ctx, async (client) => {
    const { rows } = await client.query<{ state: string }>(
      'SELECT state::text AS state FROM attendance_run WHERE id = $1 AND tenant_id = $2 FOR UPDATE',
      [run.id, run.tenantId],
    );
    if (rows[0]?.state === 'QUEUED')
      await moveAttendanceRun(client, run, 'PROCESSING', ctx.clock.now());
    await moveAttendanceRun(client, run, 'FAILED', ctx.clock.now());
    await client.query('UPDATE attendance_run SET failure_code = $2 WHERE id = $1', [run.id, code]);
  });
}
