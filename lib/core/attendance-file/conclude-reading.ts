// What the rows of an attendance file come to, once all of them were read.
import { looksPerPeriod } from '../attendance/per-period';
import type { IssueCode } from '../issues';
import type { DailyIssues } from './daily-issues';
import type { AttendanceReading } from './read-attendance';

/**
 * Says what was found in the rows. False: they are of periods, and none is used. `differingRepeatCount`: rows about a student,
 * school and day that an earlier row is about, and that say something else.
 */
export function concludeReading(
  reading: AttendanceReading,
  differingRepeatCount: number,
  issues: DailyIssues,
): boolean {
  const period = looksPerPeriod({
    rowCount: reading.rowsRead,
    differingRepeatCount,
    filledPeriodColumn: reading.filledPeriodColumn,
  });
  if (period.isPerPeriod) {
    issues.add({
      code: 'ATTENDANCE_PER_PERIOD',
      line: null,
      column: period.column,
      value: null,
      params: { count: differingRepeatCount },
    });
    return false;
  }
  issues.merge(reading.rowIssues);
  reading.dateForms.say(issues, 'attendance_event_date');
  sayOnce(issues, 'ATTENDANCE_REASON_BLANK', 'attendance_event_reason', reading.blankReasonCount);
  return true;
}

/** Said once of all the rows it is about. */
export function sayOnce(
  issues: DailyIssues,
  code: IssueCode,
  column: string | null,
  count: number,
): void {
  if (count > 0) issues.add({ code, line: null, column, value: null, params: { count } });
}
