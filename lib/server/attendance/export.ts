// Attendance as files: the notice list for a messaging product, and the days of a school in long form. Text that a
// spreadsheet would run is defused by toCsvRow; a day without a row is written as such, never left out.
import { CATEGORY_TRAITS } from '@/lib/core/attendance/categories';
import { NO_DATA_LABELS } from '@/lib/core/attendance/no-data';
import type { PlainDate } from '@/lib/core/calendar/plain-date';
import { CSV_BYTE_ORDER_MARK, toCsvRow, type CsvValue } from '@/lib/core/csv';
import type { Actor, AppContext } from '../app-context';
import { recordAudit } from '../audit/record';
import { eachNotice } from './queries/notices';
import type { SchoolDayRow } from './queries/school-days';
import { findSchoolGrid, type GridCell, type GridInput } from './queries/school-grid';

const NOTICE_COLUMNS = [
  'school_id',
  'school_name',
  'date',
  'student_id',
  'student_name',
  'grade',
  'notice',
  'category',
  'duration',
  'home_language',
  'listed_at',
  'retracted_at',
  'contact_id',
  'contact_name',
  'contact_role',
  'contact_language',
  'contact_phone',
  'contact_sms',
  'contact_email',
] as const;

interface NoticeTarget {
  tenantId: number;
  date: PlainDate;
  schoolId: string | null;
}

/** One line per student and contact; a student without contacts has one line without. */
export async function* exportNotices(
  ctx: AppContext,
  actor: Actor,
  target: NoticeTarget,
): AsyncGenerator<string> {
  await recordAudit(ctx.db.prisma, actor, {
    action: 'attendance.notices.export',
    tenantId: target.tenantId,
    objectType: 'attendance_notice_list',
    objectId: `${target.schoolId ?? 'all'} ${target.date}`,
  });
  yield CSV_BYTE_ORDER_MARK + toCsvRow(NOTICE_COLUMNS);
  for await (const notice of eachNotice(ctx, target)) {
    const student: CsvValue[] = [
      notice.schoolId,
      notice.schoolName,
      target.date,
      notice.studentId,
      notice.studentName,
      notice.grade,
      notice.state,
      CATEGORY_TRAITS[notice.category].label,
      notice.percentOfDay / 100,
      notice.homeLanguageCode,
      notice.listedAt?.toISOString(),
      notice.retractedAt?.toISOString(),
    ];
    if (notice.contacts.length === 0) yield toCsvRow([...student, ...Array<null>(7).fill(null)]);
    for (const contact of notice.contacts)
      yield toCsvRow([
        ...student,
        contact.contactId,
        contact.name,
        contact.role,
        contact.languageCode,
        contact.phone,
        contact.sms,
        contact.email,
      ]);
  }
}

export const DAY_COLUMNS = [
  'student_id',
  'school_id',
  'date',
  'status',
  'category',
  'counted_as_absence',
  'duration',
  'reason',
  'data_received',
  'file',
  'received_at',
] as const;

const EXPORT_PAGE = 500;

/** The grid in long form: a line per student and day, whatever is known of it. */
export async function* exportSchoolDays(
  ctx: AppContext,
  actor: Actor,
  input: Omit<GridInput, 'page' | 'pageSize'>,
): AsyncGenerator<string> {
  await recordAudit(ctx.db.prisma, actor, {
    action: 'attendance.grid.export',
    tenantId: input.tenantId,
    objectType: 'school',
    objectId: input.schoolId,
    detail: { from: input.from, to: input.to },
  });
  yield CSV_BYTE_ORDER_MARK + toCsvRow(DAY_COLUMNS);
  for (let page = 1; ; page += 1) {
    const grid = await findSchoolGrid(ctx, { ...input, page, pageSize: EXPORT_PAGE });
    if (!grid || grid.students.length === 0) return;
    for (const student of grid.students)
      for (const [index, day] of grid.days.entries()) {
        const cell = student.cells[index];
        if (cell) yield toCsvRow(dayRow(student.studentId, input.schoolId, day, cell));
      }
    if (page * EXPORT_PAGE >= grid.total) return;
  }
}

/** What DAY_COLUMNS name. Descriptions stay inside, as in every export. */
export function dayRow(
  studentId: string,
  schoolId: string,
  { date, hasFile, fileName, receivedAt }: SchoolDayRow,
  cell: GridCell,
): CsvValue[] {
  return [
    studentId,
    schoolId,
    date,
    ...statusColumns(cell),
    hasFile,
    fileName,
    receivedAt?.toISOString(),
  ];
}

function statusColumns({ status, percentOfDay, reason }: GridCell): CsvValue[] {
  if (status === 'NO_ROW' || status === 'NO_FILE' || status === 'NO_SCHOOL')
    return [NO_DATA_LABELS[status].csv, null, null, null, null];
  const { label, countsAsAbsence } = CATEGORY_TRAITS[status];
  return ['event', label, countsAsAbsence, (percentOfDay ?? 0) / 100, reason];
}
