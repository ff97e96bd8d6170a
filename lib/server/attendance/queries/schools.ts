// Schools compared with each other, and their days as a heat map.
import { groupRate } from '@/lib/core/attendance/rates';
import { addDays, type PlainDate } from '@/lib/core/calendar/plain-date';
import type { AppContext } from '../../app-context';
import { loadSessionDefaults, SESSION_SQL } from '../session-days';
import type { DateSpan } from './district';
import { getAttendanceYear } from './attendance-year';

export interface SchoolRow {
  schoolId: string;
  name: string;
  students: number;
  /** Of the span. */
  attendanceRate: number | null;
  daysReceived: number;
  excused: number;
  unexcused: number;
  tardy: number;
  /** Of the year so far. */
  chronic: number;
  chronicOf: number;
  lastDate: PlainDate | null;
}

type SchoolSort = 'name' | 'students' | 'rate' | 'chronic';

interface SchoolsInput {
  tenantId: number;
  sort: SchoolSort;
  direction: 'asc' | 'desc';
  /** Part of a name. */
  search: string | null;
  page: number;
  pageSize: number;
}

interface SchoolPage {
  rows: SchoolRow[];
  total: number;
  /** The highest share of absence among the found schools: what bars are drawn against. */
  highestAbsence: number;
}

type SummedRow = Omit<SchoolRow, 'attendanceRate'> & { enrolled: number; absentPercent: number };

const RATE = `1 - absent_percent / (nullif(enrolled_days, 0) * 100.0)`;

const ORDERS: Readonly<Record<SchoolSort, string>> = {
  name: 'name',
  students: 'students',
  // Schools without a rate are last among the good ones, those without rated students first among the few.
  rate: `coalesce(${RATE}, 2)`,
  chronic: `coalesce(chronic::numeric / nullif(students - too_few_days, 0), -1)`,
};

/** Schools of the roll, those without any file too, with the school year so far. */
export async function listSchools(ctx: AppContext, input: SchoolsInput): Promise<SchoolPage> {
  const { tenantId, sort, direction, search, page, pageSize } = input;
  const { schoolYear } = await getAttendanceYear(ctx, tenantId);
  const { rows } = await ctx.db.pool.query<
    { total: number; highestAbsence: number } & { [Key in keyof SummedRow]: SummedRow[Key] | null }
  >(
    `WITH found AS (
       SELECT s.*, coalesce(o.name, s.school_id) AS name
       FROM attendance_school_year s
       LEFT JOIN roster_org o ON o.tenant_id = s.tenant_id AND o.sourced_id = s.school_id
       WHERE s.tenant_id = $1 AND s.school_year = $2
         AND ($3::text IS NULL OR position(lower($3) IN lower(coalesce(o.name, s.school_id))) > 0)
     ), shown AS (
       SELECT *, row_number() OVER (ORDER BY ${ORDERS[sort]} ${direction === 'desc' ? 'DESC' : 'ASC'}, name, school_id) AS place
       FROM found ORDER BY place LIMIT $4 OFFSET $5
     ), facts AS (
       SELECT count(*) AS total, coalesce(max(1 - (${RATE})), 0)::float8 AS highest FROM found
     )
     SELECT f.total, f.highest AS "highestAbsence", s.school_id AS "schoolId", s.name, s.students,
            s.days_received AS "daysReceived", s.enrolled_days AS enrolled, s.absent_percent AS "absentPercent",
            s.excused, s.unexcused, s.tardy, s.chronic, s.students - s.too_few_days AS "chronicOf",
            s.last_date AS "lastDate"
     FROM facts f LEFT JOIN shown s ON true ORDER BY s.place`,
    [tenantId, schoolYear, search, pageSize, (page - 1) * pageSize],
  );
  return {
    rows: rows.flatMap(({ total: _total, highestAbsence: _highest, ...row }) =>
      isSummed(row) ? [withRate(row)] : [],
    ),
    total: rows[0]?.total ?? 0,
    highestAbsence: rows[0]?.highestAbsence ?? 0,
  };
}

/** A page beyond the last has the facts about all schools, and no school. */
function isSummed(row: { [Key in keyof SummedRow]: SummedRow[Key] | null }): row is SummedRow {
  return row.schoolId !== null;
}

function withRate({ enrolled, absentPercent, ...row }: SummedRow): SchoolRow {
  return { ...row, attendanceRate: groupRate(enrolled, absentPercent) };
}

/** The schools with the lowest attendance in a span, and how many schools there are. */
export async function listLowestSchools(
  ctx: AppContext,
  { tenantId, from, to, limit }: { tenantId: number; limit: number } & DateSpan,
): Promise<{ rows: SchoolRow[]; total: number }> {
  const attendanceYear = await getAttendanceYear(ctx, tenantId);
  if (from <= attendanceYear.startDate && to >= attendanceYear.today) {
    const ofYear = { sort: 'rate', direction: 'asc', search: null, page: 1 } as const;
    return listSchools(ctx, { tenantId, ...ofYear, pageSize: limit });
  }
  const { rows } = await ctx.db.pool.query<SummedRow & { total: number }>(
    `SELECT s.school_id AS "schoolId", coalesce(o.name, s.school_id) AS name, s.students,
            coalesce(d.days_received, 0) AS "daysReceived", coalesce(d.enrolled_days, 0) AS enrolled,
            coalesce(d.absent_percent, 0) AS "absentPercent", coalesce(d.excused, 0) AS excused,
            coalesce(d.unexcused, 0) AS unexcused, coalesce(d.tardy, 0) AS tardy,
            s.chronic, s.students - s.too_few_days AS "chronicOf", s.last_date AS "lastDate", count(*) OVER () AS total
     FROM attendance_school_year s
     LEFT JOIN roster_org o ON o.tenant_id = s.tenant_id AND o.sourced_id = s.school_id
     LEFT JOIN (
       SELECT school_id, count(*) AS days_received, sum(enrolled) AS enrolled_days, sum(absent_percent) AS absent_percent,
              sum(excused) AS excused, sum(unexcused) AS unexcused, sum(tardy) AS tardy
       FROM attendance_school_day WHERE tenant_id = $1 AND date BETWEEN $3 AND $4 AND is_in_session GROUP BY 1
     ) d ON d.school_id = s.school_id
     WHERE s.tenant_id = $1 AND s.school_year = $2
     ORDER BY coalesce(1 - d.absent_percent / (nullif(d.enrolled_days, 0) * 100.0), 2), 2, 1
     LIMIT $5`,
    [tenantId, attendanceYear.schoolYear, from, to, limit],
  );
  return {
    rows: rows.map(({ total: _total, ...row }) => withRate(row)),
    total: rows[0]?.total ?? 0,
  };
}

export interface HeatCell {
  status: 'DATA' | 'NO_FILE' | 'NO_SCHOOL';
  absenceRate: number | null;
}

export interface HeatMap {
  dates: PlainDate[];
  schools: { schoolId: string; name: string; cells: HeatCell[] }[];
  total: number;
}

interface HeatRow {
  schoolId: string;
  name: string;
  date: PlainDate;
  isInSession: boolean;
  hasFile: boolean;
  enrolled: number | null;
  absentPercent: number | null;
}

/** Weekdays of the span up to today, and other days for which something came. */
export async function getHeatMap(
  ctx: AppContext,
  {
    tenantId,
    from,
    to,
    page,
    pageSize,
  }: { tenantId: number; page: number; pageSize: number } & DateSpan,
): Promise<HeatMap> {
  const attendanceYear = await getAttendanceYear(ctx, tenantId);
  const last = to < attendanceYear.today ? to : attendanceYear.today;
  const { rows: shown, total } = await listSchools(ctx, {
    tenantId,
    sort: 'name',
    direction: 'asc',
    search: null,
    page,
    pageSize,
  });
  if (last < from || shown.length === 0) return { dates: [], schools: [], total };
  const defaults = await loadSessionDefaults(ctx.db.pool, tenantId, from, last);
  const { rows } = await ctx.db.pool.query<HeatRow>(
    `SELECT s.school_id AS "schoolId", d.date, ${SESSION_SQL.isInSession} AS "isInSession",
            t.school_id IS NOT NULL AS "hasFile", t.enrolled, t.absent_percent AS "absentPercent"
     FROM unnest($5::text[]) AS s(school_id) CROSS JOIN ${SESSION_SQL.days(2)}
     ${SESSION_SQL.joins}
     LEFT JOIN attendance_school_day t ON t.tenant_id = $1 AND t.school_id = s.school_id AND t.date = d.date
     ORDER BY d.date`,
    [
      tenantId,
      defaults.dates,
      defaults.inSession,
      defaults.known,
      shown.map(({ schoolId }) => schoolId),
    ],
  );
  const dates = defaults.dates.filter(
    (date) =>
      isWeekday(date) || rows.some((row) => row.date === date && (row.hasFile || row.isInSession)),
  );
  const cells = new Map(rows.map((row) => [`${row.schoolId} ${row.date}`, toCell(row)]));
  const noSchool: HeatCell = { status: 'NO_SCHOOL', absenceRate: null };
  return {
    dates,
    total,
    schools: shown.map(({ schoolId, name }) => ({
      schoolId,
      name,
      cells: dates.map((date) => cells.get(`${schoolId} ${date}`) ?? noSchool),
    })),
  };
}

function toCell({ isInSession, hasFile, enrolled, absentPercent }: HeatRow): HeatCell {
  if (!isInSession) return { status: 'NO_SCHOOL', absenceRate: null };
  const rate = hasFile ? groupRate(enrolled ?? 0, absentPercent ?? 0) : null;
  return rate === null
    ? { status: hasFile ? 'DATA' : 'NO_FILE', absenceRate: null }
    : { status: 'DATA', absenceRate: 1 - rate };
}

/** Schools of the roll, by name: for choosers. */
export async function listSchoolNames(
  ctx: AppContext,
  tenantId: number,
  schoolYear: number,
): Promise<{ schoolId: string; name: string }[]> {
  const { rows } = await ctx.db.pool.query<{ schoolId: string; name: string }>(
    `SELECT s.school_id AS "schoolId", coalesce(o.name, s.school_id) AS name
     FROM attendance_school_year s
     LEFT JOIN roster_org o ON o.tenant_id = s.tenant_id AND o.sourced_id = s.school_id
     WHERE s.tenant_id = $1 AND s.school_year = $2 ORDER BY 2, 1`,
    [tenantId, schoolYear],
  );
  return rows;
}

function isWeekday(date: PlainDate): boolean {
  const day = new Date(`${date}T00:00:00Z`).getUTCDay();
  return day !== 0 && day !== 6;
}

/** Monday to Friday of the week of `date`. */
export function weekOf(date: PlainDate): DateSpan {
  const day = new Date(`${date}T00:00:00Z`).getUTCDay();
  const monday = addDays(date, -((day + 6) % 7));
  return { from: monday, to: addDays(monday, 4) };
}
