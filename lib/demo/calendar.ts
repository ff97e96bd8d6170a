/**
 * When the demo's stories happen, told from the day it is played. Everything lies in the past, so that nothing of the demo
 * is still to come. Rosters come on every weekday, as exports that run by themselves do, also over holidays; attendance is of
 * days with school.
 */
import { addDays, type PlainDate } from '@/lib/core/calendar/plain-date';
import { instantOf, localDate } from '@/lib/core/calendar/zoned-time';
import { nextDay, type Day } from '@/lib/synthetic/district';
import { nextWeekday, thirdMondayOfAugust } from '@/lib/synthetic/plain-date';
import { daysWithoutSchool } from '@/lib/core/calendar/us-school-holidays';

const SEMESTER_DAYS = 147;
/** The generator's second semester ends on the day after. */
const YEAR_DAYS = 298;
/** Local time of the overnight slot, and how long after it a roster is surely in force. */
export const SLOT = '02:00';
const SLOT_MARGIN_MS = 15 * 60_000;

/** The year in which the school year of a date ends: from July on, the coming one counts. */
export function schoolYearOf(date: PlainDate): number {
  const [year = 0, month = 0] = date.split('-').map(Number);
  return month >= 7 ? year + 1 : year;
}

export function firstDayOfSchool(schoolYear: number): PlainDate {
  return thirdMondayOfAugust(schoolYear - 1);
}

export function lastDayOfSchool(schoolYear: number): PlainDate {
  return addDays(firstDayOfSchool(schoolYear), YEAR_DAYS);
}

export function isSecondSemester(date: PlainDate, schoolYear: number): boolean {
  return date >= addDays(firstDayOfSchool(schoolYear), SEMESTER_DAYS);
}

export function inSecondSemester(day: Day): Day {
  return nextDay(day, { kind: 'termChange', date: day.date });
}

/** The last weekday whose evening export has been applied by now: as a rule, yesterday. */
export function lastSchoolDay(now: Date, timeZone: string): PlainDate {
  return onOrBefore(addDays(lastNight(now, timeZone), -1));
}

/** The last day whose overnight slot has passed: as a rule, today. */
export function lastNight(now: Date, timeZone: string): PlainDate {
  const today = localDate(now, timeZone);
  const isPastSlot = now.getTime() > instantOf(today, SLOT, timeZone).getTime() + SLOT_MARGIN_MS;
  return isPastSlot ? today : addDays(today, -1);
}

/** `count` weekdays, oldest first, the last one being `last`. */
export function schoolDaysUpTo(last: PlainDate, count: number): PlainDate[] {
  const days = [last];
  while (days.length < count) days.unshift(onOrBefore(addDays(days[0] ?? last, -1)));
  return days;
}

export function onOrAfter(date: PlainDate): PlainDate {
  return nextWeekday(addDays(date, -1));
}

/** Days with school from the first day of school to `last`, oldest first; at most `most` of them. */
export function attendanceDays(last: PlainDate, schoolYear: number, most: number): PlainDate[] {
  const without = daysWithoutSchool(schoolYear);
  const end = lastDayOfSchool(schoolYear);
  const days: PlainDate[] = [];
  for (let day = firstDayOfSchool(schoolYear); day <= last && day <= end; day = nextWeekday(day))
    if (!without.has(day)) days.push(day);
  return days.slice(-most);
}

export function onOrBefore(date: PlainDate): PlainDate {
  let day = date;
  while (onOrAfter(day) !== day) day = addDays(day, -1);
  return day;
}
