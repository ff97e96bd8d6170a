/**
 * Stops a school's notices for the day when its attendance is implausible, or nobody can tell. The events are stored all
 * the same: only messages to families wait for a person. See docs/policy.md, "Attendance".
 */
import {
  dayDoubtSentence,
  doubtsOfDay,
  isDayDoubt,
  type DayDoubtCode,
  type DayFacts,
} from './day-doubts';

const NOTICE_LIMITS = {
  fewRowsShare: 0.5,
  fewRowsFromMedian: 20,
  emptyUpToMedian: 2,
} as const;

export type NoticeHoldCode = DayDoubtCode | 'NOT_IN_SESSION' | 'NO_CALENDAR' | 'AFTER_CUT_OFF';

export interface SchoolDayFacts extends DayFacts {
  isInSession: boolean;
  isCalendarKnown: boolean;
  isAfterCutOff: boolean;
}

/** Every limit that was exceeded; none: the notices may go out. */
export function evaluateNotices(facts: SchoolDayFacts): NoticeHoldCode[] {
  const held: NoticeHoldCode[] = doubtsOfDay(facts);
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
  if (isDayDoubt(code)) return dayDoubtSentence(code, facts);
  switch (code) {
    case 'NOT_IN_SESSION':
      return 'No school on this day.';
    case 'NO_CALENDAR':
      return 'No calendar or terms cover this day.';
    case 'AFTER_CUT_OFF':
      return 'The file arrived after the latest time for notices.';
  }
}
