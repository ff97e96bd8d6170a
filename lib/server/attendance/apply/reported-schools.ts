// Which schools a file speaks for, per day. A school with rows is reported; one of the grouping without rows is reported
// only if a usual day has next to none of it. Otherwise its day stays as it was and the file says so.
import { isBelievablyEmpty } from '@/lib/core/attendance/notice-breaker';
import type { PlainDate } from '@/lib/core/calendar/plain-date';
import type { DailyIssue } from '@/lib/core/attendance-file/daily-issues';
import { loadSessionDefaults, SESSION_SQL } from '../session-days';
import { spanSql } from '../school-spans';
import type { Client, RollYears } from '../types';
import { CATEGORY_SQL } from '../category-sql';

/** Schools that have left a grouping are not waited for longer than this. */
const GROUPING_DAYS = 60;

const MEDIAN_ROWS = `
  (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY ${CATEGORY_SQL.events('p')})
   FROM (SELECT * FROM attendance_school_day p
         WHERE p.tenant_id = $1 AND p.school_id = s.school_id AND p.date < s.date AND p.is_in_session
         ORDER BY p.date DESC LIMIT 20) p)`;

interface SilentSchool {
  schoolId: string;
  date: PlainDate;
  median: number | null;
  isInSession: boolean;
}

/** Makes the temporary table `attendance_reported` from the staged rows. Returns what is to be said about the others. */
export async function findReportedSchools(
  client: Client,
  tenantId: number,
  fileNameId: number,
  years: RollYears,
): Promise<DailyIssue[]> {
  await createReported(client);
  await client.query(
    `INSERT INTO attendance_reported (school_id, date, row_count, unknown_count)
     SELECT school_id, date, count(*), count(*) FILTER (WHERE student_id IS NULL) FROM attendance_staged
     WHERE school_id IS NOT NULL GROUP BY 1, 2`,
  );
  const { rows: dates } = await client.query<{ date: PlainDate }>(
    'SELECT DISTINCT date FROM attendance_staged WHERE school_id IS NOT NULL ORDER BY 1',
  );
  const first = dates[0]?.date;
  const last = dates.at(-1)?.date;
  if (first === undefined || last === undefined) return [];
  const defaults = await loadSessionDefaults(client, tenantId, first, last);
  // Where schools are in different years, a day of one is no day of the others.
  const span = spanSql(years, {
    school: 'g.school_id',
    start: '$6::date',
    end: '$7::date',
    from: 8,
  });
  const { rows: silent } = await client.query<SilentSchool>(
    `SELECT s.school_id AS "schoolId", s.date, ${MEDIAN_ROWS} AS median, ${SESSION_SQL.isInSession} AS "isInSession"
     FROM (
       SELECT g.school_id, k.date
       FROM (SELECT DISTINCT date FROM attendance_staged WHERE school_id IS NOT NULL) k
       JOIN LATERAL (
         SELECT DISTINCT school_id FROM attendance_school_day
         WHERE tenant_id = $1 AND file_name_id = $2 AND date BETWEEN k.date - ${GROUPING_DAYS} AND k.date
       ) g ON true
       ${span.join}
       WHERE NOT EXISTS (SELECT 1 FROM attendance_reported h WHERE h.school_id = g.school_id AND h.date = k.date)
         ${span.join && `AND k.date BETWEEN ${span.start} AND ${span.end}`}
     ) s
     JOIN ${SESSION_SQL.days(3)} ON d.date = s.date
     ${SESSION_SQL.joins}`,
    [
      ...[tenantId, fileNameId, defaults.dates, defaults.inSession, defaults.known],
      ...(span.join ? [years.startDate, years.endDate, ...span.params.slice(0, 3)] : []),
    ],
  );
  const empty = silent.filter(
    ({ median, isInSession }) => isInSession && isBelievablyEmpty(median),
  );
  await addReported(client, empty);
  return silent
    .filter(
      ({ median, isInSession }) => isInSession && median !== null && !isBelievablyEmpty(median),
    )
    .map(({ schoolId, date, median }) => ({
      code: 'ATTENDANCE_SCHOOL_SILENT',
      line: null,
      column: 'school_id',
      value: schoolId,
      params: { date, usual: Math.round(median ?? 0) },
    }));
}

/** A file without rows speaks for the schools of its grouping on the day it came. */
export async function reportWholeGrouping(
  client: Client,
  tenantId: number,
  fileNameId: number,
  date: PlainDate,
): Promise<void> {
  await createReported(client);
  const defaults = await loadSessionDefaults(client, tenantId, date, date);
  await client.query(
    `INSERT INTO attendance_reported (school_id, date, row_count, unknown_count)
     SELECT s.school_id, d.date, 0, 0
     FROM (SELECT DISTINCT school_id FROM attendance_school_day
           WHERE tenant_id = $1 AND file_name_id = $2 AND date BETWEEN ($3::date[])[1] - ${GROUPING_DAYS} AND ($3::date[])[1]) s
     CROSS JOIN ${SESSION_SQL.days(3)}
     ${SESSION_SQL.joins}
     WHERE ${SESSION_SQL.isInSession}`,
    [tenantId, fileNameId, defaults.dates, defaults.inSession, defaults.known],
  );
}

/** Rows of all schools of the grouping on a usual day; null before the first day. `isInSession`: any of them. */
export async function usualRowsOfGrouping(
  client: Client,
  tenantId: number,
  fileNameId: number,
  date: PlainDate,
): Promise<{ median: number | null; isInSession: boolean }> {
  const defaults = await loadSessionDefaults(client, tenantId, date, date);
  const { rows } = await client.query<{ median: number | null; isInSession: boolean }>(
    `SELECT
       (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY n) FROM (
          SELECT sum(${CATEGORY_SQL.events()}) AS n FROM attendance_school_day
          WHERE tenant_id = $1 AND file_name_id = $2 AND date < ($3::date[])[1] AND is_in_session
          GROUP BY date ORDER BY date DESC LIMIT 20) days) AS median,
       coalesce((SELECT bool_or(${SESSION_SQL.isInSession})
         FROM (SELECT DISTINCT school_id FROM attendance_school_day
               WHERE tenant_id = $1 AND file_name_id = $2
               UNION SELECT '' WHERE NOT EXISTS (
                 SELECT 1 FROM attendance_school_day WHERE tenant_id = $1 AND file_name_id = $2)) s
         CROSS JOIN ${SESSION_SQL.days(3)}
         ${SESSION_SQL.joins}), false) AS "isInSession"`,
    [tenantId, fileNameId, defaults.dates, defaults.inSession, defaults.known],
  );
  return rows[0] ?? { median: null, isInSession: false };
}

async function createReported(client: Client): Promise<void> {
  await client.query(`
    CREATE TEMP TABLE attendance_reported (
      school_id text COLLATE "C", date date, row_count int, unknown_count int, PRIMARY KEY (school_id, date)
    ) ON COMMIT DROP`);
}

async function addReported(client: Client, days: readonly SilentSchool[]): Promise<void> {
  if (days.length === 0) return;
  await client.query(
    `INSERT INTO attendance_reported (school_id, date, row_count, unknown_count)
     SELECT school_id, date, 0, 0 FROM unnest($1::text[], $2::date[]) AS k(school_id, date)`,
    [days.map(({ schoolId }) => schoolId), days.map(({ date }) => date)],
  );
}
