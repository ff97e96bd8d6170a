// School years as the roster has them: the district's, and those of schools that differ. Nearly no district has such
// schools; the SQL of one without is the plain one.
import {
  schoolYearsAt,
  type SchoolYears,
  type YearOfSchool,
  type YearSession,
} from '@/lib/core/attendance/school-years';
import type { PlainDate } from '@/lib/core/calendar/plain-date';
import type { Client, RollYears } from './types';

export async function loadSchoolYears(
  client: Client,
  tenantId: number,
  today: PlainDate,
): Promise<SchoolYears> {
  const { rows: sessions } = await client.query<YearSession>(
    `SELECT sourced_id AS id, type, school_year AS "schoolYear", start_date AS "startDate", end_date AS "endDate",
            parent_sourced_id AS "parentId", removed_at IS NOT NULL AS "isRemoved"
     FROM roster_academic_session WHERE tenant_id = $1`,
    [tenantId],
  );
  const hasSeveral = new Set(sessions.map(({ schoolYear }) => schoolYear)).size > 1;
  if (!hasSeveral) return schoolYearsAt(today, sessions, new Map());
  const named = await loadNamed(client, tenantId);
  return schoolYearsAt(today, sessions, named, await rememberNamed(client, tenantId, named));
}

/** By classes that have left the files too: who names the second half of a year only was there in the first one. */
async function loadNamed(client: Client, tenantId: number): Promise<Map<string, string[]>> {
  const { rows } = await client.query<{ schoolId: string; ids: string[] }>(
    `SELECT c.school_sourced_id AS "schoolId", array_agg(DISTINCT n.id) AS ids
     FROM roster_class c, unnest(c.term_sourced_ids) AS n(id) WHERE c.tenant_id = $1 GROUP BY 1`,
    [tenantId],
  );
  return new Map(rows.map(({ schoolId, ids }) => [schoolId, ids]));
}

/** Returns those named at any time. */
async function rememberNamed(
  client: Client,
  tenantId: number,
  named: ReadonlyMap<string, readonly string[]>,
): Promise<Map<string, string[]>> {
  const pairs = [...named].flatMap(([schoolId, ids]) => ids.map((id) => [schoolId, id] as const));
  await client.query(
    `INSERT INTO attendance_school_session (tenant_id, school_id, session_id)
     SELECT $1, school_id, session_id FROM unnest($2::text[], $3::text[]) AS k(school_id, session_id)
     ON CONFLICT DO NOTHING`,
    [tenantId, pairs.map(([schoolId]) => schoolId), pairs.map(([, id]) => id)],
  );
  const { rows } = await client.query<{ schoolId: string; ids: string[] }>(
    `SELECT school_id AS "schoolId", array_agg(session_id) AS ids FROM attendance_school_session
     WHERE tenant_id = $1 GROUP BY 1`,
    [tenantId],
  );
  return new Map(rows.map(({ schoolId, ids }) => [schoolId, ids]));
}

export async function writeSchoolSpans(
  client: Client,
  tenantId: number,
  schools: SchoolYears['schools'],
): Promise<void> {
  await client.query('DELETE FROM attendance_school_span WHERE tenant_id = $1', [tenantId]);
  for (const { schoolId, schoolYear, startDate, endDate, terms } of schools)
    await client.query(
      `INSERT INTO attendance_school_span (tenant_id, school_id, school_year, start_date, end_date, terms)
       SELECT $1, $2, $3, $4, $5, coalesce(range_agg(daterange(k.start_date, greatest(k.start_date, k.end_date), '[]')), '{}')
       FROM unnest($6::date[], $7::date[]) AS k(start_date, end_date)`,
      [
        tenantId,
        schoolId,
        schoolYear,
        startDate,
        endDate,
        terms.map((term) => term.startDate),
        terms.map((term) => term.endDate),
      ],
    );
}

export async function listSchoolSpans(client: Client, tenantId: number): Promise<YearOfSchool[]> {
  const { rows } = await client.query<YearOfSchool>(
    `SELECT school_id AS "schoolId", school_year AS "schoolYear", start_date AS "startDate", end_date AS "endDate"
     FROM attendance_school_span WHERE tenant_id = $1 ORDER BY 1`,
    [tenantId],
  );
  return rows;
}

/** From the first day of any of the years to the last of any. */
export function reachOf(years: RollYears): { from: PlainDate; to: PlainDate } {
  const all = [years, ...years.schools];
  return {
    from: all.reduce(
      (first, { startDate }) => (startDate < first ? startDate : first),
      years.startDate,
    ),
    to: all.reduce((last, { endDate }) => (endDate > last ? endDate : last), years.endDate),
  };
}

export interface SpanSql {
  /** Gives `y`, the span of the school where it differs. */
  join: string;
  start: string;
  end: string;
  reachStart: string;
  reachEnd: string;
  params: unknown[];
}

/** SQL for the span of a school's year: `start` and `end` are the district's parameters, `from` the next free one. */
export function spanSql(
  years: RollYears,
  at: { school: string; start: string; end: string; from: number },
): SpanSql {
  const { school, start, end, from } = at;
  const { schools } = years;
  if (schools.length === 0)
    return { join: '', start, end, reachStart: start, reachEnd: end, params: [] };
  const reach = reachOf(years);
  return {
    join: `LEFT JOIN unnest($${from}::text[], $${from + 1}::date[], $${from + 2}::date[]) AS y(school_id, start_date, end_date)
      ON y.school_id = ${school}`,
    start: `coalesce(y.start_date, ${start})`,
    end: `coalesce(y.end_date, ${end})`,
    reachStart: `$${from + 3}::date`,
    reachEnd: `$${from + 4}::date`,
    params: [
      schools.map(({ schoolId }) => schoolId),
      schools.map(({ startDate }) => startDate),
      schools.map(({ endDate }) => endDate),
      reach.from,
      reach.to,
    ],
  };
}
