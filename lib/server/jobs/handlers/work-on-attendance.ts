// Attendance has its own runs and its own lock: whatever the roster waits for, a morning's file does not.
import type { AppContext } from '../../app-context';
import { isConnectionTrouble } from '../../db/connection-trouble';
import { withAttendanceLock } from '../../attendance/lock';
import { moveAttendanceRun } from '../../attendance/move-run';
import { processAttendanceRun } from '../../attendance/process-attendance-run';
import { queueAttendanceFiles } from '../../attendance/queue-files';
import { listTenantsToRenew, renewForRoster } from '../../attendance/replay';
import { forgetExpiredRows, skipLateNotices } from '../../attendance/sweep';
import { inTransaction } from '../../attendance/transaction';
import { MAX_ATTEMPTS } from './work-on-runs';

const RETRY_SECONDS = [5, 30, 120, 600];

interface DueRun {
  id: number;
  tenantId: number;
  state: 'QUEUED' | 'PROCESSING';
  attempts: number;
}

/** Works until nothing is due. Returns how many runs it worked on. */
export async function workOnAttendance(ctx: AppContext): Promise<number> {
  await queueAttendanceFiles(ctx);
  await renewAll(ctx);
  let worked = 0;
  for (;;) {
    let hasWorked = false;
    for (const tenantId of await listTenantsWithWork(ctx)) {
      const done = await withAttendanceLock(ctx, tenantId, () => workOnTenant(ctx, tenantId));
      if (done) hasWorked = true;
      worked += done ?? 0;
    }
    if (!hasWorked) break;
  }
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
async function workOnTenant(ctx: AppContext, tenantId: number): Promise<number> {
  let worked = 0;
  for (;;) {
    const { rows } = await ctx.db.pool.query<DueRun>(
      `SELECT id, tenant_id AS "tenantId", state::text AS state, attempts FROM attendance_run
       WHERE tenant_id = $1 AND state IN ('QUEUED', 'PROCESSING') AND (retry_at IS NULL OR retry_at <= $2)
       ORDER BY received_at, id LIMIT 1`,
      [tenantId, ctx.clock.now()],
    );
    const [run] = rows;
    if (!run) return worked;
    await workOn(ctx, run);
    worked += 1;
  }
}

async function workOn(ctx: AppContext, run: DueRun): Promise<void> {
  const log = ctx.log.child({ attendanceRunId: run.id, tenantId: run.tenantId });
  // Counted before the work: a file that takes the worker down with it must not do so for ever.
  await ctx.db.pool.query(
    'UPDATE attendance_run SET attempts = attempts + 1, retry_at = NULL WHERE id = $1',
    [run.id],
  );
  try {
    const now = ctx.clock.now();
    if (run.state === 'QUEUED')
      await inTransaction(ctx, (client) => moveAttendanceRun(client, run, 'PROCESSING', now));
    if (run.attempts >= MAX_ATTEMPTS) return await fail(ctx, run, 'TOO_MANY_ATTEMPTS');
    const outcome = await processAttendanceRun(ctx, run);
    await ctx.db.pool.query('UPDATE attendance_run SET attempts = 0 WHERE id = $1', [run.id]);
    log.info({ outcome }, 'attendance file read');
  } catch (error) {
    const isDatabaseAway = isConnectionTrouble(error);
    log.error({ err: error, isDatabaseAway }, 'attendance file interrupted');
    if (isDatabaseAway) throw error;
    if (run.attempts + 1 >= MAX_ATTEMPTS) return fail(ctx, run, 'INTERNAL');
    const seconds = RETRY_SECONDS[Math.min(run.attempts, RETRY_SECONDS.length - 1)] ?? 600;
    await ctx.db.pool.query('UPDATE attendance_run SET retry_at = $2 WHERE id = $1', [
      run.id,
      new Date(ctx.clock.now().getTime() + seconds * 1000),
    ]);
  }
}

async function fail(ctx: AppContext, run: DueRun, code: string): Promise<void> {
  await inTransaction(ctx, async (client) => {
    await moveAttendanceRun(client, run, 'FAILED', ctx.clock.now());
    await client.query('UPDATE attendance_run SET failure_code = $2 WHERE id = $1', [run.id, code]);
  });
}
