// Totals are counted again from the events, for what a file touched. Counting twice gives the same; adding up
// differences would not.
import { MINIMUM_DAYS } from '@/lib/core/attendance/rates';
import type { PlainDate } from '@/lib/core/calendar/plain-date';
import { spanSql } from '../school-spans';
import type { Client, RollYears, SchoolDate, SchoolYear } from '../types';
import { CATEGORY_SQL } from '../category-sql';

const COUNTS = CATEGORY_SQL.counts('e');

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

/**
 * A student's year, which is that of the school: events on school days from the first one there, as days are counted,
 * counted by themselves whatever school reported them. Returns the schools of students whose totals are others now.
 */
export async function recountStudents(
  client: Client,
  tenantId: number,
  year: RollYears,
  who: { students: readonly string[] } | { schools: readonly string[] },
): Promise<string[]> {
  const isByStudent = 'students' in who;
  const keys = isByStudent ? who.students : who.schools;
  if (keys.length === 0) return [];
  const span = spanSql(year, { school: 'a.school_id', start: '$4', end: '$5', from: 6 });
  const [columns, start, end] = span.join
    ? [`, ${span.start} AS start_date, ${span.end} AS end_date`, 's.start_date', 's.end_date']
    : ['', span.start, span.end];
  // Lookups by key on purpose: a planner without fresh statistics joins whole tables for a handful of students.
  const { rows } = await client.query<{ schoolId: string }>(
    `WITH changed AS (
     UPDATE attendance_student t SET excused_days = n.excused, unexcused_days = n.unexcused,
       tardy_days = n.tardy, excused_present_days = n.excused_present, absent_percent = n.absent_percent
     FROM (
       SELECT s.student_id, c.*
       FROM (SELECT a.student_id, a.begin_date${columns} FROM attendance_student a ${span.join}
             WHERE a.tenant_id = $1 AND a.school_year = $2 AND a.${isByStudent ? 'student_id' : 'school_id'} = ANY($3::text[])) s
       -- Counted student by student: together, a third of a million events would be sorted first.
       CROSS JOIN LATERAL (
         SELECT ${COUNTS} FROM attendance_event e
         WHERE e.tenant_id = $1 AND e.student_id = s.student_id AND e.date BETWEEN greatest(s.begin_date, ${start}) AND ${end}
           -- Few days with events are no school days: asked once, instead of for every event.
           AND (e.school_id, e.date) NOT IN (
             SELECT d.school_id, d.date FROM attendance_school_day d
             WHERE d.tenant_id = $1 AND NOT d.is_in_session AND d.date BETWEEN ${span.reachStart} AND ${span.reachEnd})
       ) c
     ) n
     WHERE t.tenant_id = $1 AND t.school_year = $2 AND t.student_id = n.student_id
       AND (t.excused_days, t.unexcused_days, t.tardy_days, t.excused_present_days, t.absent_percent)
         IS DISTINCT FROM (n.excused, n.unexcused, n.tardy, n.excused_present, n.absent_percent)
     RETURNING t.school_id
     ) SELECT DISTINCT school_id AS "schoolId" FROM changed`,
    [tenantId, year.schoolYear, keys, year.startDate, year.endDate, ...span.params],
  );
  return rows.map(({ schoolId }) => schoolId);
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
  // The events of the days are read once for all three parts.
  await client.query(
    `WITH days AS MATERIALIZED (
       SELECT school_id, date FROM attendance_school_day
       WHERE tenant_id = $1 AND date = ANY($2::date[]) AND is_in_session
     ), counted AS MATERIALIZED (
       SELECT CASE WHEN grouping(e.grade) = 0 THEN 'GRADE' WHEN grouping(e.language_code) = 0 THEN 'LANGUAGE' ELSE 'REASON' END AS part,
              e.date, coalesce(e.grade, e.language_code, e.reason, '') AS value, ${COUNTS}
       FROM attendance_event e JOIN days d ON d.school_id = e.school_id AND d.date = e.date
       WHERE e.tenant_id = $1 AND e.date = ANY($2::date[])
       GROUP BY GROUPING SETS ((e.date, e.grade), (e.date, e.language_code), (e.date, e.reason))
     ), reasons AS (
       SELECT date, CASE WHEN place <= ${REASONS_PER_DAY} THEN value ELSE 'Other reasons' END AS value,
              excused, unexcused, tardy, excused_present, absent_percent
       FROM (SELECT *, row_number() OVER (PARTITION BY date ORDER BY ${CATEGORY_SQL.absent()} DESC, value) AS place
             FROM counted WHERE part = 'REASON') placed
     ), enrolled AS (
       SELECT CASE WHEN grouping(r.grade) = 0 THEN 'GRADE' ELSE 'LANGUAGE' END AS part, d.date,
              coalesce(r.grade, r.language_code) AS value, sum(r.students) AS enrolled
       FROM days d JOIN attendance_enrolled r ON r.tenant_id = $1 AND r.school_id = d.school_id
       GROUP BY GROUPING SETS ((d.date, r.grade), (d.date, r.language_code))
     )
     INSERT INTO attendance_day_part (tenant_id, part, date, value, enrolled, excused, unexcused, tardy, excused_present, absent_percent)
     SELECT $1, part::"AttendancePart", date, value, coalesce(max(enrolled), 0), coalesce(sum(excused), 0),
            coalesce(sum(unexcused), 0), coalesce(sum(tardy), 0), coalesce(sum(excused_present), 0), coalesce(sum(absent_percent), 0)
     FROM (
       SELECT part, date, value, NULL::bigint AS enrolled, excused, unexcused, tardy, excused_present, absent_percent
       FROM counted WHERE part <> 'REASON'
       UNION ALL SELECT 'REASON', date, value, NULL, excused, unexcused, tardy, excused_present, absent_percent FROM reasons
       UNION ALL SELECT part, date, value, enrolled, NULL, NULL, NULL, NULL, NULL FROM enrolled
     ) parts
     GROUP BY part, date, value`,
    [tenantId, dates],
  );
}

/** How many students of each school are in which band; `schools` null for all of them. */
export async function recountSchoolYears(
  client: Client,
  tenantId: number,
  year: RollYears,
  schools: readonly string[] | null,
): Promise<void> {
  const span = spanSql(year, { school: 'd.school_id', start: '$4', end: '$5', from: 6 });
  const counted = (await isMostOf(client, tenantId, year, schools)) ? null : schools;
  const params = [tenantId, year.schoolYear, counted, year.startDate, year.endDate];
  await client.query(
    `DELETE FROM attendance_school_year
     WHERE tenant_id = $1 AND school_year = $2 AND ($3::text[] IS NULL OR school_id = ANY($3))`,
    params.slice(0, 3),
  );
  await client.query(
    `WITH days AS MATERIALIZED (
       SELECT d.school_id, array_agg(d.date ORDER BY d.date) AS dates, sum(d.enrolled) AS enrolled_days,
              sum(d.excused) AS excused, sum(d.unexcused) AS unexcused, sum(d.tardy) AS tardy,
              sum(d.absent_percent) AS absent_percent
       FROM attendance_school_day d ${span.join}
       WHERE d.tenant_id = $1 AND d.is_in_session AND d.date BETWEEN ${span.start} AND ${span.end}
         AND ($3::text[] IS NULL OR d.school_id = ANY($3))
       GROUP BY 1
     ), groups AS MATERIALIZED (
       -- Students of a school begin on few different days and share few totals: half a million become some thousands.
       SELECT school_id, coalesce(begin_date, '-infinity'::date) AS begin_date, absent_percent, count(*) AS students
       FROM attendance_student
       WHERE tenant_id = $1 AND school_year = $2 AND is_enrolled
         AND ($3::text[] IS NULL OR school_id = ANY($3))
       GROUP BY 1, 2, 3
     ), c AS (
       -- Days from the first one on: all of them less those before it, which are found by halving.
       SELECT g.*, coalesce(cardinality(d.dates) - width_bucket(g.begin_date - 1, d.dates), 0) AS days
       FROM groups g LEFT JOIN days d ON d.school_id = g.school_id
     )
     INSERT INTO attendance_school_year (tenant_id, school_year, school_id, students, counted_days, last_date,
       too_few_days, below_80, from_80, from_90, from_95, chronic, days_received, enrolled_days, excused, unexcused,
       tardy, absent_percent)
     SELECT $1, $2, s.school_id, s.students, s.counted_days, d.dates[cardinality(d.dates)], s.too_few_days, s.below_80, s.from_80, s.from_90, s.from_95, s.chronic,
       coalesce(cardinality(d.dates), 0), coalesce(d.enrolled_days, 0), coalesce(d.excused, 0), coalesce(d.unexcused, 0),
       coalesce(d.tardy, 0), coalesce(d.absent_percent, 0)
     FROM (
       SELECT c.school_id, sum(c.students) AS students, max(c.days) AS counted_days,
         coalesce(sum(c.students) FILTER (WHERE c.days < ${MINIMUM_DAYS}), 0) AS too_few_days,
         ${studentsWhere('c.absent_percent > c.days * 20')} AS below_80,
         ${studentsWhere('c.absent_percent > c.days * 10 AND c.absent_percent <= c.days * 20')} AS from_80,
         ${studentsWhere('c.absent_percent > c.days * 5 AND c.absent_percent <= c.days * 10')} AS from_90,
         ${studentsWhere('c.absent_percent <= c.days * 5')} AS from_95,
         ${studentsWhere('c.absent_percent >= c.days * 10')} AS chronic
       FROM c GROUP BY c.school_id
     ) s LEFT JOIN days d ON d.school_id = s.school_id`,
    [...params, ...span.params.slice(0, 3)],
  );
}

/** A morning's file touches nearly every school: read by school then, each student is a page of its own. */
async function isMostOf(
  client: Client,
  tenantId: number,
  { schoolYear }: SchoolYear,
  schools: readonly string[] | null,
): Promise<boolean> {
  const { rows } = await client.query<{ count: number }>(
    'SELECT count(*) AS count FROM attendance_school_year WHERE tenant_id = $1 AND school_year = $2',
    [tenantId, schoolYear],
  );
  return schools !== null && schools.length * 4 > (rows[0]?.count ?? 0);
}

/** Hundredths of days absent against counted days: 10% of 20 days are 200. */
function studentsWhere(condition: string): string {
  return `coalesce(sum(c.students) FILTER (WHERE c.days >= ${MINIMUM_DAYS} AND ${condition}), 0)`;
}
