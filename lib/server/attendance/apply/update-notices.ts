// The day's notice lists: which families a messaging product would write to. Events are stored whatever this decides;
// only the list of a school stops when its day is implausible.
import {
  evaluateNotices,
  type NoticeHoldCode,
  type SchoolDayFacts,
} from '@/lib/core/attendance/notice-breaker';
import type { PlainDate } from '@/lib/core/calendar/plain-date';
import { loadSessionDefaults, SESSION_SQL } from '../session-days';
import type { Client } from '../types';
import { WAITS_FOR_STUDENT } from './kept-days';
import { CATEGORY_SQL } from '../category-sql';

export interface NoticeUpdate {
  tenantId: number;
  runId: number;
  /** Today in the tenant's zone: notices are of this day only. */
  date: PlainDate;
  schools: readonly string[];
  /** Null: no file came, so what its file was stays true of each list. */
  isAfterCutOff: boolean | null;
  now: Date;
}

interface SchoolFacts extends SchoolDayFacts {
  schoolId: string;
  state: 'OPEN' | 'HELD' | 'RELEASED' | null;
  releasedBecause: string[] | null;
}

export async function updateNotices(client: Client, update: NoticeUpdate): Promise<void> {
  if (update.schools.length === 0) return;
  await lockLists(client, update);
  await writeLists(client, update, (await loadFacts(client, update)).map(decideList));
  await writeNotices(client, update);
}

/** Before they are read: what a person releases in the meantime is not written over with what was before. */
async function lockLists(client: Client, { tenantId, date, schools }: NoticeUpdate): Promise<void> {
  await client.query(
    `SELECT 1 FROM attendance_notice_list WHERE tenant_id = $1 AND date = $2 AND school_id = ANY($3::text[])
     ORDER BY school_id FOR UPDATE`,
    [tenantId, date, schools],
  );
}

async function loadFacts(client: Client, update: NoticeUpdate): Promise<SchoolFacts[]> {
  const { tenantId, date, schools } = update;
  const defaults = await loadSessionDefaults(client, tenantId, date, date);
  const { rows } = await client.query<SchoolFacts>(
    // Counted once for all schools: looked up per school, a file before its roster would cost rows times schools.
    `WITH unknowns AS MATERIALIZED (
       SELECT school_id, count(*) AS unknown FROM attendance_kept_row
       WHERE tenant_id = $1 AND date = ($2::date[])[1]
         AND ${WAITS_FOR_STUDENT} GROUP BY 1)
     SELECT s.school_id AS "schoolId", l.state::text AS state, l.released_because AS "releasedBecause",
            coalesce($6::boolean, (l.facts->>'isAfterCutOff')::boolean, false) AS "isAfterCutOff",
            coalesce(t.enrolled, 0) AS "enrolledCount",
            coalesce(${CATEGORY_SQL.absent('t')}, 0) AS "absentCount",
            (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY ${CATEGORY_SQL.absent('p')})
             FROM (SELECT * FROM attendance_school_day p
                   WHERE p.tenant_id = $1 AND p.school_id = s.school_id AND p.date < d.date AND p.is_in_session
                   ORDER BY p.date DESC LIMIT 20) p) AS "medianAbsentCount",
            coalesce(n.unknown, 0) AS "unknownStudentCount",
            coalesce(${CATEGORY_SQL.events('t')}, 0) AS "rowCount",
            ${SESSION_SQL.isInSession} AS "isInSession", ${SESSION_SQL.isKnown} AS "isCalendarKnown"
     FROM unnest($5::text[]) AS s(school_id)
     CROSS JOIN ${SESSION_SQL.days(2)}
     LEFT JOIN attendance_school_day t ON t.tenant_id = $1 AND t.school_id = s.school_id AND t.date = d.date
     LEFT JOIN attendance_notice_list l ON l.tenant_id = $1 AND l.school_id = s.school_id AND l.date = d.date
     LEFT JOIN unknowns n ON n.school_id = s.school_id
     ${SESSION_SQL.joins}`,
    [tenantId, defaults.dates, defaults.inSession, defaults.known, schools, update.isAfterCutOff],
  );
  return rows.map((row) => ({ ...row, rowCount: row.rowCount + row.unknownStudentCount }));
}

interface DecidedList {
  schoolId: string;
  state: 'OPEN' | 'HELD' | 'RELEASED';
  because: NoticeHoldCode[];
  facts: SchoolDayFacts;
}

function decideList({ schoolId, state, releasedBecause, ...facts }: SchoolFacts): DecidedList {
  const because = evaluateNotices(facts);
  // A person who released the list has answered these questions; another one is asked again.
  const isAnswered =
    state === 'RELEASED' && because.every((code) => releasedBecause?.includes(code) ?? false);
  const next = isAnswered ? 'RELEASED' : because.length > 0 ? 'HELD' : 'OPEN';
  return { schoolId, state: next, because, facts };
}

/** All schools at once: a thousand lists one by one cost a thousand round trips of every file. */
async function writeLists(
  client: Client,
  { tenantId, date, runId, now }: NoticeUpdate,
  lists: readonly DecidedList[],
): Promise<void> {
  await client.query(
    `INSERT INTO attendance_notice_list (tenant_id, school_id, date, state, run_id, held_because, facts, opened_at, held_at)
     SELECT $1, l."schoolId", $2, l.state::"NoticeListState", $3, l.because, l.facts, $4::timestamptz,
            CASE WHEN l.state = 'HELD' THEN $4::timestamptz END
     FROM jsonb_to_recordset($5::jsonb) AS l("schoolId" text, state text, because text[], facts jsonb)
     ON CONFLICT (tenant_id, date, school_id) DO UPDATE SET state = excluded.state, run_id = excluded.run_id,
       held_because = excluded.held_because, facts = excluded.facts, held_at = excluded.held_at, skipped_at = NULL`,
    [tenantId, date, runId, now, JSON.stringify(lists)],
  );
}

const ABSENT = `${CATEGORY_SQL.isAbsence('e')}
  OR (e.category = 'TARDY' AND (SELECT notices_for_tardies FROM attendance_setting WHERE tenant_id = $1))`;

/** A student is on a day's list once. Who turns out to have been there is retracted, not forgotten. */
async function writeNotices(
  client: Client,
  { tenantId, date, schools, runId, now }: NoticeUpdate,
): Promise<void> {
  const params = [tenantId, date, schools, now];
  // A student of two schools is told of once: the notice moves with the day's status.
  await client.query(
    `UPDATE attendance_notice n SET school_id = e.school_id, run_id = $5, changed_at = $4
     FROM attendance_event e
     WHERE n.tenant_id = $1 AND n.date = $2 AND n.school_id = ANY($3::text[]) AND n.state IN ('LISTED', 'WAITING')
       AND e.tenant_id = $1 AND e.student_id = n.student_id AND e.date = n.date AND e.school_id <> n.school_id
       AND e.school_id = ANY($3::text[]) AND (${ABSENT})
       AND NOT EXISTS (SELECT 1 FROM attendance_notice o
                       WHERE o.tenant_id = $1 AND o.date = n.date AND o.school_id = e.school_id AND o.student_id = n.student_id)`,
    [...params, runId],
  );
  await client.query(
    `UPDATE attendance_notice n SET
       state = CASE WHEN n.state = 'LISTED' THEN 'RETRACTED' ELSE 'WITHDRAWN' END::"NoticeState",
       retracted_at = CASE WHEN n.state = 'LISTED' THEN $4::timestamptz END, changed_at = $4, run_id = $5
     WHERE n.tenant_id = $1 AND n.date = $2 AND n.school_id = ANY($3::text[]) AND n.state IN ('LISTED', 'WAITING')
       AND NOT EXISTS (SELECT 1 FROM attendance_event e
                       WHERE e.tenant_id = $1 AND e.student_id = n.student_id AND e.date = n.date
                         AND e.school_id = n.school_id AND (${ABSENT}))`,
    [...params, runId],
  );
  await client.query(
    `INSERT INTO attendance_notice (tenant_id, date, school_id, student_id, state, category, percent_of_day, run_id,
       created_at, listed_at, changed_at)
     SELECT $1, e.date, e.school_id, e.student_id,
            CASE WHEN l.state = 'HELD' THEN 'WAITING' ELSE 'LISTED' END::"NoticeState",
            e.category, e.percent_of_day, e.run_id, $4::timestamptz,
            CASE WHEN l.state <> 'HELD' THEN $4::timestamptz END, $4::timestamptz
     FROM attendance_event e
     JOIN attendance_notice_list l ON l.tenant_id = $1 AND l.school_id = e.school_id AND l.date = e.date
     WHERE e.tenant_id = $1 AND e.date = $2 AND e.school_id = ANY($3::text[]) AND (${ABSENT})
     ON CONFLICT (tenant_id, date, school_id, student_id) DO UPDATE SET
       category = excluded.category, percent_of_day = excluded.percent_of_day,
       state = CASE
         -- Told once already: back on the list without being told again.
         WHEN attendance_notice.listed_at IS NOT NULL THEN 'LISTED'
         ELSE excluded.state END,
       listed_at = coalesce(attendance_notice.listed_at, excluded.listed_at),
       retracted_at = NULL,
       changed_at = CASE WHEN attendance_notice.category = excluded.category
                          AND attendance_notice.state IN ('LISTED', 'WAITING')
                         THEN attendance_notice.changed_at ELSE excluded.changed_at END
     -- Most are as they were: a later file writes only what it changes.
     WHERE (attendance_notice.category, attendance_notice.percent_of_day) IS DISTINCT FROM (excluded.category, excluded.percent_of_day)
        OR attendance_notice.retracted_at IS NOT NULL
        OR attendance_notice.state <> CASE WHEN attendance_notice.listed_at IS NOT NULL THEN 'LISTED' ELSE excluded.state END`,
    params,
  );
}
