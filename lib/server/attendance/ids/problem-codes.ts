import type { IdProblem } from '@/lib/core/attendance/id-kinds';
import type { IssueCode } from '@/lib/core/issues';

export const SCHOOL_CODES = {
  UNKNOWN: 'ATTENDANCE_SCHOOL_UNKNOWN',
  TWO: 'ATTENDANCE_SCHOOL_TWO',
  SHARED: 'ATTENDANCE_SCHOOL_SHARED',
  OTHER_KIND: 'ATTENDANCE_SCHOOL_OTHER_KIND',
} as const satisfies Record<IdProblem, IssueCode>;

export const STUDENT_CODES = {
  UNKNOWN: 'ATTENDANCE_STUDENT_UNKNOWN',
  TWO: 'ATTENDANCE_STUDENT_TWO',
  SHARED: 'ATTENDANCE_STUDENT_SHARED',
  OTHER_KIND: 'ATTENDANCE_STUDENT_OTHER_KIND',
} as const satisfies Record<IdProblem, IssueCode>;
