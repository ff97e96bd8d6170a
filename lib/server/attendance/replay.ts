// Rows that waited are tried again: with another live roster, once the kind of id of their files is decided, and when
// somebody has mapped a category. They
// take the same way as rows of a file, but take nothing back: a replay speaks for nobody it does not name.
import { knownCategory } from '@/lib/core/attendance/categories';
import type { PlainDate } from '@/lib/core/calendar/plain-date';
import { instantOf, localDate } from '@/lib/core/calendar/zoned-time';
import type { AppContext } from '../app-context';
import { connectionOfFeedSql } from '../db/connection-of-feed';
import { applyEvents } from './apply/apply-events';
import { markReceivedDays } from './apply/mark-days';
import { recountAfter } from './apply/recount-after';
import { updateNotices, type NoticeUpdate } from './apply/update-notices';
import { readAwaiting } from './await-roster';
import { KEPT_REASONS, UNFOUND } from './apply/keep-rows';
import { changeKeptRows } from './apply/kept-days';
import { OUTRANKED_FOR } from './apply/rank-days';
import {
  decideOutcomes,
  dropRanked,
  loadEventsThere,
  stageRows,
  type RowToStage,
} from './apply/stage-rows';
import { resolveIds } from './ids/resolve-ids';
import { moveAttendanceRun } from './move-run';
import { newestTroubleOf } from './queries/trouble';
import { currentRoll } from './roll';
import { loadTenantFacts, type TenantFacts } from './tenant-facts';
import { inTransaction } from './transaction';
import type { Client, SchoolDate } from './types';
import type { RunKey } from '../db/roster-tables';

export interface Replayed {
  /** Rows that no longer wait. */
  rows: number;
  events: number;
}

/** Which of the waiting rows may be readable now. */
export type ReplayCause =
  | { categoryKeys: readonly string[] }
  /** The kind of id of this name's files was decided. */
  | { fileNameId: number }
  | 'ROSTER';

interface KeptRow extends Omit<RowToStage, 'keptId' | 'meaning' | 'otherCells' | 'isSetAside'> {
  id: number;
  runId: number;
  fileNameId: number;
  receivedAt: Date;
}

/** Tenants whose waiting rows have not been tried with the live roster, or whose roll is of another one. */
export async function listTenantsToRenew(ctx: AppContext): Promise<number[]> {
  const { rows } = await ctx.db.pool.query<{ tenantId: number }>(
    `SELECT s.tenant_id AS "tenantId" FROM attendance_setting s
     JOIN LATERAL ${connectionOfFeedSql('ROSTER', 's.tenant_id')} c ON true
     WHERE c.baseline_run_id IS DISTINCT FROM s.replayed_run_id ORDER BY 1`,
  );
  return rows.map(({ tenantId }) => tenantId);
}

/** Creates the roll of the live roster and tries what waits for it; files that wait as a whole are queued. */
export async function renewForRoster(ctx: AppContext, tenantId: number): Promise<Replayed> {
  return inTransaction(ctx, async (client) => {
    const tenant = await loadTenantFacts(client, tenantId);
    const today = localDate(ctx.clock.now(), tenant.timeZone);
    const { roll } = await currentRoll(client, tenantId, today);
    if (roll.runId !== null) await readAwaiting(client, tenantId, ctx.clock.now());
    const replayed = await replayKeptRows(client, ctx.clock.now(), tenantId, 'ROSTER');
    await askAgainOfHeld(client, { tenantId, date: today, now: ctx.clock.now() });
    await client.query('UPDATE attendance_setting SET replayed_run_id = $2 WHERE tenant_id = $1', [
      tenantId,
      roll.runId,
    ]);
    return replayed;
  });
}

/** What today's lists are held for may be over where this roster has more students for the day. */
async function askAgainOfHeld(
  client: Client,
  day: Pick<NoticeUpdate, 'tenantId' | 'date' | 'now'>,
): Promise<void> {
  const { rows } = await client.query<{ schoolId: string; runId: number }>(
    `SELECT l.school_id AS "schoolId", l.run_id AS "runId" FROM attendance_notice_list l
     JOIN attendance_setting s ON s.tenant_id = l.tenant_id
     JOIN attendance_school_day d ON d.tenant_id = l.tenant_id AND d.school_id = l.school_id AND d.date = l.date
     WHERE l.tenant_id = $1 AND l.date = $2 AND l.state = 'HELD' AND d.enrolled_run_id = s.roll_run_id ORDER BY 2, 1`,
    [day.tenantId, day.date],
  );
  // Each list stays that of its file.
  for (const runId of new Set(rows.map((row) => row.runId))) {
    const schools = rows.filter((row) => row.runId === runId).map(({ schoolId }) => schoolId);
    await updateNotices(client, { ...day, runId, schools, isAfterCutOff: null });
  }
}

export async function replayKeptRows(
  client: Client,
  now: Date,
  tenantId: number,
  cause: ReplayCause,
): Promise<Replayed> {
  const tenant = await loadTenantFacts(client, tenantId);
  const kept = await loadKeptRows(client, tenantId, cause, now);
  const total: Replayed = { rows: 0, events: 0 };
  // By file name: a row belongs to its grouping, and a day of another grouping is not touched.
  for (const fileNameId of new Set(kept.map((row) => row.fileNameId))) {
    const rows = kept.filter((row) => row.fileNameId === fileNameId);
    const part = await replayGrouping(client, now, tenantId, tenant, fileNameId, rows);
    total.rows += part.rows;
    total.events += part.events;
  }
  return total;
}

async function replayGrouping(
  client: Client,
  now: Date,
  tenantId: number,
  tenant: TenantFacts,
  fileNameId: number,
  rows: readonly KeptRow[],
): Promise<Replayed> {
  const last = rows.at(-1);
  if (!last) return { rows: 0, events: 0 };
  const today = localDate(now, tenant.timeZone);
  const { roll } = await currentRoll(client, tenantId, today);
  const toStage = rows.map((row) => ({
    ...row,
    keptId: row.id,
    meaning: tenant.mappings.get(row.categoryKey) ?? knownCategory(row.categoryText),
    otherCells: null,
    isSetAside: false,
  }));
  await stageRows(client, [toStage]);
  await client.query(
    `UPDATE attendance_staged s SET run_id = k.run_id, shares_day = k.shares_day
     FROM attendance_kept_row k WHERE k.id = s.kept_id`,
  );
  await loadEventsThere(client, tenantId, null);
  await resolveIds(client, { tenantId, fileNameId });
  await decideOutcomes(client, { tenantId, fileNameId });
  const source = { id: last.runId, tenantId, fileNameId, receivedAt: last.receivedAt };
  const applied = await applyEvents(client, source, { withholdsCorrections: true, now });
  const read = await forgetRead(client, tenantId, now);
  const received = await markDays(
    ...([client, tenantId, fileNameId, last.runId, last.receivedAt, applied.days] as const),
  );
  await recountAfter(client, {
    tenantId,
    roll,
    days: [...received, ...read.days],
    students: applied.students,
    notices: {
      runId: last.runId,
      date: today,
      isAfterCutOff: now > instantOf(today, tenant.noticeCutOff, tenant.timeZone),
      now,
    },
  });
  await dropRanked(client);
  return { rows: read.count, events: applied.added + applied.changed };
}

/** A school that only the new roster knows has received days now. */
async function markDays(
  client: Client,
  tenantId: number,
  fileNameId: number,
  runId: number,
  receivedAt: Date,
  days: readonly { schoolId: string; date: PlainDate }[],
) {
  if (days.length === 0) return days;
  await client.query(
    `CREATE TEMP TABLE attendance_reported ON COMMIT DROP AS
     SELECT k.school_id, k.date, 0 AS row_count FROM unnest($2::text[], $3::date[]) AS k(school_id, date)
     WHERE NOT EXISTS (SELECT 1 FROM attendance_school_day d
                       WHERE d.tenant_id = $1 AND d.school_id = k.school_id AND d.date = k.date)`,
    [tenantId, days.map(({ schoolId }) => schoolId), days.map(({ date }) => date)],
  );
  await markReceivedDays(client, { id: runId, tenantId, fileNameId, receivedAt });
  await client.query('DROP TABLE attendance_reported');
  return days;
}

async function loadKeptRows(
  client: Client,
  tenantId: number,
  cause: ReplayCause,
  now: Date,
): Promise<KeptRow[]> {
  const keys = cause !== 'ROSTER' && 'categoryKeys' in cause ? cause.categoryKeys : null;
  const fileNameId = cause !== 'ROSTER' && 'fileNameId' in cause ? cause.fileNameId : null;
  const { rows } = await client.query<KeptRow>(
    `SELECT id, run_id AS "runId", file_name_id AS "fileNameId", received_at AS "receivedAt", line,
            school_text AS "schoolText", student_text AS "studentText", date, category_text AS "categoryText",
            category_key AS "categoryKey", percent_of_day AS "percentOfDay", reason, description
     FROM attendance_kept_row
     WHERE tenant_id = $1 AND expires_at > $3
       AND CASE WHEN $2::text[] IS NULL THEN because = ANY($4::"KeptRowReason"[])
                ELSE category_key = ANY($2::text[]) END
       AND ($5::int IS NULL OR file_name_id = $5)
     ORDER BY received_at, run_id, line
     FOR UPDATE`,
    [tenantId, keys, now, UNFOUND, fileNameId],
  );
  return rows;
}

/** A file of which nothing could be used has brought something after all. */
async function endTrouble(client: Client, run: RunKey, now: Date): Promise<void> {
  const { rowCount } = await client.query(
    `UPDATE attendance_run r SET mail_due = CASE WHEN r.number = ${newestTroubleOf('n')} THEN 'RECOVERED' ELSE r.mail_due END
     FROM attendance_file_name n WHERE n.id = r.file_name_id AND r.id = $1 AND r.tenant_id = $2 AND r.state = 'NOTHING_USED'`,
    [run.id, run.tenantId],
  );
  if (rowCount === 1) await moveAttendanceRun(client, run, 'APPLIED', now);
}

/** Rows that were read leave; those that still wait are kept for what they wait for now. */
async function forgetRead(
  client: Client,
  tenantId: number,
  now: Date,
): Promise<{ count: number; days: SchoolDate[] }> {
  const waiting = `WHERE k.id = s.kept_id AND k.tenant_id = $1`;
  const days = await changeKeptRows(
    client,
    tenantId,
    // As they were before the statement: those that leave, too.
    `before AS (SELECT k.id, k.school_id, k.date, k.because FROM attendance_kept_row k, attendance_staged s ${waiting}),
     moved AS (UPDATE attendance_kept_row k SET because = s.outcome::"KeptRowReason", school_id = s.school_id, student_id = s.student_id,
       category = CASE WHEN s.outcome = 'OUTRANKED' THEN s.meaning::"AttendanceCategory" END,
       expires_at = CASE WHEN s.outcome = 'OUTRANKED' THEN k.received_at + ${OUTRANKED_FOR} ELSE k.expires_at END
     FROM attendance_staged s ${waiting} AND s.outcome = ANY($2::text[])
     RETURNING k.id, k.school_id, k.date, k.because),
     changed AS ((SELECT * FROM before EXCEPT SELECT * FROM moved) UNION (SELECT * FROM moved EXCEPT SELECT * FROM before))`,
    [[...KEPT_REASONS, 'OUTRANKED']],
  );
  const { rows } = await client.query<{ runId: number; count: number }>(
    `WITH read AS (
       DELETE FROM attendance_kept_row k USING attendance_staged s
       ${waiting} AND coalesce(s.outcome, '') <> ALL($2::text[])
       RETURNING k.run_id
     )
     SELECT run_id AS "runId", count(*) AS count FROM read GROUP BY 1`,
    [tenantId, [...KEPT_REASONS, 'OUTRANKED']],
  );
  for (const { runId, count } of rows) {
    await client.query(
      `UPDATE attendance_run SET rows_replayed = rows_replayed + $3 WHERE id = $1 AND tenant_id = $2`,
      [runId, tenantId, count],
    );
  }
  // What another file outranks was understood as well.
  const { rows: understood } = await client.query<{ runId: number }>(
    `SELECT k.run_id AS "runId" FROM attendance_kept_row k, attendance_staged s ${waiting} AND s.outcome = 'OUTRANKED'
     UNION SELECT unnest($2::int[])`,
    [tenantId, rows.map(({ runId }) => runId)],
  );
  for (const { runId } of understood) await endTrouble(client, { id: runId, tenantId }, now);
  return { count: rows.reduce((sum, { count }) => sum + count, 0), days };
}
