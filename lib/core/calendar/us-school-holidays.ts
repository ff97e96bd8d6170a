/**
 * The days without school that most districts of the United States have, for any school year: the federal holidays, the Friday
 * after Thanksgiving, two weeks around Christmas and a week in spring. A holiday that falls on a weekend is kept on the weekday
 * beside it.
 */
import { addDays, weekdayOf, type PlainDate } from './plain-date';

const MONDAY = 1;
const THURSDAY = 4;
const SATURDAY = 6;

/** By date, over the two calendar years of a school year. */
export function holidaysOf(schoolYear: number): ReadonlyMap<PlainDate, string> {
  const fall = schoolYear - 1;
  const thanksgiving = nthOf(fall, 11, THURSDAY, 4);
  return new Map([
    [observed(`${fall}-07-04`), 'Independence Day'],
    [nthOf(fall, 9, MONDAY, 1), 'Labor Day'],
    [nthOf(fall, 10, MONDAY, 2), 'Indigenous Peoples’ Day'],
    [observed(`${fall}-11-11`), 'Veterans Day'],
    [thanksgiving, 'Thanksgiving'],
    [addDays(thanksgiving, 1), 'Day after Thanksgiving'],
    [observed(`${fall}-12-25`), 'Christmas Day'],
    [observed(`${schoolYear}-01-01`), 'New Year’s Day'],
    [nthOf(schoolYear, 1, MONDAY, 3), 'Martin Luther King Jr. Day'],
    [nthOf(schoolYear, 2, MONDAY, 3), 'Presidents’ Day'],
    [lastMondayOf(schoolYear, 5), 'Memorial Day'],
    [observed(`${schoolYear}-06-19`), 'Juneteenth'],
  ]);
}

/** Weekdays without school: the holidays and the breaks. */
export function daysWithoutSchool(schoolYear: number): ReadonlyMap<PlainDate, string> {
  const spring = addDays(lastMondayOf(schoolYear, 3), -7);
  return new Map([
    ...winterBreakOf(schoolYear).map((date) => [date, 'Winter break'] as const),
    ...weekdays(spring, 1).map((date) => [date, 'Spring break'] as const),
    ...holidaysOf(schoolYear),
  ]);
}

export function winterBreakOf(schoolYear: number): readonly PlainDate[] {
  return weekdays(mondayOf(`${schoolYear - 1}-12-24`), 2);
}

function weekdays(monday: PlainDate, weeks: number): PlainDate[] {
  return Array.from({ length: weeks * 5 }, (_, at) =>
    addDays(monday, Math.floor(at / 5) * 7 + (at % 5)),
  );
}

function observed(date: PlainDate): PlainDate {
  const day = weekdayOf(date);
  return day === SATURDAY ? addDays(date, -1) : day === 0 ? addDays(date, 1) : date;
}

/** The fourth Thursday, the first Monday. */
function nthOf(year: number, month: number, day: number, nth: number): PlainDate {
  const first = `${year}-${String(month).padStart(2, '0')}-01`;
  return addDays(first, ((day - weekdayOf(first) + 7) % 7) + (nth - 1) * 7);
}

function lastMondayOf(year: number, month: number): PlainDate {
  const fourth = nthOf(year, month, MONDAY, 4);
  const fifth = addDays(fourth, 7);
  return fifth.slice(0, 7) === fourth.slice(0, 7) ? fifth : fourth;
}

function mondayOf(date: PlainDate): PlainDate {
  return addDays(date, -((weekdayOf(date) + 6) % 7));
}
