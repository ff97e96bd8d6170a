// Totals are counted again from the events, for what a file touched. Counting twice gives the same; adding up
// differences would not.
import { MINIMUM_DAYS } from '@/lib/core/attendance/rates';
import type { PlainDate } from '@/lib/core/calendar/plain-date';
import type { Client, SchoolDate, SchoolYear } from '../types';

const COUNTS = `
  count(*) FILTER (WHERE e.category = 'EXCUSED_ABSENCE') AS excused,
  count(*) FILTER (WHERE e.category = 'UNEXCUSED_ABSENCE') AS unexcused,
  count(*) FILTER (WHERE e.category = 'TARDY') AS tardy,
  count(*) FILTER (WHERE e.category = 'EXCUSED_PRESENT') AS excused_present,
  coalesce(sum(e.percent_of_day) FILTER (WHERE e.category IN ('EXCUSED_ABSENCE', 'UNEXCUSED_ABSENCE')), 0)
    AS absent_percent`;

/** Rows of different reasons kept per day; free text beyond that is one group. */
const REASONS_PER_DAY = 100;

export async function recountSchoolDays(
  client: Client,
  tenantId: number,
  days: readonly SchoolDate[],
): Promise<void> {
  if (days.length === 0) return;
  await client.query(
    `UPDATE attendance_school_day t SET excused = n.excused, unexcused = n.unexcused, tardy = n.tardy,
       excused_present = n.excused_present, absent_percent = n.absent_percent
     FROM (
       SELECT k.school_id, k.date, ${COUNTS}
       FROM unnest($2::text[], $3::date[]) AS k(school_id, date)
       LEFT JOIN attendance_event e
         ON e.tenant_id = $1 AND e.school_id = k.school_id AND e.date = k.date
       GROUP BY k.school_id, k.date
     ) n
     WHERE t.tenant_id = $1 AND t.school_id = n.school_id AND t.date = n.date`,
    [tenantId, days.map(({ schoolId }) => schoolId), days.map(({ date }) => date)],
  );
}

/** A student's year: events on school days, counted by themselves whatever school reported them. */
export async function recountStudents(
  client: Client,
  tenantId: number,
  year: SchoolYear,
  who: { students: readonly string[] } | { schools: readonly string[] },
): Promise<void> {
  const isByStudent = 'students' in who;
  const keys = isByStudent ? who.students : who.schools;
  if (keys.length === 0) return;
  // Lookups by key on purpose: a planner without fresh statistics joins whole tables for a handful of students.
  await client.query(
    `UPDATE attendance_student t SET excused_days = n.excused, unexcused_days = n.unexcused,
       tardy_days = n.tardy, excused_present_days = n.excused_present, absent_percent = n.absent_percent
     FROM (
       SELECT s.student_id, ${COUNTS}
       FROM (${
         isByStudent
           ? 'SELECT unnest($3::text[]) AS student_id'
           : `SELECT student_id FROM attendance_student
              WHERE tenant_id = $1 AND school_year = $2 AND school_id = ANY($3::text[])`
       }) s
       LEFT JOIN LATERAL (
         SELECT e.category, e.percent_of_day FROM attendance_event e
         WHERE e.tenant_id = $1 AND e.student_id = s.student_id AND e.date BETWEEN $4 AND $5
           -- Few days with events are no school days: asked once, instead of for every event.
           AND (e.school_id, e.date) NOT IN (
             SELECT d.school_id, d.date FROM attendance_school_day d
             WHERE d.tenant_id = $1 AND NOT d.is_in_session AND d.date BETWEEN $4 AND $5)
         OFFSET 0
       ) e ON true
       GROUP BY s.student_id
     ) n
     WHERE t.tenant_id = $1 AND t.school_year = $2 AND t.student_id = n.student_id
       AND (t.excused_days, t.unexcused_days, t.tardy_days, t.excused_present_days, t.absent_percent)
         IS DISTINCT FROM (n.excused, n.unexcused, n.tardy, n.excused_present, n.absent_percent)`,
    [tenantId, year.schoolYear, keys, year.startDate, year.endDate],
  );
}

/** The district's days, whole and by grade, language and reason: schools in session whose file came. */
export async function recountDays(
  client: Client,
  tenantId: number,
  dates: readonly PlainDate[],
): Promise<void> {
  if (dates.length === 0) return;
  await client.query(
    `INSERT INTO attendance_day (tenant_id, date, schools_received, enrolled, excused, unexcused, tardy, excused_present, absent_percent)
     SELECT $1, k.date, count(d.school_id), coalesce(sum(d.enrolled), 0), coalesce(sum(d.excused), 0),
            coalesce(sum(d.unexcused), 0), coalesce(sum(d.tardy), 0), coalesce(sum(d.excused_present), 0),
            coalesce(sum(d.absent_percent), 0)
     FROM unnest($2::date[]) AS k(date)
     LEFT JOIN attendance_school_day d ON d.tenant_id = $1 AND d.date = k.date AND d.is_in_session
     GROUP BY k.date
     ON CONFLICT (tenant_id, date) DO UPDATE SET schools_received = excluded.schools_received,
       enrolled = excluded.enrolled, excused = excluded.excused, unexcused = excluded.unexcused,
       tardy = excluded.tardy, excused_present = excluded.excused_present, absent_percent = excluded.absent_percent`,
    [tenantId, dates],
  );
  await client.query(
    'DELETE FROM attendance_day_part WHERE tenant_id = $1 AND date = ANY($2::date[])',
    [tenantId, dates],
  );
  for (const [part, column] of [
    ['GRADE', 'grade'],
    ['LANGUAGE', 'language_code'],
  ] as const) {
    await client.query(
      `INSERT INTO attendance_day_part (tenant_id, part, date, value, enrolled, excused, unexcused, tardy, excused_present, absent_percent)
       SELECT $1, '${part}', coalesce(e.date, n.date), coalesce(e.value, n.value), coalesce(n.enrolled, 0),
              coalesce(e.excused, 0), coalesce(e.unexcused, 0), coalesce(e.tardy, 0),
              coalesce(e.excused_present, 0), coalesce(e.absent_percent, 0)
       FROM (
         SELECT d.date, r.${column} AS value, sum(r.students) AS enrolled
         FROM attendance_school_day d
         JOIN attendance_enrolled r ON r.tenant_id = d.tenant_id AND r.school_id = d.school_id
         WHERE d.tenant_id = $1 AND d.date = ANY($2::date[]) AND d.is_in_session
         GROUP BY 1, 2
       ) n
       FULL JOIN (
         SELECT e.date, coalesce(e.${column}, '') AS value, ${COUNTS}
         FROM attendance_event e
         JOIN attendance_school_day d
           ON d.tenant_id = e.tenant_id AND d.school_id = e.school_id AND d.date = e.date AND d.is_in_session
         WHERE e.tenant_id = $1 AND e.date = ANY($2::date[])
         GROUP BY 1, 2
       ) e ON e.date = n.date AND e.value = n.value`,
      [tenantId, dates],
    );
  }
  await client.query(
    `INSERT INTO attendance_day_part (tenant_id, part, date, value, excused, unexcused, tardy, excused_present, absent_percent)
     SELECT $1, 'REASON', date, CASE WHEN place <= ${REASONS_PER_DAY} THEN value ELSE 'Other reasons' END,
            sum(excused), sum(unexcused), sum(tardy), sum(excused_present), sum(absent_percent)
     FROM (
       SELECT *, row_number() OVER (PARTITION BY date ORDER BY excused + unexcused DESC, value) AS place
       FROM (
         SELECT e.date, coalesce(e.reason, '') AS value, ${COUNTS}
         FROM attendance_event e
         JOIN attendance_school_day d
           ON d.tenant_id = e.tenant_id AND d.school_id = e.school_id AND d.date = e.date AND d.is_in_session
         WHERE e.tenant_id = $1 AND e.date = ANY($2::date[])
         GROUP BY 1, 2
       ) counted
     ) placed
     GROUP BY date, 4`,
    [tenantId, dates],
  );
}

/** How many students of each school are in which band; `schools` null for all of them. */
export async function recountSchoolYears(
  client: Client,
  tenantId: number,
  year: SchoolYear,
  schools: readonly string[] | null,
): Promise<void> {
  const params = [tenantId, year.schoolYear, schools, year.startDate, year.endDate];
  await client.query(
    `DELETE FROM attendance_school_year
     WHERE tenant_id = $1 AND school_year = $2 AND ($3::text[] IS NULL OR school_id = ANY($3))`,
    params.slice(0, 3),
  );
  await client.query(
    `WITH days AS MATERIALIZED (
       SELECT school_id, date FROM attendance_school_day
       WHERE tenant_id = $1 AND is_in_session AND date BETWEEN $4 AND $5
         AND ($3::text[] IS NULL OR school_id = ANY($3))
     ), lasts AS MATERIALIZED (
       SELECT school_id, max(date) AS last_date FROM days GROUP BY 1
     ), groups AS MATERIALIZED (
       -- Students of a school begin on few different days and share few totals: half a million become some thousands.
       SELECT school_id, coalesce(begin_date, '-infinity'::date) AS begin_date, absent_percent, count(*) AS students
       FROM attendance_student
       WHERE tenant_id = $1 AND school_year = $2 AND is_enrolled
         AND ($3::text[] IS NULL OR school_id = ANY($3))
       GROUP BY 1, 2, 3
     ), counted AS MATERIALIZED (
       SELECT s.school_id, s.begin_date, count(d.date) AS days
       FROM (SELECT DISTINCT school_id, begin_date FROM groups) s
       LEFT JOIN days d ON d.school_id = s.school_id AND d.date >= s.begin_date
       GROUP BY 1, 2
     )
     INSERT INTO attendance_school_year (tenant_id, school_year, school_id, students, counted_days, last_date,
       too_few_days, below_80, from_80, from_90, from_95, chronic)
     SELECT $1, $2, g.school_id, sum(g.students), max(c.days), max(l.last_date),
       coalesce(sum(g.students) FILTER (WHERE c.days < ${MINIMUM_DAYS}), 0),
       ${studentsWhere('g.absent_percent > c.days * 20')},
       ${studentsWhere('g.absent_percent > c.days * 10 AND g.absent_percent <= c.days * 20')},
       ${studentsWhere('g.absent_percent > c.days * 5 AND g.absent_percent <= c.days * 10')},
       ${studentsWhere('g.absent_percent <= c.days * 5')},
       ${studentsWhere('g.absent_percent >= c.days * 10')}
     FROM groups g
     JOIN counted c ON c.school_id = g.school_id AND c.begin_date = g.begin_date
     LEFT JOIN lasts l ON l.school_id = g.school_id
     GROUP BY g.school_id`,
    params,
  );
}

/** Hundredths of days absent against counted days: 10% of 20 days are 200. */
function studentsWhere(condition: string): string {
  return `coalesce(sum(g.students) FILTER (WHERE c.days >= ${MINIMUM_DAYS} AND ${condition}), 0)`;
}
