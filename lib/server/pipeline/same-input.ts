// The very same bytes again: nothing is read, and the run takes over what was said of them the last time.
import { localDate } from '@/lib/core/calendar/zoned-time';
import type { AppContext } from '../app-context';
import type { Transaction } from '../db';
import type { RunKey } from '../db/roster-tables';
import { moveSyncRun } from '../sync-runs/move-sync-run';
import { supersedeBreak } from './open-break';
import { areMainSchoolsDue } from './settle-main-schools';

interface RosterRun extends RunKey {
  connectionId: number;
  baselineRunId: number | null;
  timeZone: string;
}

/** The last run that left the roster as it is now, if it was given the very same bytes. */
export async function findSameInput(
  ctx: AppContext,
  run: RosterRun,
  inputHash: string,
): Promise<number | null> {
  if (run.baselineRunId === null) return null;
  const today = localDate(ctx.clock.now(), run.timeZone);
  const { rows } = await ctx.db.pool.query<{ id: number; hash: string | null; isOfToday: boolean }>(
    `SELECT id, input_hash AS hash,
            (coalesce(processing_at, created_at) AT TIME ZONE $5)::date = $6 AS "isOfToday" FROM sync_run
     WHERE tenant_id = $1 AND connection_id = $2 AND id <> $3 AND undone_at IS NULL
       AND (id = $4 OR (state = 'NO_CHANGE' AND baseline_run_id = $4)) ORDER BY finished_at DESC LIMIT 1`,
    [run.tenantId, run.connectionId, run.id, run.baselineRunId, run.timeZone, today],
  );
  const last = rows[0];
  if (last?.hash !== inputHash) return null;
  if (last.isOfToday) return last.id;
  const client = await ctx.db.pool.connect();
  try {
    // The same bytes say another school of somebody once a membership has begun or ended.
    return (await areMainSchoolsDue(client, run, today)) ? null : last.id;
  } finally {
    client.release();
  }
}

/** Takes the run to NO_CHANGE, with the files and problems of the run that had the same bytes, all or nothing. */
export async function finishSameInput(
  ctx: AppContext,
  run: RosterRun,
  { sameAsRunId, inputHash }: { sameAsRunId: number; inputHash: string },
): Promise<void> {
  const now = ctx.clock.now();
  await ctx.db.prisma.$transaction(async (tx) => {
    await supersedeBreak(ctx, tx, run, now);
    await copyAccounting(tx, run, sameAsRunId);
    await tx.$executeRaw`
      UPDATE sync_run SET input_hash = ${inputHash}, baseline_run_id = ${run.baselineRunId}
      WHERE tenant_id = ${run.tenantId} AND id = ${run.id}`;
    await moveSyncRun(tx, run, 'NO_CHANGE', { now, detail: { sameAsRunId } });
  });
}

/** The same bytes have the same rows and the same problems: the accounting is taken over, not read again. */
async function copyAccounting(tx: Transaction, run: RunKey, fromRunId: number): Promise<void> {
  // An attempt before this one may have read them.
  await tx.$executeRaw`DELETE FROM sync_run_file WHERE tenant_id = ${run.tenantId} AND run_id = ${run.id}`;
  await tx.$executeRaw`
    INSERT INTO sync_run_file (tenant_id, run_id, file_name, delivery_id, byte_count, sha256, mode, encoding, newline,
      rows_read, rows_accepted, rows_rejected, rows_ignored, rows_unchanged, clean_ups, left_aside)
    SELECT f.tenant_id, ${run.id}, f.file_name, coalesce(d.id, f.delivery_id), f.byte_count, f.sha256, f.mode, f.encoding, f.newline,
      f.rows_read, f.rows_accepted, f.rows_rejected, f.rows_ignored, f.rows_accepted, f.clean_ups, f.left_aside
    FROM sync_run_file f LEFT JOIN delivery d ON d.tenant_id = f.tenant_id AND d.sync_run_id = ${run.id}
      AND d.file_name = f.file_name AND d.replaced_by_id IS NULL AND d.state = 'RECEIVED'
    WHERE f.tenant_id = ${run.tenantId} AND f.run_id = ${fromRunId}`;
  await tx.$executeRaw`DELETE FROM run_issue_group WHERE tenant_id = ${run.tenantId} AND run_id = ${run.id}`;
  await tx.$executeRaw`
    INSERT INTO run_issue_group (tenant_id, run_id, file_name, code, level, effect, count, stored_count)
    SELECT tenant_id, ${run.id}, file_name, code, level, effect, count, stored_count
    FROM run_issue_group WHERE tenant_id = ${run.tenantId} AND run_id = ${fromRunId}`;
  await tx.$executeRaw`
    INSERT INTO run_issue (group_id, tenant_id, run_id, line, "column", value, params, school_sourced_id)
    SELECT n.id, i.tenant_id, ${run.id}, i.line, i."column", i.value, i.params, i.school_sourced_id
    FROM run_issue i JOIN run_issue_group o ON o.id = i.group_id
    JOIN run_issue_group n ON n.run_id = ${run.id} AND n.file_name = o.file_name AND n.code = o.code
    WHERE i.tenant_id = ${run.tenantId} AND i.run_id = ${fromRunId}`;
  await tx.$executeRaw`
    INSERT INTO run_school (tenant_id, run_id, sourced_id, name)
    SELECT tenant_id, ${run.id}, sourced_id, name FROM run_school WHERE tenant_id = ${run.tenantId} AND run_id = ${fromRunId}
    ON CONFLICT DO NOTHING`;
}
