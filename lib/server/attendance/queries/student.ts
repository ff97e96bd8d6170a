// One student's school year at a glance.
import { countsAsAbsence } from '@/lib/core/attendance/categories';
import { absenceStreaks, type Streak } from '@/lib/core/attendance/streaks';
import type { PlainDate } from '@/lib/core/calendar/plain-date';
import type { AppContext } from '../../app-context';
import { getAttendanceYear, type AttendanceYear } from './attendance-year';
import { findFreshness, type Freshness } from './freshness';
import { listContacts, type NoticeContact } from './contacts';
import { listSchoolDays, type SchoolDayRow } from './school-days';
import { loadCells, toCell, yearTotals, type GridCell, type YearTotals } from './school-grid';

export interface StudentYear {
  attendanceYear: AttendanceYear;
  student: {
    studentId: string;
    name: string;
    schoolId: string;
    schoolName: string;
    grade: string | null;
    languageCode: string | null;
    isEnrolled: boolean;
  };
  freshness: Freshness | null;
  /** School days and days with a file, from the first day of the year (or of enrollment) to today. */
  days: (SchoolDayRow & { cell: GridCell })[];
  totals: YearTotals;
  streaks: Streak[];
  hasCurrentStreak: boolean;
  /** Of absences, most frequent first; '' where none was given. */
  reasons: { reason: string; days: number }[];
  contacts: NoticeContact[];
}

interface StudentRow {
  name: string;
  schoolId: string;
  schoolName: string | null;
  grade: string | null;
  languageCode: string | null;
  isEnrolled: boolean;
  beginDate: PlainDate | null;
  excused: number;
  unexcused: number;
  tardy: number;
  excusedPresent: number;
  absentPercent: number;
}

/** Whether attendance has a page for the student, or for the school: it is on the tenant's roll of this year. */
export async function isOnRoll(
  ctx: AppContext,
  tenantId: number,
  who: { studentId: string } | { schoolId: string },
): Promise<boolean> {
  const { rollYear } = await getAttendanceYear(ctx, tenantId);
  const [column, id] =
    'studentId' in who ? ['student_id', who.studentId] : ['school_id', who.schoolId];
  const { rowCount } = await ctx.db.pool.query(
    `SELECT FROM attendance_student WHERE tenant_id = $1 AND school_year = $2 AND ${column} = $3 LIMIT 1`,
    [tenantId, rollYear, id],
  );
  return rowCount === 1;
}

/** Null for a student who is not on the tenant's roll of this year. */
export async function findStudentYear(
  ctx: AppContext,
  tenantId: number,
  studentId: string,
): Promise<StudentYear | null> {
  const { rollYear } = await getAttendanceYear(ctx, tenantId);
  const { rows } = await ctx.db.pool.query<StudentRow>(
    `SELECT u.given_name || ' ' || u.family_name AS name, s.school_id AS "schoolId", o.name AS "schoolName", s.grade,
            s.language_code AS "languageCode", s.is_enrolled AS "isEnrolled", s.begin_date AS "beginDate",
            s.excused_days AS excused, s.unexcused_days AS unexcused, s.tardy_days AS tardy,
            s.excused_present_days AS "excusedPresent", s.absent_percent AS "absentPercent"
     FROM attendance_student s
     JOIN roster_user u ON u.tenant_id = s.tenant_id AND u.sourced_id = s.student_id
     LEFT JOIN roster_org o ON o.tenant_id = s.tenant_id AND o.sourced_id = s.school_id
     WHERE s.tenant_id = $1 AND s.school_year = $2 AND s.student_id = $3`,
    [tenantId, rollYear, studentId],
  );
  const [row] = rows;
  if (!row) return null;
  const { schoolId, beginDate } = row;
  const attendanceYear = await getAttendanceYear(ctx, tenantId, schoolId);
  const from =
    beginDate !== null && beginDate > attendanceYear.startDate
      ? beginDate
      : attendanceYear.startDate;
  const to =
    attendanceYear.today < attendanceYear.endDate ? attendanceYear.today : attendanceYear.endDate;
  const [freshness, schoolDays, cells, contacts] = await Promise.all([
    findFreshness(ctx, tenantId, schoolId),
    listSchoolDays(ctx, { tenantId, schoolId, from, to }),
    loadCells(ctx, tenantId, [{ studentId }], { from, to }),
    listContacts(ctx, tenantId, [studentId]),
  ]);
  const days = schoolDays.map((day) => ({ ...day, cell: toCell(studentId, day, cells) }));
  const { streaks, isCurrent } = absenceStreaks(
    days.map(({ date, cell }) => ({ date, status: cell.status })),
  );
  return {
    attendanceYear,
    student: {
      studentId,
      name: row.name,
      schoolId,
      schoolName: row.schoolName ?? schoolId,
      grade: row.grade,
      languageCode: row.languageCode,
      isEnrolled: row.isEnrolled,
    },
    freshness,
    days,
    totals: yearTotals({
      excused: row.excused,
      unexcused: row.unexcused,
      tardy: row.tardy,
      excusedPresent: row.excusedPresent,
      absentPercent: row.absentPercent,
      countedDays: days.filter(({ isInSession, hasFile }) => isInSession && hasFile).length,
    }),
    streaks,
    hasCurrentStreak: isCurrent,
    reasons: countReasons(days.map(({ cell }) => cell)),
    contacts: contacts.get(studentId) ?? [],
  };
}

function countReasons(cells: readonly GridCell[]): { reason: string; days: number }[] {
  const counts = new Map<string, number>();
  for (const { status, reason } of cells) {
    if (status === 'NO_ROW' || status === 'NO_FILE' || status === 'NO_SCHOOL') continue;
    if (!countsAsAbsence(status)) continue;
    counts.set(reason ?? '', (counts.get(reason ?? '') ?? 0) + 1);
  }
  return [...counts]
    .map(([reason, days]) => ({ reason, days }))
    .sort((a, b) => b.days - a.days || a.reason.localeCompare(b.reason));
}
