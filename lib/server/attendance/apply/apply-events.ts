// The staged rows become events: what is new, what changed, and what vanished from the schools and days the file
// speaks for. A row that vanished is a correction; it is written down as one.
import type { PlainDate } from '@/lib/core/calendar/plain-date';
import type { Client, SchoolDate } from '../types';
import { exchangeOutranked, findReturning } from './rank-days';
import { connectionOfFeedSql } from '../../db/connection-of-feed';
import type { RunKey } from '../../db/roster-tables';

export interface EventSource extends RunKey {
  fileNameId: number;
  receivedAt: Date;
}

export interface AppliedEvents {
  added: number;
  changed: number;
  corrected: number;
  unchanged: number;
  /** Days whose counts are to be made again. */
  days: SchoolDate[];
  students: string[];
}

interface Touched {
  schoolId: string;
  date: PlainDate;
  studentId: string;
}

/** `withholdsCorrections`: it is not certain who is missing, so nobody is. A replay takes nothing back either. */
export async function applyEvents(
  client: Client,
  source: EventSource,
  { withholdsCorrections, now }: { withholdsCorrections: boolean; now: Date },
): Promise<AppliedEvents> {
  const removed = withholdsCorrections ? [] : await takeBackVanished(client, source, now);
  await client.query(
    `CREATE TEMP TABLE attendance_difference ON COMMIT DROP AS
     SELECT s.*, e.school_id AS old_school_id, e.category AS old_category, e.percent_of_day AS old_percent,
            CASE WHEN e.student_id IS NULL THEN 'ADDED'
                 WHEN (e.school_id, e.category, e.percent_of_day, e.reason, e.description, e.file_name_id)
                   IS DISTINCT FROM (s.school_id, s.category, s.percent_of_day, s.reason, s.description, s.file_name_id) THEN 'CHANGED'
                 WHEN (e.student_text, e.school_text) IS DISTINCT FROM (s.student_text, s.school_text) THEN 'SAID_OTHERWISE'
                 ELSE 'SAME' END AS action
     FROM (
       SELECT student_id, date, school_id, meaning::"AttendanceCategory" AS category,
              coalesce(percent_of_day, 0)::smallint AS percent_of_day, reason, description, grade, language_code, line,
              nullif(student_text, student_id) AS student_text, nullif(school_text, school_id) AS school_text,
              $1::int AS file_name_id, coalesce(run_id, $2::int) AS run_id
       FROM attendance_staged WHERE outcome IS NULL
       UNION ALL
       SELECT student_id, date, school_id, category, percent_of_day, reason, description, grade, language_code, line,
              nullif(student_text, student_id), nullif(school_text, school_id), file_name_id, run_id
       FROM attendance_returning
     ) s
     LEFT JOIN attendance_there e ON e.student_id = s.student_id AND e.date = s.date`,
    [source.fileNameId, source.id],
  );
  await exchangeOutranked(client, source, now);
  await recordCorrections(client, source, now);
  await client.query(
    `INSERT INTO attendance_event (tenant_id, student_id, date, school_id, category, percent_of_day, reason,
       description, grade, language_code, file_name_id, run_id, line, student_text, school_text, changed_at)
     SELECT $1, student_id, date, school_id, category, percent_of_day, reason, description, grade, language_code,
            file_name_id, run_id, line, student_text, school_text,
            greatest($2, (SELECT student_ids_read_since FROM attendance_file_name n WHERE n.id = f.file_name_id))
     FROM attendance_difference f WHERE action IN ('ADDED', 'CHANGED')
     ORDER BY student_id, date
     ON CONFLICT (tenant_id, student_id, date) DO UPDATE SET school_id = excluded.school_id,
       category = excluded.category, percent_of_day = excluded.percent_of_day, reason = excluded.reason,
       description = excluded.description, grade = excluded.grade, language_code = excluded.language_code,
       file_name_id = excluded.file_name_id, run_id = excluded.run_id, line = excluded.line, student_text = excluded.student_text,
       school_text = excluded.school_text, changed_at = excluded.changed_at`,
    [source.tenantId, source.receivedAt],
  );
  // The same status under another id of the child, or one that was not written down yet.
  await client.query(
    `UPDATE attendance_event e SET student_text = f.student_text, school_text = f.school_text
     FROM attendance_difference f
     WHERE f.action = 'SAID_OTHERWISE' AND e.tenant_id = $1 AND e.student_id = f.student_id AND e.date = f.date`,
    [source.tenantId],
  );
  const { rows: counts } = await client.query<{ action: string; count: number }>(
    'SELECT action, count(*) AS count FROM attendance_difference GROUP BY 1',
  );
  // Distinct in the database: a year's rows are not to be held here.
  const { rows: days } = await client.query<SchoolDate>(
    `SELECT DISTINCT k.school_id AS "schoolId", f.date
     FROM attendance_difference f, LATERAL (VALUES (f.school_id), (f.old_school_id)) k(school_id)
     WHERE f.action IN ('ADDED', 'CHANGED') AND k.school_id IS NOT NULL`,
  );
  const { rows: students } = await client.query<{ studentId: string }>(
    `SELECT DISTINCT student_id AS "studentId" FROM attendance_difference WHERE action IN ('ADDED', 'CHANGED')`,
  );
  const count = (action: string): number => counts.find((row) => row.action === action)?.count ?? 0;
  return {
    added: count('ADDED'),
    changed: count('CHANGED'),
    unchanged: count('SAME') + count('SAID_OTHERWISE'),
    corrected: removed.length,
    days: distinctDays([...removed, ...days]),
    students: [...new Set([...removed, ...students].map(({ studentId }) => studentId))],
  };
}

/**
 * A row that is there has not vanished, whoever it is found to be today: rows that made an event stay that student's
 * (`resolveIds`), and one that could mean the student protects the event. An event from before it was written down what
 * its file said is only taken back while the roster is still the one with which it was read.
 */
async function takeBackVanished(
  client: Client,
  source: EventSource,
  now: Date,
): Promise<Touched[]> {
  await client.query(
    `CREATE TEMP TABLE attendance_vanished ON COMMIT DROP AS
     SELECT e.* FROM attendance_event e JOIN attendance_reported h ON e.school_id = h.school_id AND e.date = h.date
     WHERE e.tenant_id = $1 AND e.file_name_id = $2
       -- The days of somebody whose id is another's now are over.
       AND NOT EXISTS (SELECT 1 FROM former_person p WHERE p.tenant_id = $1 AND p.former_id = e.student_id)
       AND NOT EXISTS (
         SELECT 1 FROM attendance_staged s
         WHERE s.student_id = e.student_id AND s.date = e.date
           AND coalesce(s.outcome, '') NOT IN ('NO_EVENT', 'DUPLICATE', 'SAME_ROW'))
       AND NOT EXISTS (
         SELECT 1 FROM attendance_staged s JOIN attendance_student_meant m ON m.text = s.student_text
         WHERE s.student_id IS NULL AND m.id = e.student_id AND s.date = e.date)
       AND (e.student_text IS DISTINCT FROM '' OR (
         e.changed_at >= (SELECT r.applied_at FROM ${connectionOfFeedSql('ROSTER', '$1')} c JOIN sync_run r ON r.id = c.baseline_run_id)
         AND EXISTS (SELECT 1 FROM roster_user u WHERE u.tenant_id = $1 AND u.sourced_id = e.student_id AND u.removed_at IS NULL)))`,
    [source.tenantId, source.fileNameId],
  );
  await findReturning(client, source);
  const { rows } = await client.query<Touched>(
    `WITH gone AS (
       DELETE FROM attendance_event e USING attendance_vanished v
       WHERE e.tenant_id = $1 AND e.student_id = v.student_id AND e.date = v.date
         -- Another file's row takes its place.
         AND NOT EXISTS (SELECT 1 FROM attendance_returning r WHERE r.student_id = e.student_id AND r.date = e.date)
       RETURNING e.*
     ), noted AS (
       INSERT INTO attendance_correction (tenant_id, student_id, date, school_id, at, run_id, from_category, from_percent)
       SELECT tenant_id, student_id, date, school_id, $2, $3, category, percent_of_day FROM gone
     )
     SELECT school_id AS "schoolId", date, student_id AS "studentId" FROM gone`,
    [source.tenantId, now, source.id],
  );
  await client.query('DROP TABLE attendance_vanished');
  return rows;
}

/** An event that comes with a later file of the day is marked too: the cell was "—" before. */
async function recordCorrections(client: Client, source: EventSource, now: Date): Promise<void> {
  await client.query(
    `WITH earlier AS MATERIALIZED (
       SELECT school_id, date FROM attendance_school_day
       WHERE tenant_id = $1 AND first_received_at < $4
         AND date = ANY(ARRAY(SELECT DISTINCT date FROM attendance_difference))
     )
     INSERT INTO attendance_correction (tenant_id, student_id, date, school_id, at, run_id, from_category,
       from_percent, to_category, to_percent)
     SELECT $1, f.student_id, f.date, f.school_id, $2, $3, f.old_category, f.old_percent, f.category, f.percent_of_day
     FROM attendance_difference f
     WHERE (f.action = 'CHANGED' AND (f.old_category, f.old_percent) IS DISTINCT FROM (f.category, f.percent_of_day))
        OR (f.action = 'ADDED' AND (f.school_id, f.date) IN (SELECT school_id, date FROM earlier))`,
    [source.tenantId, now, source.id, source.receivedAt],
  );
}

function distinctDays(touched: readonly SchoolDate[]): SchoolDate[] {
  const days = new Map(
    touched.map(({ schoolId, date }) => [`${date} ${schoolId}`, { schoolId, date }]),
  );
  return [...days.values()];
}
