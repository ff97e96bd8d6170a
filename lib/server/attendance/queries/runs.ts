import type { FileUse } from '@/lib/core/attendance/help-of-file';
import { findFileUse } from './file-use';
// Attendance files that came, and what became of them.
import {
  fileIssue,
  issueBand,
  issueFix,
  issueKind,
  issueSentence,
  isIssueCode,
  type IssueBand,
  type IssueCode,
  type IssueParams,
} from '@/lib/core/issues';
import type { AttendanceRunState } from '@/lib/core/attendance/run-states';
import type { PlainDate } from '@/lib/core/calendar/plain-date';
import type { AppContext } from '../../app-context';

export interface AttendanceRunRow {
  id: number;
  /** Within the district: what people call it. */
  number: number;
  kind: 'ATTENDANCE' | 'CALENDAR';
  state: AttendanceRunState;
  fileName: string;
  byteCount: number;
  receivedAt: Date;
  finishedAt: Date | null;
  holdCode: string | null;
  firstDate: PlainDate | null;
  lastDate: PlainDate | null;
  rowsRead: number;
  rowsAccepted: number;
  rowsRejected: number;
  rowsIgnored: number;
  rowsKept: number;
  rowsReplayed: number;
  eventsAdded: number;
  eventsChanged: number;
  eventsCorrected: number;
  eventsUnchanged: number;
  reason: string | null;
  decidedByName: string | null;
  failureCode: string | null;
}

const COLUMNS = `r.id, r.number, r.kind::text AS kind, r.state::text AS state, r.file_name AS "fileName",
  r.byte_count AS "byteCount", r.received_at AS "receivedAt", r.finished_at AS "finishedAt", r.hold_code AS "holdCode",
  r.first_date AS "firstDate", r.last_date AS "lastDate", r.rows_read AS "rowsRead", r.rows_accepted AS "rowsAccepted",
  r.rows_rejected AS "rowsRejected", r.rows_ignored AS "rowsIgnored", r.rows_kept AS "rowsKept",
  r.rows_replayed AS "rowsReplayed", r.events_added AS "eventsAdded", r.events_changed AS "eventsChanged",
  r.events_corrected AS "eventsCorrected", r.events_unchanged AS "eventsUnchanged", r.reason,
  p.name AS "decidedByName", r.failure_code AS "failureCode"`;

export interface RunFilters {
  state: AttendanceRunState | null;
  fileName: string | null;
  page: number;
  pageSize: number;
}

/** Newest first. */
export async function listAttendanceRuns(
  ctx: AppContext,
  { tenantId, state, fileName, page, pageSize }: { tenantId: number } & RunFilters,
): Promise<{ rows: AttendanceRunRow[]; total: number }> {
  const where = `r.tenant_id = $1 AND ($2::text IS NULL OR r.state::text = $2) AND ($3::text IS NULL OR r.file_name = $3)`;
  const [list, count] = await Promise.all([
    ctx.db.pool.query<AttendanceRunRow>(
      `SELECT ${COLUMNS} FROM attendance_run r LEFT JOIN user_account p ON p.id = r.decided_by_id
       WHERE ${where} ORDER BY r.received_at DESC, r.id DESC LIMIT $4 OFFSET $5`,
      [tenantId, state, fileName, pageSize, (page - 1) * pageSize],
    ),
    ctx.db.pool.query<{ total: number }>(
      `SELECT count(*) AS total FROM attendance_run r WHERE ${where}`,
      [tenantId, state, fileName],
    ),
  ]);
  return { rows: list.rows, total: count.rows[0]?.total ?? 0 };
}

export interface RunIssueGroup {
  code: IssueCode;
  band: IssueBand;
  level: string;
  title: string;
  count: number;
  storedCount: number;
  /** Said of the first one. */
  sentence: string;
  fix: string;
}

export interface AttendanceRunDetail extends AttendanceRunRow {
  use: FileUse;
  groups: RunIssueGroup[];
  /** Schools and dates the file brought rows for. */
  days: { schoolId: string; schoolName: string; date: PlainDate; rowCount: number }[];
  /** Of those days, the schools with the newest first. */
  schools: { schoolId: string; name: string }[];
}

const DAYS_SHOWN = 2_000;

export async function findAttendanceRun(
  ctx: AppContext,
  tenantId: number,
  runId: number,
): Promise<AttendanceRunDetail | null> {
  const use = await findFileUse(ctx, tenantId, runId);
  const { rows } = await ctx.db.pool.query<AttendanceRunRow>(
    `SELECT ${COLUMNS}
     FROM attendance_run r LEFT JOIN user_account p ON p.id = r.decided_by_id
     WHERE r.tenant_id = $1 AND r.id = $2`,
    [tenantId, runId],
  );
  const [run] = rows;
  if (!run || !use) return null;
  const groups = await ctx.db.pool.query<{
    code: string;
    level: string;
    count: number;
    storedCount: number;
    line: number | null;
    column: string | null;
    value: string | null;
    params: IssueParams | null;
  }>(
    `SELECT g.code, g.level, g.count, g.stored_count AS "storedCount", i.line, i."column", i.value, i.params
     FROM attendance_issue_group g
     LEFT JOIN LATERAL (SELECT * FROM attendance_issue i WHERE i.run_id = g.run_id AND i.code = g.code
                        ORDER BY i.line NULLS FIRST, i.id LIMIT 1) i ON true
     WHERE g.run_id = $1 AND g.tenant_id = $2 ORDER BY g.level, g.count DESC, g.code`,
    [runId, tenantId],
  );
  const days = await ctx.db.pool.query<AttendanceRunDetail['days'][number]>(
    `SELECT d.school_id AS "schoolId", coalesce(o.name, d.school_id) AS "schoolName", d.date, d.row_count AS "rowCount"
     FROM attendance_run_day d
     LEFT JOIN roster_org o ON o.tenant_id = d.tenant_id AND o.sourced_id = d.school_id
     WHERE d.run_id = $1 AND d.tenant_id = $2 ORDER BY d.date DESC, 2, 1 LIMIT ${DAYS_SHOWN}`,
    [runId, tenantId],
  );
  const schools = await ctx.db.pool.query<AttendanceRunDetail['schools'][number]>(
    `SELECT d.school_id AS "schoolId", coalesce(o.name, d.school_id) AS name
     FROM attendance_run_day d
     LEFT JOIN roster_org o ON o.tenant_id = d.tenant_id AND o.sourced_id = d.school_id
     WHERE d.run_id = $1 AND d.tenant_id = $2 GROUP BY 1, 2 ORDER BY max(d.date) DESC, 2, 1`,
    [runId, tenantId],
  );
  return {
    ...run,
    use,
    days: days.rows,
    schools: schools.rows,
    groups: groups.rows.flatMap(({ code, level, count, storedCount, ...first }) => {
      if (!isIssueCode(code)) return [];
      const issue = fileIssue(code, run.fileName, { ...first, params: first.params ?? {} });
      return [
        {
          code,
          level,
          count,
          storedCount,
          band: issueBand(code),
          title: issueKind(code).title,
          sentence: issueSentence(issue),
          fix: issueFix(issue),
        },
      ];
    }),
  };
}

export interface RunIssueRow {
  code: IssueCode;
  line: number | null;
  column: string | null;
  value: string | null;
  sentence: string;
  fix: string;
}

/** Problems of a run with their lines; `code` null for all of them. */
export async function listAttendanceIssues(
  ctx: AppContext,
  {
    tenantId,
    runId,
    code,
    page,
    pageSize,
  }: { tenantId: number; runId: number; code: string | null; page: number; pageSize: number },
): Promise<{ rows: RunIssueRow[]; total: number }> {
  const { rows } = await ctx.db.pool.query<{
    code: string;
    line: number | null;
    column: string | null;
    value: string | null;
    params: IssueParams | null;
    fileName: string;
    total: number;
  }>(
    `SELECT i.code, i.line, i."column", i.value, i.params, r.file_name AS "fileName", count(*) OVER () AS total
     FROM attendance_issue i JOIN attendance_run r ON r.id = i.run_id
     WHERE i.run_id = $1 AND i.tenant_id = $2 AND r.tenant_id = $2 AND ($3::text IS NULL OR i.code = $3)
     ORDER BY i.line NULLS FIRST, i.id LIMIT $4 OFFSET $5`,
    [runId, tenantId, code, pageSize, (page - 1) * pageSize],
  );
  return {
    total: rows[0]?.total ?? 0,
    rows: rows.flatMap(({ code: stored, line, column, value, params, fileName }) => {
      if (!isIssueCode(stored)) return [];
      const issue = fileIssue(stored, fileName, { line, column, value, params: params ?? {} });
      const words = { sentence: issueSentence(issue), fix: issueFix(issue) };
      return [{ code: stored, line, column, value, ...words }];
    }),
  };
}
