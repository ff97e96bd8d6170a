/**
 * Stops a school's notices for the day when its attendance is implausible. The events are stored all the same: only
 * messages to families wait for a person. Circuit-break policy, section 10.
 */
export const NOTICE_LIMITS = {
  absentShare: 0.3,
  absentShareFromEnrolled: 50,
  timesMedian: 3,
  timesMedianFromAbsent: 25,
  unknownShare: 0.05,
  unknownFrom: 10,
  fewRowsShare: 0.5,
  fewRowsFromMedian: 20,
  emptyUpToMedian: 2,
  medianDays: 20,
} as const;

export type NoticeHoldCode =
  | 'NOBODY_ENROLLED'
  | 'MORE_THAN_ENROLLED'
  | 'HIGH_ABSENCE'
  | 'ABOVE_MEDIAN'
  | 'UNKNOWN_STUDENTS'
  | 'NOT_IN_SESSION'
  | 'NO_CALENDAR'
  | 'AFTER_CUT_OFF';

export interface SchoolDayFacts {
  enrolledCount: number;
  absentCount: number;
  /** Of the trailing school days with a file; null before the first one. */
  medianAbsentCount: number | null;
  rowCount: number;
  unknownStudentCount: number;
  isInSession: boolean;
  isCalendarKnown: boolean;
  isAfterCutOff: boolean;
}

/** Every limit that was exceeded; none: the notices may go out. */
export function evaluateNotices(facts: SchoolDayFacts): NoticeHoldCode[] {
  const held: NoticeHoldCode[] = [];
  const { absentCount, enrolledCount, medianAbsentCount, unknownStudentCount } = facts;
  // A share of nobody says nothing, and nothing said must not pass.
  if (enrolledCount <= 0 && facts.rowCount > 0) held.push('NOBODY_ENROLLED');
  else if (absentCount > enrolledCount) held.push('MORE_THAN_ENROLLED');
  if (
    enrolledCount >= NOTICE_LIMITS.absentShareFromEnrolled &&
    absentCount >= enrolledCount * NOTICE_LIMITS.absentShare
  )
    held.push('HIGH_ABSENCE');
  if (
    medianAbsentCount !== null &&
    absentCount >= NOTICE_LIMITS.timesMedianFromAbsent &&
    absentCount >= medianAbsentCount * NOTICE_LIMITS.timesMedian
  )
    held.push('ABOVE_MEDIAN');
  if (
    unknownStudentCount >= NOTICE_LIMITS.unknownFrom &&
    unknownStudentCount >= facts.rowCount * NOTICE_LIMITS.unknownShare
  )
    held.push('UNKNOWN_STUDENTS');
  if (!facts.isCalendarKnown) held.push('NO_CALENDAR');
  else if (!facts.isInSession) held.push('NOT_IN_SESSION');
  if (facts.isAfterCutOff) held.push('AFTER_CUT_OFF');
  return held;
}

/** May a file without rows be believed: nobody absent? Only where a usual day has next to nobody absent. */
export function isBelievablyEmpty(medianAbsentCount: number | null): boolean {
  return medianAbsentCount !== null && medianAbsentCount <= NOTICE_LIMITS.emptyUpToMedian;
}

export function hasFewRows(rowCount: number, medianRowCount: number | null): boolean {
  return (
    medianRowCount !== null &&
    medianRowCount >= NOTICE_LIMITS.fewRowsFromMedian &&
    rowCount <= medianRowCount * NOTICE_LIMITS.fewRowsShare
  );
}

/** Said on the notice page; the counts come from the list's facts. */
export function noticeHoldSentence(code: NoticeHoldCode, facts: Partial<SchoolDayFacts>): string {
  const absent = count(facts.absentCount);
  switch (code) {
    case 'NOBODY_ENROLLED':
      return `The file has ${rows(facts.rowCount)} for this school, and the roster has no students there: nobody can say how many of them are absent.`;
    case 'MORE_THAN_ENROLLED':
      return `${absent} ${facts.absentCount === 1 ? 'student is' : 'students are'} marked absent, more than the ${count(facts.enrolledCount)} the roster has at this school.`;
    case 'HIGH_ABSENCE':
      return `${absent} of ${count(facts.enrolledCount)} students are marked absent: 30% or more.`;
    case 'ABOVE_MEDIAN':
      return `${absent} students are marked absent, three times the usual ${count(facts.medianAbsentCount)} or more.`;
    case 'UNKNOWN_STUDENTS':
      return `${count(facts.unknownStudentCount)} of ${count(facts.rowCount)} rows name students the roster does not have.`;
    case 'NOT_IN_SESSION':
      return 'The calendar says there is no school on this day.';
    case 'NO_CALENDAR':
      return 'No calendar and no terms are known for this day.';
    case 'AFTER_CUT_OFF':
      return 'The file came after the time notices go out.';
  }
}

function rows(value: number | undefined): string {
  return value === 1 ? '1 row' : `${count(value)} rows`;
}

function count(value: number | null | undefined): string {
  return value === null || value === undefined ? '…' : value.toLocaleString('en-US');
}
