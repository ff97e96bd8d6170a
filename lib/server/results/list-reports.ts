// Which reports there are for a connection: of roster runs that were checked or ended incomplete, and of attendance and calendar files
// with problems.
import { localDate } from '@/lib/core/calendar/zoned-time';
import { ISSUE_CODES, issueBand } from '@/lib/core/issues';
import type { ReportSubject } from '@/lib/core/results/report-name';
import type { SyncRunState } from '@/lib/core/sync-run/states';
import type { AttendanceRunState } from '@/lib/core/attendance/run-states';
import type { AppContext } from '../app-context';
import { REPORTED_FILES, REPORTED_RUNS } from './results-limits';

export interface ReportSource {
  tenantId: number;
  connectionId: number;
}

export interface ListedReport {
  tenantId: number;
  /** Of the run, or of the attendance file. */
  id: number;
  subject: ReportSubject;
  number: number;
  date: string;
  changedAt: Date;
  /** Another one where anything that the report says may have changed. */
  version: string;
}

/** Of runs that are still being read, or that failed on our side, there is nothing to report. */
const REPORTED_STATES = [
  'HELD',
  'DEFERRED',
  'APPLYING',
  'APPLIED',
  'NO_CHANGE',
  'INCOMPLETE',
  'INVALID',
  'REJECTED',
  'SUPERSEDED',
  'EXPIRED',
] as const satisfies readonly SyncRunState[];

const REPORTED_FILE_STATES = [
  'AWAITING_ROSTER',
  'HELD',
  'APPLIED',
  'NO_CHANGE',
  'NOTHING_USED',
  'INVALID',
  'REJECTED',
] as const satisfies readonly AttendanceRunState[];

/** What a district can correct: a file that is only commented on has no report. */
const PROBLEM_CODES = ISSUE_CODES.filter((code) => issueBand(code) !== 'notice');

const DAY_MS = 24 * 3600_000;

interface Row {
  id: number;
  number: number;
  subject: ReportSubject;
  at: Date;
  changedAt: Date;
  version: string;
  timeZone: string;
}

/** Newest first. With `only`, that one alone, or none. */
export async function listReports(
  ctx: AppContext,
  { tenantId, connectionId }: ReportSource,
  only: { subject: ReportSubject; number: number } | null = null,
): Promise<ListedReport[]> {
  const since = new Date(ctx.clock.now().getTime() - ctx.settings.retentionDays * DAY_MS);
  const asked = [tenantId, connectionId, since, only?.number ?? null];
  const [runs, files] = await Promise.all([
    only === null || only.subject === 'run'
      ? ctx.db.pool.query<Row>(RUNS, [...asked, REPORTED_STATES])
      : null,
    only?.subject === 'run'
      ? null
      : ctx.db.pool.query<Row>(FILES, [...asked, REPORTED_FILE_STATES, PROBLEM_CODES]),
  ]);
  return [...(runs?.rows ?? []), ...(files?.rows ?? [])]
    .filter(({ subject }) => only === null || subject === only.subject)
    .map(({ at, timeZone, ...row }) => ({ ...row, tenantId, date: localDate(at, timeZone) }));
}

// A name of a school may come from the live roster: another roster is another version.
const RUNS = `
  SELECT r.id, r.number, 'run' AS subject, r.last_arrival_at AS at, t.time_zone AS "timeZone",
    greatest(r.last_arrival_at, r.held_at, r.deferred_at, r.applying_at, r.applied_at, r.finished_at, r.undone_at,
      r.removals_undone_at) AS "changedAt",
    concat_ws(' ', r.state, r.undone_at, r.removals_undone_at, c.baseline_run_id, t.name, t.time_zone, t.slug,
      (SELECT max(e.id) FROM sync_run_event e WHERE e.tenant_id = r.tenant_id AND e.run_id = r.id),
      (SELECT sum(g.stored_count) FROM run_issue_group g WHERE g.tenant_id = r.tenant_id AND g.run_id = r.id)) AS version
  FROM sync_run r
  JOIN connection c ON c.tenant_id = r.tenant_id AND c.id = r.connection_id
  JOIN tenant t ON t.id = r.tenant_id
  WHERE r.tenant_id = $1 AND r.connection_id = $2 AND r.last_arrival_at > $3
    AND ($4::int IS NULL OR r.number = $4) AND r.state::text = ANY ($5)
  ORDER BY r.id DESC LIMIT ${REPORTED_RUNS}`;

const FILES = `
  SELECT r.id, r.number, CASE r.kind WHEN 'CALENDAR' THEN 'calendar-file' ELSE 'attendance-file' END AS subject,
    r.received_at AS at, t.time_zone AS "timeZone",
    greatest(r.received_at, r.held_at, r.decided_at, r.applied_at, r.finished_at) AS "changedAt",
    concat_ws(' ', r.state, r.finished_at, r.rows_replayed, t.name, t.time_zone, t.slug,
      (SELECT sum(g.count + g.stored_count) FROM attendance_issue_group g
       WHERE g.tenant_id = r.tenant_id AND g.run_id = r.id),
      (SELECT count(*) FROM attendance_kept_row k WHERE k.tenant_id = r.tenant_id AND k.run_id = r.id)) AS version
  FROM attendance_run r
  JOIN tenant t ON t.id = r.tenant_id
  WHERE r.tenant_id = $1 AND r.connection_id = $2 AND r.received_at > $3
    AND ($4::int IS NULL OR r.number = $4) AND r.state::text = ANY ($5)
    AND EXISTS (SELECT 1 FROM attendance_issue_group g
                WHERE g.tenant_id = r.tenant_id AND g.run_id = r.id AND g.code = ANY ($6))
  ORDER BY r.id DESC LIMIT ${REPORTED_FILES}`;
