// Why lists are held, said once for all the schools it is true of.
import { plural } from '../format/numbers';
import type { NoticeHoldCode, SchoolDayFacts } from './notice-breaker';

export interface HeldFacts {
  schoolName: string;
  heldBecause: readonly NoticeHoldCode[];
  facts: Partial<SchoolDayFacts>;
}

export interface HoldGroup {
  code: NoticeHoldCode;
  /** "The file arrived after the latest time for notices" */
  reason: string;
  /** Whom it is true of: each school with its own numbers, where there are some. */
  schools: string[];
  isOfAll: boolean;
  hasNumbers: boolean;
}

const ORDER: readonly NoticeHoldCode[] = [
  ...(['NOBODY_ENROLLED', 'MORE_THAN_ENROLLED', 'HIGH_ABSENCE', 'ABOVE_MEDIAN'] as const),
  ...(['UNKNOWN_STUDENTS', 'NOT_IN_SESSION', 'NO_CALENDAR', 'AFTER_CUT_OFF'] as const),
];

const REASONS: Readonly<Record<NoticeHoldCode, string>> = {
  NOBODY_ENROLLED: 'The file has rows for a school without students in the roster',
  MORE_THAN_ENROLLED: 'More students are marked absent than the roster has at the school',
  HIGH_ABSENCE: '30% or more of the students are marked absent',
  ABOVE_MEDIAN: 'At least three times as many students as usual are marked absent',
  UNKNOWN_STUDENTS: 'Rows have students who are not in the roster',
  NOT_IN_SESSION: 'No school on this day',
  NO_CALENDAR: 'No calendar or terms cover this day',
  AFTER_CUT_OFF: 'The file arrived after the latest time for notices',
};

export function groupHolds(lists: readonly HeldFacts[]): HoldGroup[] {
  return ORDER.flatMap((code): HoldGroup[] => {
    const own = lists.filter(({ heldBecause }) => heldBecause.includes(code));
    if (own.length === 0) return [];
    const numbers = own.map(({ facts }) => numbersOf(code, facts));
    const schools = own.map(({ schoolName }, at) =>
      numbers[at] ? `${schoolName} (${numbers[at]})` : schoolName,
    );
    const isOfAll = own.length === lists.length;
    return [{ code, reason: REASONS[code], schools, isOfAll, hasNumbers: numbers.some(Boolean) }];
  });
}

function numbersOf(code: NoticeHoldCode, facts: Partial<SchoolDayFacts>): string | null {
  const number = (value: number | null | undefined): string => (value ?? 0).toLocaleString('en-US');
  const absent = number(facts.absentCount);
  switch (code) {
    case 'NOBODY_ENROLLED':
      return plural(facts.rowCount ?? 0, 'row');
    case 'MORE_THAN_ENROLLED':
    case 'HIGH_ABSENCE':
      return `${absent} of ${number(facts.enrolledCount)}`;
    case 'ABOVE_MEDIAN':
      return `${absent}, usually ${number(facts.medianAbsentCount)}`;
    case 'UNKNOWN_STUDENTS':
      return `${number(facts.unknownStudentCount)} of ${plural(facts.rowCount ?? 0, 'row')}`;
    default:
      return null;
  }
}
