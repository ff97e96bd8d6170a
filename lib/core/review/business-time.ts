/**
 * Business hours in the district's own clocks. A deadline is business minutes after an instant: nights,
 * weekends and the times the clock stood do not count.
 */
import { addDays, daysBetween, type PlainDate } from '../calendar/plain-date';
import { instantOf, localDate } from '../calendar/zoned-time';

export interface BusinessHours {
  readonly startTime: string;
  readonly endTime: string;
}

/** Monday to Friday. Holidays count as business days: a promise is sooner kept than a calendar missed. */
export const businessHours: BusinessHours = { startTime: '09:00', endTime: '17:00' };

export const businessDayMinutes = 8 * 60;

/** A time the clock stood; still standing where it has not resumed. */
export interface ClockStop {
  readonly stoppedAt: Date;
  readonly resumedAt: Date | null;
}

interface Span {
  from: number;
  to: number;
}

const minuteMs = 60_000;
const monday: PlainDate = '2024-01-01';
/** A year of nights and weekends: no deadline of ours is that far. */
const furthestDays = 400;

export function isBusinessDay(date: PlainDate): boolean {
  return ((daysBetween(monday, date) % 7) + 7) % 7 < 5;
}

/** The instant at which `minutes` of business time have gone by since `start`. Stops still open last until `now`. */
export function addBusinessMinutes(
  start: Date,
  minutes: number,
  zone: { timeZone: string; stops: readonly ClockStop[]; now: Date },
): Date {
  let left = minutes * minuteMs;
  const stops = zone.stops.map(({ stoppedAt, resumedAt }) => ({
    from: stoppedAt.getTime(),
    to: (resumedAt ?? zone.now).getTime(),
  }));
  let date = localDate(start, zone.timeZone);
  for (let day = 0; day < furthestDays; day += 1) {
    for (const span of openSpans(date, zone.timeZone, start.getTime(), stops)) {
      if (span.to - span.from >= left) return new Date(span.from + left);
      left -= span.to - span.from;
    }
    date = addDays(date, 1);
  }
  throw new Error('a deadline more than a year away');
}

/** The parts of a day that count, in order. */
function openSpans(
  date: PlainDate,
  timeZone: string,
  notBefore: number,
  stops: readonly Span[],
): Span[] {
  if (!isBusinessDay(date)) return [];
  const from = Math.max(instantOf(date, businessHours.startTime, timeZone).getTime(), notBefore);
  const to = instantOf(date, businessHours.endTime, timeZone).getTime();
  return stops.reduce<Span[]>(without, from < to ? [{ from, to }] : []);
}

function without(spans: Span[], stop: Span): Span[] {
  return spans.flatMap((span) =>
    [
      { from: span.from, to: Math.min(span.to, stop.from) },
      { from: Math.max(span.from, stop.to), to: span.to },
    ].filter(({ from, to }) => from < to),
  );
}

/** Calendar time between two instants, without the times the clock stood. */
export function runningMs(from: Date, to: Date, stops: readonly ClockStop[]): number {
  const spans = stops
    .map(({ stoppedAt, resumedAt }) => ({
      from: stoppedAt.getTime(),
      to: (resumedAt ?? to).getTime(),
    }))
    .reduce<Span[]>(without, from < to ? [{ from: from.getTime(), to: to.getTime() }] : []);
  return spans.reduce((sum, span) => sum + span.to - span.from, 0);
}
