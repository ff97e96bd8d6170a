/**
 * What makes a school's day implausible, whichever day it is: docs/policy.md, "Attendance", without what depends on
 * the calendar and on the time a file came. The day counts as it was sent and is marked wherever it is shown; of today,
 * the messages to families wait for a person as well (notice-breaker).
 */
import type { PlainDate } from '@/lib/core/calendar/plain-date';

export const DAY_LIMITS = {
  absentShare: 0.3,
  absentShareFromEnrolled: 50,
  timesMedian: 3,
  timesMedianFromAbsent: 25,
  unknownShare: 0.05,
  unknownFrom: 10,
  medianDays: 20,
} as const;

export const DAY_DOUBT_CODES = [
  'NOBODY_ENROLLED',
  'MORE_THAN_ENROLLED',
  'HIGH_ABSENCE',
  'ABOVE_MEDIAN',
  'UNKNOWN_STUDENTS',
] as const;

export type DayDoubtCode = (typeof DAY_DOUBT_CODES)[number];

export interface DayFacts {
  enrolledCount: number;
  absentCount: number;
  /** Of the trailing school days with a file; null before the first one. */
  medianAbsentCount: number | null;
  rowCount: number;
  unknownStudentCount: number;
}

/** Every limit that was exceeded; none: the day is plausible. */
export function doubtsOfDay(facts: DayFacts): DayDoubtCode[] {
  const doubts: DayDoubtCode[] = [];
  const { absentCount, enrolledCount, medianAbsentCount, unknownStudentCount } = facts;
  // A share of nobody says nothing, and nothing said must not pass.
  if (enrolledCount <= 0 && facts.rowCount > 0) doubts.push('NOBODY_ENROLLED');
  else if (absentCount > enrolledCount) doubts.push('MORE_THAN_ENROLLED');
  if (
    enrolledCount >= DAY_LIMITS.absentShareFromEnrolled &&
    absentCount >= enrolledCount * DAY_LIMITS.absentShare
  )
    doubts.push('HIGH_ABSENCE');
  if (
    medianAbsentCount !== null &&
    absentCount >= DAY_LIMITS.timesMedianFromAbsent &&
    absentCount >= medianAbsentCount * DAY_LIMITS.timesMedian
  )
    doubts.push('ABOVE_MEDIAN');
  if (
    unknownStudentCount >= DAY_LIMITS.unknownFrom &&
    unknownStudentCount >= facts.rowCount * DAY_LIMITS.unknownShare
  )
    doubts.push('UNKNOWN_STUDENTS');
  return doubts;
}

export interface SchoolDayCounts extends Omit<DayFacts, 'medianAbsentCount'> {
  date: PlainDate;
  isInSession: boolean;
}

export interface JudgedDay {
  date: PlainDate;
  /** None on a day without school: it does not count, and is told as that. */
  doubts: DayDoubtCode[];
  facts: DayFacts;
}

/** The days of one school with a file, oldest first: each is compared with the school days before it. */
export function judgeDays(days: readonly SchoolDayCounts[]): JudgedDay[] {
  const before: number[] = [];
  return days.map(({ date, isInSession, ...counts }) => {
    // Sorting some numbers for every day of a year is only worth it where they decide something.
    const isAsked = counts.absentCount >= DAY_LIMITS.timesMedianFromAbsent;
    const facts = { ...counts, medianAbsentCount: isAsked ? medianOf(before) : null };
    const doubts = isInSession ? doubtsOfDay(facts) : [];
    if (isInSession) {
      before.push(counts.absentCount);
      if (before.length > DAY_LIMITS.medianDays) before.shift();
    }
    return { date, doubts, facts };
  });
}

function medianOf(values: readonly number[]): number | null {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)];
  if (upper === undefined) return null;
  return Number.isInteger(middle) ? ((sorted[middle - 1] ?? upper) + upper) / 2 : upper;
}

/** Said wherever the day is shown. */
export function dayDoubtSentence(code: DayDoubtCode, facts: Partial<DayFacts>): string {
  const absent = count(facts.absentCount);
  const areAbsent = `${absent} ${facts.absentCount === 1 ? 'student is' : 'students are'} marked absent`;
  switch (code) {
    case 'NOBODY_ENROLLED':
      return `The file has ${facts.rowCount === 1 ? '1 row' : `${count(facts.rowCount)} rows`} for this school, and the roster has no students there for that day, so absences cannot be calculated.`;
    case 'MORE_THAN_ENROLLED':
      return `${areAbsent}, more than the ${count(facts.enrolledCount)} the roster has at this school for that day.`;
    case 'HIGH_ABSENCE':
      return `${absent} of ${count(facts.enrolledCount)} students are marked absent: 30% or more.`;
    case 'ABOVE_MEDIAN':
      return facts.medianAbsentCount === 0
        ? `${areAbsent}; on a usual day, no one is.`
        : `${areAbsent}, at least three times the usual number (${count(facts.medianAbsentCount)}).`;
    case 'UNKNOWN_STUDENTS':
      return `${count(facts.unknownStudentCount)} of ${count(facts.rowCount)} rows have students who are not in the roster.`;
  }
}

export function isDayDoubt(code: string): code is DayDoubtCode {
  return DAY_DOUBT_CODES.some((each) => each === code);
}

function count(value: number | null | undefined): string {
  return value === null || value === undefined ? '…' : value.toLocaleString('en-US');
}
