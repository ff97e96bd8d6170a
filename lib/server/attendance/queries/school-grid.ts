// One school: students down, days across. A cell is an event or one of three kinds of nothing, never a guess.
import type { AttendanceCategory } from '@/lib/core/attendance/categories';
import type { DayStatus } from '@/lib/core/attendance/no-data';
import {
  attendanceRate,
  bandOf,
  isChronicallyAbsent,
  MINIMUM_DAYS,
  type AttendanceBand,
} from '@/lib/core/attendance/rates';
import type { PlainDate } from '@/lib/core/calendar/plain-date';
import { foldName } from '@/lib/core/names/fold-name';
import type { AppContext } from '../../app-context';
import { isCurrentSql } from '../../roster/current-member';
import type { DateSpan } from './district';
import { getAttendanceYear, type AttendanceYear } from './attendance-year';
import { findFreshness, type Freshness } from './freshness';
import { listSchoolDays, type SchoolDayRow } from './school-days';

export interface GridFilters {
  grade: string | null;
  classId: string | null;
  band: AttendanceBand | 'CHRONIC' | null;
  /** Part of a name. */
  search: string | null;
}

export interface GridInput extends DateSpan, GridFilters {
  tenantId: number;
  schoolId: string;
  sort: 'name' | 'absences';
  page: number;
  pageSize: number;
}

export interface GridCell {
  status: DayStatus;
  /** Hundredths of the day; null without an event. */
  percentOfDay: number | null;
  reason: string | null;
  /** For staff only. */
  description: string | null;
  /** A later file of the day changed the cell: what it was, null for "—". */
  change: { at: Date; from: AttendanceCategory | null } | null;
}

export interface GridStudent {
  studentId: string;
  name: string;
  grade: string | null;
  cells: GridCell[];
  /** Of the shown span. */
  shown: { excused: number; unexcused: number; tardy: number; daysWithData: number };
  /** Of the year so far. */
  year: YearTotals;
}

export interface YearTotals {
  excused: number;
  unexcused: number;
  tardy: number;
  excusedPresent: number;
  absentPercent: number;
  countedDays: number;
  /** Null below MINIMUM_DAYS counted days. */
  rate: number | null;
  band: AttendanceBand | null;
  isChronic: boolean;
}

export interface SchoolGrid {
  attendanceYear: AttendanceYear;
  school: { schoolId: string; name: string };
  freshness: Freshness | null;
  days: SchoolDayRow[];
  students: GridStudent[];
  total: number;
}

interface StudentRow {
  studentId: string;
  name: string;
  grade: string | null;
  beginDate: PlainDate | null;
  excused: number;
  unexcused: number;
  tardy: number;
  excusedPresent: number;
  absentPercent: number;
  countedDays: number;
  total: number;
}

/** Null for a school that is not in the tenant's roster. */
export async function findSchoolGrid(
  ctx: AppContext,
  input: GridInput,
): Promise<SchoolGrid | null> {
  const { tenantId, schoolId } = input;
  const school = await ctx.db.prisma.rosterOrg.findFirst({
    where: { tenantId, sourcedId: schoolId },
    select: { name: true },
  });
  if (!school) return null;
  const attendanceYear = await getAttendanceYear(ctx, tenantId, schoolId);
  const span = {
    from: input.from,
    to: input.to < attendanceYear.today ? input.to : attendanceYear.today,
  };
  const [freshness, days, rows] = await Promise.all([
    findFreshness(ctx, tenantId, schoolId),
    listSchoolDays(ctx, { tenantId, schoolId, ...span }),
    listStudents(ctx, attendanceYear, input),
  ]);
  const cells = await loadCells(ctx, tenantId, rows, span);
  return {
    attendanceYear,
    school: { schoolId, name: school.name },
    freshness,
    days,
    students: rows.map((row) => toStudent(row, days, cells)),
    total: rows[0]?.total ?? 0,
  };
}

export function yearTotals(row: Omit<YearTotals, 'rate' | 'band' | 'isChronic'>): YearTotals {
  return {
    ...row,
    rate: attendanceRate(row),
    band: bandOf(row),
    isChronic: isChronicallyAbsent(row),
  };
}

async function listStudents(
  ctx: AppContext,
  attendanceYear: AttendanceYear,
  input: GridInput,
): Promise<StudentRow[]> {
  const { tenantId, schoolId, grade, classId, band, search, sort, page, pageSize } = input;
  const { rows } = await ctx.db.pool.query<StudentRow>(
    `WITH days AS MATERIALIZED (
       SELECT date FROM attendance_school_day
       WHERE tenant_id = $1 AND school_id = $3 AND is_in_session AND date BETWEEN $4 AND $5
     ), counted AS MATERIALIZED (
       SELECT b.begin_date, (SELECT count(*) FROM days WHERE b.begin_date IS NULL OR date >= b.begin_date) AS days
       FROM (SELECT DISTINCT begin_date FROM attendance_student
             WHERE tenant_id = $1 AND school_year = $2 AND school_id = $3 AND is_enrolled) b
     ), found AS (
       SELECT s.*, c.days FROM attendance_student s
       JOIN counted c ON c.begin_date IS NOT DISTINCT FROM s.begin_date
       WHERE s.tenant_id = $1 AND s.school_year = $2 AND s.school_id = $3 AND s.is_enrolled
         AND ($6::text IS NULL OR s.grade = $6)
         AND ($7::text IS NULL OR EXISTS (
           SELECT 1 FROM roster_enrollment n
           WHERE n.tenant_id = $1 AND n.class_sourced_id = $7 AND n.user_sourced_id = s.student_id AND n.removed_at IS NULL
             AND n.role = 'student' AND ${isCurrentSql('n', `'${attendanceYear.today}'::date`)}))
         AND ($8::text IS NULL OR CASE $8
           WHEN 'CHRONIC' THEN c.days >= ${MINIMUM_DAYS} AND s.absent_percent >= c.days * 10
           WHEN 'BELOW_80' THEN c.days >= ${MINIMUM_DAYS} AND s.absent_percent > c.days * 20
           WHEN 'FROM_80' THEN c.days >= ${MINIMUM_DAYS} AND s.absent_percent > c.days * 10 AND s.absent_percent <= c.days * 20
           WHEN 'FROM_90' THEN c.days >= ${MINIMUM_DAYS} AND s.absent_percent > c.days * 5 AND s.absent_percent <= c.days * 10
           ELSE c.days >= ${MINIMUM_DAYS} AND s.absent_percent <= c.days * 5 END)
         AND ($9::text IS NULL OR position($9 IN s.name_key) > 0)
     ), shown AS (
       SELECT *, count(*) OVER () AS total FROM found
       ORDER BY ${sort === 'absences' ? 'absent_percent DESC, ' : ''}name_key, student_id
       LIMIT $10 OFFSET $11
     )
     SELECT s.student_id AS "studentId", u.family_name || ', ' || u.given_name AS name, s.grade,
            s.begin_date AS "beginDate", s.excused_days AS excused, s.unexcused_days AS unexcused, s.tardy_days AS tardy,
            s.excused_present_days AS "excusedPresent", s.absent_percent AS "absentPercent", s.days AS "countedDays", s.total
     FROM shown s JOIN roster_user u ON u.tenant_id = s.tenant_id AND u.sourced_id = s.student_id
     ORDER BY ${sort === 'absences' ? 's.absent_percent DESC, ' : ''}s.name_key, s.student_id`,
    [
      tenantId,
      attendanceYear.rollYear,
      schoolId,
      attendanceYear.startDate,
      attendanceYear.endDate,
      grade,
      classId,
      band,
      search === null || search.trim() === '' ? null : foldName(search.trim()),
      pageSize,
      (page - 1) * pageSize,
    ],
  );
  return rows;
}

interface EventRow {
  studentId: string;
  date: PlainDate;
  category: AttendanceCategory;
  percentOfDay: number;
  reason: string | null;
  description: string | null;
}

interface ChangeRow {
  studentId: string;
  date: PlainDate;
  at: Date;
  from: AttendanceCategory | null;
}

export interface Cells {
  events: ReadonlyMap<string, EventRow>;
  changes: ReadonlyMap<string, ChangeRow>;
}

export const cellKey = (studentId: string, date: PlainDate): string => `${date} ${studentId}`;

export async function loadCells(
  ctx: AppContext,
  tenantId: number,
  students: readonly { studentId: string }[],
  { from, to }: DateSpan,
): Promise<Cells> {
  const params = [tenantId, students.map(({ studentId }) => studentId), from, to];
  const [events, changes] = await Promise.all([
    ctx.db.pool.query<EventRow>(
      `SELECT e.student_id AS "studentId", e.date, e.category::text AS category, e.percent_of_day AS "percentOfDay",
              e.reason, e.description
       FROM unnest($2::text[]) AS s(student_id)
       JOIN attendance_event e ON e.tenant_id = $1 AND e.student_id = s.student_id AND e.date BETWEEN $3 AND $4`,
      params,
    ),
    ctx.db.pool.query<ChangeRow>(
      `SELECT DISTINCT ON (c.student_id, c.date) c.student_id AS "studentId", c.date, c.at,
              c.from_category::text AS "from"
       FROM unnest($2::text[]) AS s(student_id)
       JOIN attendance_correction c ON c.tenant_id = $1 AND c.student_id = s.student_id AND c.date BETWEEN $3 AND $4
       ORDER BY c.student_id, c.date, c.id DESC`,
      params,
    ),
  ]);
  return {
    events: new Map(events.rows.map((row) => [cellKey(row.studentId, row.date), row])),
    changes: new Map(changes.rows.map((row) => [cellKey(row.studentId, row.date), row])),
  };
}

export function toCell(studentId: string, day: SchoolDayRow, { events, changes }: Cells): GridCell {
  const event = events.get(cellKey(studentId, day.date));
  const change = changes.get(cellKey(studentId, day.date));
  return {
    status: event?.category ?? day.nothing,
    percentOfDay: event?.percentOfDay ?? null,
    reason: event?.reason ?? null,
    description: event?.description ?? null,
    change: change ? { at: change.at, from: change.from } : null,
  };
}

function toStudent(row: StudentRow, days: readonly SchoolDayRow[], cells: Cells): GridStudent {
  const shown = days.map((day) => toCell(row.studentId, day, cells));
  const { studentId, name, grade, beginDate, total: _total, ...year } = row;
  // Days and absences over the same days: from the first one in the school.
  const isCounted = (date: PlainDate): boolean => beginDate === null || date >= beginDate;
  const count = (status: DayStatus): number =>
    days.filter(({ date }, at) => isCounted(date) && shown[at]?.status === status).length;
  return {
    studentId,
    name,
    grade,
    cells: shown,
    shown: {
      excused: count('EXCUSED_ABSENCE'),
      unexcused: count('UNEXCUSED_ABSENCE'),
      tardy: count('TARDY'),
      daysWithData: days.filter(
        ({ date, isInSession, hasFile }) => isInSession && hasFile && isCounted(date),
      ).length,
    },
    year: yearTotals(year),
  };
}
