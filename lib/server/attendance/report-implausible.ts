// What a file brought that looks unusual, as problems of the file.
import type { ImplausibleDay } from './apply/judge-days';
import type { DailyIssue } from '@/lib/core/attendance-file/daily-issues';
import type { SchoolDate } from './types';

/** Of the days the file speaks for; one it only changes what is usual for is no problem of the file. */
export function* reportImplausible(
  days: readonly ImplausibleDay[],
  spokenFor: readonly SchoolDate[],
): Generator<DailyIssue> {
  if (days.length === 0) return;
  const own = new Set(spokenFor.map(({ schoolId, date }) => `${schoolId} ${date}`));
  for (const { schoolId, date, because, facts } of days) {
    if (!own.has(`${schoolId} ${date}`)) continue;
    for (const code of because)
      yield {
        code: 'ATTENDANCE_DAY_IMPLAUSIBLE',
        line: null,
        column: 'school_id',
        value: schoolId,
        params: {
          date,
          because: code,
          absent: facts.absentCount,
          enrolled: facts.enrolledCount,
          usual: facts.medianAbsentCount ?? 0,
          unknown: facts.unknownStudentCount,
          rows: facts.rowCount,
        },
      };
  }
}
