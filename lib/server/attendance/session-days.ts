// Which days are school days, per school. Marks of staff win over the calendar file, and that over terms and weekdays.
import { sessionDefaults, type TermSpan } from '@/lib/core/attendance/calendar';
import { withoutWholeYears } from '@/lib/core/attendance/school-years';
import type { PlainDate } from '@/lib/core/calendar/plain-date';
import { judgeSchoolDays } from './apply/judge-days';
import { recountDays, recountSchoolYears, recountStudents } from './apply/recount';
import { reachOf } from './school-spans';
import type { Client, RollYears } from './types';

export interface SessionDefaults {
  dates: PlainDate[];
  inSession: boolean[];
  known: boolean[];
}

/** A pool or a client: defaults are read inside and outside of transactions. */
type Asker = Pick<Client, 'query'>;

/** What the roster's terms and weekdays say about each day of a span, ready to be unnested in SQL. */
export async function loadSessionDefaults(
  client: Asker,
  tenantId: number,
  from: PlainDate,
  to: PlainDate,
): Promise<SessionDefaults> {
  const { rows } = await client.query<TermSpan & { type: string }>(
    `SELECT type, start_date AS "startDate", end_date AS "endDate" FROM roster_academic_session
     WHERE tenant_id = $1 AND removed_at IS NULL`,
    [tenantId],
  );
  const days = sessionDefaults(from, to, withoutWholeYears(rows));
  return {
    dates: days.map(({ date }) => date),
    inSession: days.map(({ isInSession }) => isInSession),
    known: days.map(({ isKnown }) => isKnown),
  };
}

/**
 * SQL for the session of school `s.school_id` on day `d.date`, where `d` has the defaults (`is_in_session`,
 * `is_known`): the joins, the answer, and whether anything is known at all.
 */
export const SESSION_SQL = {
  days: (from: number): string =>
    `unnest($${from}::date[], $${from + 1}::boolean[], $${from + 2}::boolean[]) AS d(date, is_in_session, is_known)`,
  joins: `
    LEFT JOIN attendance_calendar_mark ms
      ON ms.tenant_id = $1 AND ms.date = d.date AND ms.school_id = s.school_id AND ms.source = 'STAFF'
    LEFT JOIN attendance_calendar_mark ma
      ON ma.tenant_id = $1 AND ma.date = d.date AND ma.school_id = '' AND ma.source = 'STAFF'
    LEFT JOIN attendance_calendar_mark mf
      ON mf.tenant_id = $1 AND mf.date = d.date AND mf.school_id = s.school_id AND mf.source = 'FILE'
    LEFT JOIN attendance_school_span sy ON sy.tenant_id = $1 AND sy.school_id = s.school_id`,
  isInSession: `coalesce(ms.is_in_session, ma.is_in_session, mf.is_in_session,
    d.date <@ sy.terms AND extract(isodow FROM d.date) < 6, d.is_in_session)`,
  /** Who says whether there is school, as `isInSession` has it. */
  saidBy: `CASE WHEN coalesce(ms.is_in_session, ma.is_in_session) IS NOT NULL THEN 'staff'
    WHEN mf.is_in_session IS NOT NULL THEN 'calendar' ELSE 'terms' END`,
  isKnown: `(d.is_known OR ms.school_id IS NOT NULL OR ma.school_id IS NOT NULL OR mf.school_id IS NOT NULL)`,
} as const;

/** Works out again how many schools are in session on each day, and corrects days whose calendar has changed. */
export async function refreshCalendar(
  client: Client,
  tenantId: number,
  year: RollYears,
  span: { from: PlainDate; to: PlainDate } = reachOf(year),
): Promise<void> {
  const defaults = await loadSessionDefaults(client, tenantId, span.from, span.to);
  const days = [defaults.dates, defaults.inSession, defaults.known];
  await client.query(
    `INSERT INTO attendance_day (tenant_id, date, schools_in_session)
     SELECT $1, d.date, count(*) FILTER (WHERE ${SESSION_SQL.isInSession})
     FROM ${SESSION_SQL.days(2)}
     CROSS JOIN (SELECT DISTINCT school_id FROM attendance_enrolled WHERE tenant_id = $1) s
     ${SESSION_SQL.joins}
     GROUP BY d.date
     ON CONFLICT (tenant_id, date) DO UPDATE SET schools_in_session = excluded.schools_in_session
     WHERE attendance_day.schools_in_session <> excluded.schools_in_session`,
    [tenantId, ...days],
  );
  const { rows } = await client.query<{ schoolId: string; date: PlainDate }>(
    `UPDATE attendance_school_day t SET is_in_session = n.is_in_session
     FROM (
       SELECT s.school_id, s.date, ${SESSION_SQL.isInSession} AS is_in_session
       FROM attendance_school_day s JOIN ${SESSION_SQL.days(2)} ON d.date = s.date
       ${SESSION_SQL.joins}
       WHERE s.tenant_id = $1
     ) n
     WHERE t.tenant_id = $1 AND t.school_id = n.school_id AND t.date = n.date
       AND t.is_in_session <> n.is_in_session
     RETURNING t.school_id AS "schoolId", t.date`,
    [tenantId, ...days],
  );
  if (rows.length === 0) return;
  await judgeSchoolDays(client, tenantId, rows);
  const schools = [...new Set(rows.map(({ schoolId }) => schoolId))];
  await recountStudents(client, tenantId, year, { schools });
  await recountDays(client, tenantId, [...new Set(rows.map(({ date }) => date))]);
  await recountSchoolYears(client, tenantId, year, schools);
}
