// When a connection is read: every night at its time, later where the vendor's quiet hours have begun, everything once a week.
import { addDays, weekdayOf, type PlainDate } from '../calendar/plain-date';
import { instantOf, localDate, minuteOfDay } from '../calendar/zoned-time';

export interface PullTimes {
  timeZone: string;
  /** Local, "HH:MM". */
  pullAt: string;
  quietHours: { from: string; to: string } | null;
}

/** A night's pull that could not begin is made up for until so many hours after its time. */
const MADE_UP_FOR_HOURS = 20;

/** The local day whose pull is due, or null; `lastScheduledFor` is the newest day that had one. */
export function dueDay(
  times: PullTimes,
  lastScheduledFor: PlainDate | null,
  now: Date,
): PlainDate | null {
  if (isQuiet(times, now)) return null;
  const today = localDate(now, times.timeZone);
  for (const day of [today, addDays(today, -1)]) {
    const dueAt = instantOf(day, times.pullAt, times.timeZone);
    const isDue = dueAt <= now && now.getTime() - dueAt.getTime() < MADE_UP_FOR_HOURS * 3600_000;
    if (isDue) return lastScheduledFor !== null && lastScheduledFor >= day ? null : day;
  }
  return null;
}

/** When the next nightly pull begins, as a page says it. */
export function nextPullAt(times: PullTimes, lastScheduledFor: PlainDate | null, now: Date): Date {
  if (dueDay(times, lastScheduledFor, now) !== null) return now;
  let day = localDate(now, times.timeZone);
  while (
    instantOf(day, times.pullAt, times.timeZone) <= now ||
    (lastScheduledFor !== null && lastScheduledFor >= day)
  )
    day = addDays(day, 1);
  return afterQuietHours(times, instantOf(day, times.pullAt, times.timeZone));
}

const minutesOf = (timeOfDay: string): number =>
  Number(timeOfDay.slice(0, 2)) * 60 + Number(timeOfDay.slice(3));

export function isQuiet({ timeZone, quietHours }: PullTimes, at: Date): boolean {
  if (!quietHours) return false;
  const [minute, from, to] = [
    minuteOfDay(at, timeZone),
    minutesOf(quietHours.from),
    minutesOf(quietHours.to),
  ];
  return from < to ? minute >= from && minute < to : minute >= from || minute < to;
}

/** The same moment, or the end of the quiet hours in which it is. */
export function afterQuietHours(times: PullTimes, at: Date): Date {
  if (!times.quietHours || !isQuiet(times, at)) return at;
  const today = localDate(at, times.timeZone);
  const end = instantOf(today, times.quietHours.to, times.timeZone);
  return end > at ? end : instantOf(addDays(today, 1), times.quietHours.to, times.timeZone);
}

/** Days that a delta may follow the last full pull. */
const FULL_EVERY_DAYS = 7;

/** Whether changes alone are enough on this day. Sunday's pull reads everything. */
export function mayBeDelta(day: PlainDate, lastFullOn: PlainDate | null): boolean {
  if (lastFullOn === null || weekdayOf(day) === 0) return false;
  return day < addDays(lastFullOn, FULL_EVERY_DAYS);
}

/** Changes are asked for from a day before the last pull began: clocks differ, and transactions commit late. */
const OVERLAP_MS = 24 * 3600_000;

export const changesSince = (lastStartedAt: Date): string =>
  new Date(lastStartedAt.getTime() - OVERLAP_MS).toISOString();
