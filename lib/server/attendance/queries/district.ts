// The district's attendance over a span of days. Everything comes from totals that were made when files were applied;
// no event is read here.
import { groupRate, type AttendanceBand } from '@/lib/core/attendance/rates';
import { compareGrades } from '@/lib/core/oneroster/grades';
import type { PlainDate } from '@/lib/core/calendar/plain-date';
import type { AppContext } from '../../app-context';
import { getAttendanceYear, type AttendanceYear } from './attendance-year';
import { findFreshness, type Freshness } from './freshness';
import { CATEGORY_SQL } from '../category-sql';

export interface DateSpan {
  from: PlainDate;
  to: PlainDate;
}

export interface TypeCounts {
  excused: number;
  unexcused: number;
  tardy: number;
  excusedPresent: number;
}

export interface TrendDay extends TypeCounts {
  date: PlainDate;
  /** DATA: files of some schools came. NO_FILE: there was school and nothing came, a gap in the line. */
  status: 'DATA' | 'NO_FILE' | 'NO_SCHOOL';
  /** 0 to 1; null where there is no data. */
  absenceRate: number | null;
  schoolsInSession: number;
  schoolsReceived: number;
  /** Of those received, how many have data that looks unusual. */
  implausibleSchools: number;
}

export interface GroupRow extends TypeCounts {
  value: string;
  /** Student days of enrolled students on counted days. */
  enrolledDays: number;
  attendanceRate: number | null;
}

export interface ReasonRow {
  /** '' for rows without a reason. */
  reason: string;
  excused: number;
  unexcused: number;
}

export interface DistrictAttendance {
  attendanceYear: AttendanceYear;
  span: DateSpan;
  freshness: Freshness | null;
  /** The last day with school up to today: who has reported. */
  coverage: { date: PlainDate; schoolsInSession: number; schoolsReceived: number } | null;
  averageDailyAttendance: { rate: number | null; studentsPerDay: number | null; days: number };
  /** The school year so far, whatever the span. */
  chronic: { students: number; ofStudents: number; tooFewDays: number; rate: number | null };
  bands: Readonly<Record<AttendanceBand, number>>;
  types: TypeCounts;
  reasons: ReasonRow[];
  trend: TrendDay[];
  /** From the youngest on. */
  grades: GroupRow[];
  languages: GroupRow[];
  unmapped: { values: number; rows: number };
}

const TOP_REASONS = 10;

/** `to` is never after today. */
export async function getDistrictAttendance(
  ctx: AppContext,
  { tenantId, ...asked }: { tenantId: number } & DateSpan,
): Promise<DistrictAttendance> {
  const attendanceYear = await getAttendanceYear(ctx, tenantId);
  const span = {
    from: asked.from,
    to: asked.to < attendanceYear.today ? asked.to : attendanceYear.today,
  };
  const [freshness, trend, grades, languages, reasons, year, unmapped] = await Promise.all([
    findFreshness(ctx, tenantId),
    listTrend(ctx, tenantId, span),
    listGroups(ctx, tenantId, 'GRADE', span),
    listGroups(ctx, tenantId, 'LANGUAGE', span),
    listReasons(ctx, tenantId, span),
    getYear(ctx, tenantId, attendanceYear.schoolYear),
    countUnmapped(ctx, tenantId),
  ]);
  const counted = trend.days.filter(({ status }) => status === 'DATA');
  const types = sumTypes(counted);
  const rated = year.students - year.tooFewDays;
  return {
    attendanceYear,
    span,
    freshness,
    coverage: coverageOf(trend.days),
    averageDailyAttendance: {
      rate: groupRate(trend.enrolledDays, trend.absentPercent),
      studentsPerDay:
        counted.length === 0
          ? null
          : (trend.enrolledDays - trend.absentPercent / 100) / counted.length,
      days: counted.length,
    },
    chronic: {
      students: year.chronic,
      ofStudents: rated,
      tooFewDays: year.tooFewDays,
      rate: rated === 0 ? null : year.chronic / rated,
    },
    bands: {
      BELOW_80: year.below80,
      FROM_80: year.from80,
      FROM_90: year.from90,
      FROM_95: year.from95,
    },
    types,
    reasons,
    trend: trend.days,
    grades: grades.toSorted((a, b) => compareGrades(a.value, b.value)),
    languages,
    unmapped,
  };
}

function coverageOf(days: readonly TrendDay[]): DistrictAttendance['coverage'] {
  const last = days.findLast(({ status }) => status !== 'NO_SCHOOL');
  if (!last) return null;
  const { date, schoolsInSession, schoolsReceived } = last;
  return { date, schoolsInSession, schoolsReceived };
}

function sumTypes(days: readonly TypeCounts[]): TypeCounts {
  const sum = { excused: 0, unexcused: 0, tardy: 0, excusedPresent: 0 };
  for (const day of days) {
    sum.excused += day.excused;
    sum.unexcused += day.unexcused;
    sum.tardy += day.tardy;
    sum.excusedPresent += day.excusedPresent;
  }
  return sum;
}

interface DayRow extends TypeCounts {
  date: PlainDate;
  schoolsInSession: number;
  schoolsReceived: number;
  implausibleSchools: number;
  enrolled: number;
  absentPercent: number;
}

async function listTrend(
  ctx: AppContext,
  tenantId: number,
  { from, to }: DateSpan,
): Promise<{ days: TrendDay[]; enrolledDays: number; absentPercent: number }> {
  const { rows } = await ctx.db.pool.query<DayRow>(
    `SELECT d.date, d.schools_in_session AS "schoolsInSession", d.schools_received AS "schoolsReceived", d.enrolled,
            d.excused, d.unexcused, d.tardy, d.excused_present AS "excusedPresent", d.absent_percent AS "absentPercent",
            coalesce(i.schools, 0) AS "implausibleSchools"
     FROM attendance_day d
     LEFT JOIN (SELECT date, count(*) AS schools FROM attendance_school_day
                WHERE tenant_id = $1 AND date BETWEEN $2 AND $3 AND implausible_because <> '{}' GROUP BY 1) i ON i.date = d.date
     WHERE d.tenant_id = $1 AND d.date BETWEEN $2 AND $3 ORDER BY d.date`,
    [tenantId, from, to],
  );
  const days = rows.map(({ enrolled, absentPercent, ...row }): TrendDay => {
    const isCounted = row.schoolsReceived > 0;
    const rate = groupRate(enrolled, absentPercent);
    return {
      ...row,
      status: isCounted ? 'DATA' : row.schoolsInSession > 0 ? 'NO_FILE' : 'NO_SCHOOL',
      absenceRate: isCounted && rate !== null ? 1 - rate : null,
    };
  });
  return {
    days,
    enrolledDays: rows.reduce((sum, { enrolled }) => sum + enrolled, 0),
    absentPercent: rows.reduce((sum, row) => sum + row.absentPercent, 0),
  };
}

async function listGroups(
  ctx: AppContext,
  tenantId: number,
  part: 'GRADE' | 'LANGUAGE',
  { from, to }: DateSpan,
): Promise<GroupRow[]> {
  const { rows } = await ctx.db.pool.query<
    Omit<GroupRow, 'attendanceRate'> & { absentPercent: number }
  >(
    `SELECT value, sum(enrolled) AS "enrolledDays", sum(excused) AS excused, sum(unexcused) AS unexcused,
            sum(tardy) AS tardy, sum(excused_present) AS "excusedPresent", sum(absent_percent) AS "absentPercent"
     FROM attendance_day_part WHERE tenant_id = $1 AND part = $4::"AttendancePart" AND date BETWEEN $2 AND $3
     GROUP BY value ORDER BY ${part === 'GRADE' ? 'value' : 'sum(enrolled) DESC, value'}`,
    [tenantId, from, to, part],
  );
  return rows.map(({ absentPercent, ...row }) => ({
    ...row,
    attendanceRate: groupRate(row.enrolledDays, absentPercent),
  }));
}

async function listReasons(
  ctx: AppContext,
  tenantId: number,
  { from, to }: DateSpan,
): Promise<ReasonRow[]> {
  const { rows } = await ctx.db.pool.query<ReasonRow>(
    `SELECT value AS reason, sum(excused) AS excused, sum(unexcused) AS unexcused
     FROM attendance_day_part WHERE tenant_id = $1 AND part = 'REASON' AND date BETWEEN $2 AND $3
     GROUP BY value HAVING sum(${CATEGORY_SQL.absent()}) > 0
     ORDER BY sum(${CATEGORY_SQL.absent()}) DESC, value LIMIT ${TOP_REASONS}`,
    [tenantId, from, to],
  );
  return rows;
}

async function getYear(ctx: AppContext, tenantId: number, schoolYear: number) {
  const { _sum } = await ctx.db.prisma.attendanceSchoolYear.aggregate({
    where: { tenantId, schoolYear },
    _sum: {
      students: true,
      tooFewDays: true,
      chronic: true,
      below80: true,
      from80: true,
      from90: true,
      from95: true,
    },
  });
  return {
    students: _sum.students ?? 0,
    tooFewDays: _sum.tooFewDays ?? 0,
    chronic: _sum.chronic ?? 0,
    below80: _sum.below80 ?? 0,
    from80: _sum.from80 ?? 0,
    from90: _sum.from90 ?? 0,
    from95: _sum.from95 ?? 0,
  };
}

async function countUnmapped(
  ctx: AppContext,
  tenantId: number,
): Promise<{ values: number; rows: number }> {
  const { rows } = await ctx.db.pool.query<{ values: number; rows: number }>(
    `SELECT count(DISTINCT category_key) AS values, count(*) AS rows FROM attendance_kept_row
     WHERE tenant_id = $1 AND because = 'UNMAPPED_CATEGORY'`,
    [tenantId],
  );
  return rows[0] ?? { values: 0, rows: 0 };
}
