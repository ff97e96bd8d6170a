// Schools compared with each other, and their days as a heat map.
import { groupRate } from '@/lib/core/attendance/rates';
import { addDays, type PlainDate } from '@/lib/core/calendar/plain-date';
import type { AppContext } from '../../app-context';
import { loadSessionDefaults, SESSION_SQL } from '../session-days';
import type { DateSpan } from './district';
import { getAttendanceFrame } from './frame';

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

/** Every school of the roll, those without any file too, by name. */
export async function listSchools(
  ctx: AppContext,
  { tenantId, from, to }: { tenantId: number } & DateSpan,
): Promise<SchoolRow[]> {
  const { schoolYear } = await getAttendanceFrame(ctx, tenantId);
  const { rows } = await ctx.db.pool.query<
    Omit<SchoolRow, 'attendanceRate'> & { enrolled: number; absentPercent: number }
  >(
    `SELECT s.school_id AS "schoolId", coalesce(o.name, s.school_id) AS name, s.students,
            coalesce(d.days, 0) AS "daysReceived", coalesce(d.enrolled, 0) AS enrolled,
            coalesce(d.absent_percent, 0) AS "absentPercent", coalesce(d.excused, 0) AS excused,
            coalesce(d.unexcused, 0) AS unexcused, coalesce(d.tardy, 0) AS tardy,
            s.chronic, s.students - s.too_few_days AS "chronicOf", s.last_date AS "lastDate"
     FROM attendance_school_year s
     LEFT JOIN roster_org o ON o.tenant_id = s.tenant_id AND o.sourced_id = s.school_id
     LEFT JOIN (
       SELECT school_id, count(*) AS days, sum(enrolled) AS enrolled, sum(absent_percent) AS absent_percent,
              sum(excused) AS excused, sum(unexcused) AS unexcused, sum(tardy) AS tardy
       FROM attendance_school_day WHERE tenant_id = $1 AND date BETWEEN $3 AND $4 AND is_in_session GROUP BY 1
     ) d ON d.school_id = s.school_id
     WHERE s.tenant_id = $1 AND s.school_year = $2
     ORDER BY 2, 1`,
    [tenantId, schoolYear, from, to],
  );
  return rows.map(({ enrolled, absentPercent, ...row }) => ({
    ...row,
    attendanceRate: groupRate(enrolled, absentPercent),
  }));
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
  const frame = await getAttendanceFrame(ctx, tenantId);
  const last = to < frame.today ? to : frame.today;
  const schools = await listSchoolNames(ctx, tenantId, frame.schoolYear);
  const shown = schools.slice((page - 1) * pageSize, page * pageSize);
  if (last < from || shown.length === 0) return { dates: [], schools: [], total: schools.length };
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
    total: schools.length,
    schools: shown.map((school) => ({
      ...school,
      cells: dates.map((date) => cells.get(`${school.schoolId} ${date}`) ?? noSchool),
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

/** Schools of the roll, by name: for choosers and for paging. */
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
