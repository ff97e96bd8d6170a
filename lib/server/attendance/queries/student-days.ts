// The days of one student over a span.
import { addDays, type PlainDate } from '@/lib/core/calendar/plain-date';
import type { AppContext } from '../../app-context';
import { getAttendanceYear } from './attendance-year';
import type { DateSpan } from './district';
import { listSchoolDays, type SchoolDayRow } from './school-days';
import { loadCells, toCell, type GridCell } from './school-grid';

export type StudentDay = SchoolDayRow & { cell: GridCell };

/** School days and days with a file. */
export async function listStudentDays(
  ctx: AppContext,
  { tenantId, studentId, schoolId }: { tenantId: number; studentId: string; schoolId: string },
  span: DateSpan,
): Promise<StudentDay[]> {
  const [schoolDays, cells] = await Promise.all([
    listSchoolDays(ctx, { tenantId, schoolId, ...span }),
    loadCells(ctx, tenantId, [{ studentId }], span),
  ]);
  return schoolDays.map((day) => ({ ...day, cell: toCell(studentId, day, cells) }));
}

export interface RecentDays {
  /** As many days as are asked for, up to today or to the last day of the school year. */
  span: DateSpan;
  /** Of them, those on which the student was in the school this year. */
  known: DateSpan;
  days: StudentDay[];
  today: PlainDate;
}

/** Null for a student who is not on the district's roll of this year. */
export async function findRecentDays(
  ctx: AppContext,
  { tenantId, studentId, count }: { tenantId: number; studentId: string; count: number },
): Promise<RecentDays | null> {
  const { rows } = await ctx.db.pool.query<{ schoolId: string; beginDate: PlainDate | null }>(
    `SELECT s.school_id AS "schoolId", s.begin_date AS "beginDate" FROM attendance_setting t
     JOIN attendance_student s ON s.tenant_id = t.tenant_id AND s.school_year = t.school_year AND s.student_id = $2
     WHERE t.tenant_id = $1`,
    [tenantId, studentId],
  );
  const [row] = rows;
  if (!row) return null;
  const { schoolId, beginDate } = row;
  const { today, startDate, endDate } = await getAttendanceYear(ctx, tenantId, schoolId);
  const to = today < endDate ? today : endDate;
  const span = { from: addDays(to, 1 - count), to };
  const from = [span.from, startDate, beginDate ?? startDate].reduce((last, date) =>
    date > last ? date : last,
  );
  const known = { from, to };
  return {
    span,
    known,
    today,
    days: await listStudentDays(ctx, { tenantId, studentId, schoolId }, known),
  };
}
