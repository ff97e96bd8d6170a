/**
 * Instants are UTC; a district's zone is applied at the edges, here. Only Intl knows the zones, and it
 * answers one way (instant to local time), so the other way is a search among the offsets around.
 */
import type { PlainDate } from './plain-date';
import { addDays } from './plain-date';
import { zoneFormatter } from './zone-formatter';

type LocalTime = { date: PlainDate; hour: number; minute: number; second: number };

const formatterFor = zoneFormatter({
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});
const dayMs = 86_400_000;
const timePattern = /^([01]\d|2[0-3]):([0-5]\d)$/;

export function isTimeZone(name: string): boolean {
  try {
    return formatterFor(name) !== undefined;
  } catch {
    return false;
  }
}

/** True for "02:00", the form in which a connection's slot is kept. */
export function isTimeOfDay(text: string): boolean {
  return timePattern.test(text);
}

/** The calendar day it is at `instant` in `timeZone`. */
export function localDate(instant: Date, timeZone: string): PlainDate {
  return localTime(instant, timeZone).date;
}

/** Minutes the clocks of `timeZone` show after midnight at `instant`. */
export function minuteOfDay(instant: Date, timeZone: string): number {
  const { hour, minute } = localTime(instant, timeZone);
  return hour * 60 + minute;
}

/** The first instant of `date` in `timeZone`; where midnight is skipped, the first that exists. */
export function startOfLocalDay(date: PlainDate, timeZone: string): Date {
  return instantOf(date, '00:00', timeZone);
}

/**
 * The next instant after `now` at which the clocks of `timeZone` show `timeOfDay` ("02:00"). A time the
 * clocks skip in spring comes an hour later that day; one they show twice in autumn counts the first time.
 */
export function nextSlot(now: Date, timeZone: string, timeOfDay: string): Date {
  const today = localDate(now, timeZone);
  for (const days of [0, 1]) {
    const slot = instantOf(addDays(today, days), timeOfDay, timeZone);
    if (slot > now) return slot;
  }
  return instantOf(addDays(today, 2), timeOfDay, timeZone);
}

/** The instant at which the clocks of `timeZone` show `timeOfDay` on `date`. */
export function instantOf(date: PlainDate, timeOfDay: string, timeZone: string): Date {
  if (!isTimeOfDay(timeOfDay)) throw new Error(`Not a time of day: ${timeOfDay}`);
  const asIfUtc = new Date(`${date}T${timeOfDay}:00Z`).getTime();
  const offsets = [-dayMs, dayMs].map((shift) => offsetAt(new Date(asIfUtc + shift), timeZone));
  const exact = offsets
    .map((offset) => asIfUtc - offset)
    .filter((instant) => instant + offsetAt(new Date(instant), timeZone) === asIfUtc);
  // In a gap neither fits: reading the time with the offset from before lands after the gap.
  return new Date(exact.length > 0 ? Math.min(...exact) : asIfUtc - Math.min(...offsets));
}

function offsetAt(instant: Date, timeZone: string): number {
  const { date, hour, minute, second } = localTime(instant, timeZone);
  const seconds = Math.floor(instant.getTime() / 1000);
  const local = new Date(`${date}T00:00:00Z`).getTime() / 1000 + (hour * 60 + minute) * 60 + second;
  return (local - seconds) * 1000;
}

function localTime(instant: Date, timeZone: string): LocalTime {
  const parts = new Map(
    formatterFor(timeZone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, value]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? '';
  return {
    date: `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`,
    hour: Number(part('hour')),
    minute: Number(part('minute')),
    second: Number(part('second')),
  };
}
