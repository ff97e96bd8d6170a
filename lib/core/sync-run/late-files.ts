/**
 * Whether roster files are late: the one answer for the districts page, the district's own pages and the command line.
 * Counted in school days, because nobody waits for files over a weekend, a holiday or the summer, and against the district's
 * own rhythm, because an export that runs on Sundays only is not late on Tuesday. Dates only: whoever asks has put instants
 * into the district's zone (a night's set belongs to the day before it, see `NIGHT_HOURS`).
 */
import { addDays, isWeekday, type PlainDate } from '../calendar/plain-date';
import { holidaysOf, winterBreakOf } from '../calendar/us-school-holidays';

/** Until this hour a set counts to the day before: exports run overnight, and before or after midnight is the same night. */
export const NIGHT_HOURS = 5;
/** So many sets are looked at for how often they come. */
export const RHYTHM_SETS = 11;
/** Nobody is waited for longer than this, however seldom sets came. */
const MOST_DAYS_BETWEEN = 23;
/** The last schools of the country are back by then. */
const SUMMER_ENDS = '09-08';
const SUMMER_BEGINS = '06-01';
/** A term that ends outside the summer, with no next one in the files: a break of this length is left for it. */
const BREAK_DAYS = 21;

export interface ArrivalDays {
  /** The day it is in the district. */
  today: PlainDate;
  /** The days on which the newest sets of roster files came, newest first, of whatever became of them. */
  setDates: readonly PlainDate[];
  /** The last day of the last pause, where that is over. */
  pauseEndDate: PlainDate | null;
  /** First and last days of the terms in the live roster, in order and without overlap; a whole school year is no term. */
  terms: readonly (readonly [first: PlainDate, last: PlainDate])[];
  /** Days on which a calendar says that no school is in session. */
  closedDates: readonly PlainDate[];
  firstDayOfSchoolDate: PlainDate | null;
}

export interface LateFiles {
  /** Sets come at least every so many school days. */
  expectedEvery: number;
}

/**
 * Null while nothing is late. A set is late when a whole school day more than usual has gone by without one. A first set is
 * never late: until it came nobody knows when to expect it, and the page asks for it in any case.
 */
export function findLateFiles(days: ArrivalDays): LateFiles | null {
  const [last, ...earlier] = days.setDates;
  if (last === undefined) return null;
  const since = days.pauseEndDate !== null && days.pauseEndDate > last ? days.pauseEndDate : last;
  const calendar = calendarOf(days);
  const missed = countBetween(since, days.today, calendar);
  if (missed === 0) return null;
  const usual = usualGap([last, ...earlier], calendar);
  return missed > usual ? { expectedEvery: usual + 1 } : null;
}

/**
 * School days that may lie between two sets: the second longest gap, so that one outage is no habit. What lies in a break as
 * a whole has no school day to count and is counted in weekdays, and only where too little came in school time to tell.
 */
function usualGap(setDates: readonly PlainDate[], calendar: SchoolCalendar): number {
  const dates = [...new Set(setDates)];
  const gaps = dates.slice(1).map((date, index) => {
    const next = dates[index] ?? date;
    const schoolDays = countBetween(date, next, calendar);
    return { schoolDays, weekdays: schoolDays || countBetween(date, next, null) };
  });
  const inSchoolTime = gaps.filter(({ schoolDays, weekdays }) => schoolDays === weekdays);
  const [, second = 0] = (inSchoolTime.length > 1 ? inSchoolTime : gaps)
    .map(({ weekdays }) => weekdays)
    .sort((a, b) => b - a);
  return Math.min(second, MOST_DAYS_BETWEEN - 1);
}

interface SchoolCalendar extends Pick<ArrivalDays, 'terms'> {
  closed: ReadonlySet<PlainDate>;
  /** After the last term: the first day on which school is taken to be in session again. */
  resumesOn: PlainDate | null;
}

function calendarOf({ terms, closedDates, firstDayOfSchoolDate }: ArrivalDays): SchoolCalendar {
  const lastDay = terms.at(-1)?.[1] ?? null;
  return {
    terms,
    closed: new Set(closedDates),
    resumesOn: lastDay === null ? null : resumesAfter(lastDay, firstDayOfSchoolDate),
  };
}

function resumesAfter(lastDay: PlainDate, firstDayOfSchool: PlainDate | null): PlainDate {
  if (firstDayOfSchool !== null && firstDayOfSchool > lastDay) return firstDayOfSchool;
  const [year, month] = [lastDay.slice(0, 4), lastDay.slice(5, 7)];
  return month >= '05' && month <= '08' ? `${year}-${SUMMER_ENDS}` : addDays(lastDay, BREAK_DAYS);
}

/**
 * School days after the one and before the other, or without a calendar weekdays that are no holidays. More than anybody
 * waits for is not counted on.
 */
function countBetween(
  after: PlainDate,
  before: PlainDate,
  calendar: SchoolCalendar | null,
): number {
  let count = 0;
  let date = addDays(after, 1);
  while (date < before && count <= MOST_DAYS_BETWEEN) {
    const skipTo = calendar && endOfBreak(date, calendar);
    if (skipTo !== null) {
      date = skipTo;
      continue;
    }
    if (isWeekday(date) && !calendar?.closed.has(date) && !isUsuallyClosed(date)) count += 1;
    date = addDays(date, 1);
  }
  return count;
}

/** Where no school is in session on this day: the next day on which it may be. */
function endOfBreak(date: PlainDate, { terms, resumesOn }: SchoolCalendar): PlainDate | null {
  if (resumesOn === null) {
    const year = date.slice(0, 4);
    const isSummer = date >= `${year}-${SUMMER_BEGINS}` && date < `${year}-${SUMMER_ENDS}`;
    return isSummer ? `${year}-${SUMMER_ENDS}` : null;
  }
  const next = terms.find(([, lastDay]) => date <= lastDay);
  if (next) return date < next[0] ? next[0] : null;
  return date < resumesOn ? resumesOn : null;
}

const usuallyClosed = new Map<number, ReadonlySet<PlainDate>>();

/** Holidays and the break around the new year: exports go on through them in many districts, and nobody waits for them. */
function isUsuallyClosed(date: PlainDate): boolean {
  const year = Number(date.slice(0, 4));
  const schoolYear = date.slice(5, 7) >= '07' ? year + 1 : year;
  let days = usuallyClosed.get(schoolYear);
  if (!days) {
    days = new Set([...holidaysOf(schoolYear).keys(), ...winterBreakOf(schoolYear)]);
    usuallyClosed.set(schoolYear, days);
  }
  return days.has(date);
}
