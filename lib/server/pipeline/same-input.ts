// The very same bytes again.
import type { PlainDate } from '@/lib/core/calendar/plain-date';
import type { AppContext } from '../app-context';
import type { Transaction } from '../db';
import type { RunKey } from '../db/roster-tables';

interface RosterRun extends RunKey {
  connectionId: number;
  baselineRunId: number | null;
  timeZone: string;
}

export interface SameInput {
  runId: number;
  /** Else a membership may have begun or ended since, and the same bytes say another school of somebody. */
  isOfToday: boolean;
}

/** The last run that left the roster as it is now, if it was given the very same bytes. */
export async function findSameInput(
  ctx: AppContext,
  run: RosterRun,
  { inputHash, today }: { inputHash: string; today: PlainDate },
): Promise<SameInput | null> {
  if (run.baselineRunId === null) return null;
  const { rows } = await ctx.db.pool.query<SameInput & { hash: string | null }>(
    `SELECT id AS "runId", input_hash AS hash,
            (coalesce(processing_at, created_at) AT TIME ZONE $5)::date = $6 AS "isOfToday" FROM sync_run
     WHERE tenant_id = $1 AND connection_id = $2 AND id <> $3 AND undone_at IS NULL
       AND (id = $4 OR (state = 'NO_CHANGE' AND baseline_run_id = $4)) ORDER BY finished_at DESC LIMIT 1`,
    [run.tenantId, run.connectionId, run.id, run.baselineRunId, run.timeZone, today],
  );
  const [last] = rows;
  return last?.hash === inputHash ? last : null;
}

/** The same bytes have the same rows and the same problems: what was said of them is taken over, not read again. */
export async function takeOverAccounting(
  tx: Transaction,
  run: RosterRun,
  { fromRunId, inputHash }: { fromRunId: number; inputHash: string },
): Promise<void> {
  await tx.$executeRaw`
    UPDATE sync_run SET input_hash = ${inputHash}, baseline_run_id = ${run.baselineRunId}
    WHERE tenant_id = ${run.tenantId} AND id = ${run.id}`;
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
