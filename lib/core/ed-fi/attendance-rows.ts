// Attendance events as rows of the attendance file. The file takes one row of a student and day: where an API has several, all
// are written, and the reader of the file chooses among them as it does for every district.
import type { AttendanceColumnName } from '../attendance/columns';
import { codeOf } from './descriptors';
import { orgId, studentId } from './ids';
import type { StudentSchoolAttendanceEvent } from './resources';

export const ATTENDANCE_CELLS = [
  'school_id',
  'student_id',
  'attendance_event_date',
  'attendance_event_category',
  'attendance_event_reason',
  'attendance_event_duration',
  'attendance_event_description',
] as const satisfies readonly AttendanceColumnName[];

/** In the order of ATTENDANCE_CELLS. */
export type AttendanceCells = readonly string[];

export function attendanceRow(event: StudentSchoolAttendanceEvent): AttendanceCells {
  return cells(
    event,
    codeOf(event.attendanceEventCategoryDescriptor),
    event.attendanceEventReason ?? '',
    durationOf(event.eventDuration),
  );
}

/** What the deletes of an API say of an event that is gone. */
export type DeletedEvent = Pick<StudentSchoolAttendanceEvent, 'eventDate'> & {
  schoolId: number;
  studentUniqueId: string;
};

/**
 * Who has no event left on the day was there after all: the row says so in words, since a row that is merely missing from a
 * later file is not a correction. A corrected category is a delete and an insert, so an event is left then, and nothing is said.
 */
export function rowsOfDeletedEvents(
  deleted: readonly DeletedEvent[],
  hasEventLeft: (studentUniqueId: string, eventDate: string) => boolean,
): AttendanceCells[] {
  const rows = new Map<string, AttendanceCells>();
  for (const { schoolId, studentUniqueId, eventDate } of deleted) {
    const date = dayOf(eventDate);
    if (hasEventLeft(studentUniqueId, date)) continue;
    rows.set(
      `${studentUniqueId}\n${date}`,
      cells(
        { schoolReference: { schoolId }, studentReference: { studentUniqueId }, eventDate },
        'Present',
        '',
        '',
      ),
    );
  }
  return [...rows.values()];
}

/** Null where a delete is told by its id alone, as some versions do: only a new reading of the day can tell of whom it was. */
export function deletedEvent(keyValues: unknown): DeletedEvent | null {
  if (typeof keyValues !== 'object' || keyValues === null) return null;
  const values = keyValues as Readonly<Record<string, unknown>>;
  const { studentUniqueId, eventDate } = values;
  const schoolId = Number(values.schoolId);
  const student = typeof studentUniqueId === 'number' ? String(studentUniqueId) : studentUniqueId;
  if (typeof student !== 'string' || typeof eventDate !== 'string') return null;
  if (student === '' || !Number.isSafeInteger(schoolId) || schoolId === 0) return null;
  return { schoolId, studentUniqueId: student, eventDate };
}

function cells(
  event: Pick<StudentSchoolAttendanceEvent, 'schoolReference' | 'studentReference' | 'eventDate'>,
  category: string,
  reason: string,
  duration: string,
): AttendanceCells {
  const { schoolReference, studentReference, eventDate } = event;
  return [
    orgId(schoolReference.schoolId),
    studentId(studentReference.studentUniqueId),
    dayOf(eventDate),
    category,
    reason,
    duration,
    '',
  ];
}

/** Some versions write a date with the time of midnight. */
export const dayOf = (date: string): string => date.slice(0, 10);

/** No duration, or none of the day, says nothing: the file counts an absence without one as a whole day. */
function durationOf(duration: number | null | undefined): string {
  return typeof duration === 'number' && duration > 0 ? String(duration) : '';
}
