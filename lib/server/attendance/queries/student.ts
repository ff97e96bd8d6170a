// One student's school year at a glance.
import { countsAsAbsence } from '@/lib/core/attendance/categories';
import { absenceStreaks, type Streak } from '@/lib/core/attendance/streaks';
import type { PlainDate } from '@/lib/core/calendar/plain-date';
import type { AppContext } from '../../app-context';
import { getAttendanceYear, type AttendanceYear } from './attendance-year';
import { findFreshness, type Freshness } from './freshness';
import type { DateSpan } from './district';
import { listContacts, type NoticeContact } from './contacts';
import { yearTotals, type GridCell, type YearTotals } from './school-grid';
import { listStudentDays, type StudentDay } from './student-days';

export interface StudentYear {
  attendanceYear: AttendanceYear;
  /** From the first day of the year (or of enrollment) to today, or to the last day of the year. */
  span: DateSpan;
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
  /** School days and days with a file. */
  days: StudentDay[];
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
  const { today, startDate, endDate } = attendanceYear;
  const span = {
    from: beginDate !== null && beginDate > startDate ? beginDate : startDate,
    to: today < endDate ? today : endDate,
  };
  const [freshness, days, contacts] = await Promise.all([
    findFreshness(ctx, tenantId, schoolId),
    listStudentDays(ctx, { tenantId, studentId, schoolId }, span),
    listContacts(ctx, tenantId, [studentId]),
  ]);
  const { streaks, isCurrent } = absenceStreaks(
    days.map(({ date, cell }) => ({ date, status: cell.status })),
  );
  return {
    attendanceYear,
    span,
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
