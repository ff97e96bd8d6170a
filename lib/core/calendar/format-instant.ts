import { localDate } from './zoned-time';
import { zoneFormatter } from './zone-formatter';

const formatterFor = zoneFormatter({
  month: 'short',
  day: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
  hour12: true,
  timeZoneName: 'short',
});

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/**
 * "Nov 21, 10:42 AM CST", in the district's zone and naming it. With `now`, an instant of another year
 * carries its year: "Nov 21, 2025, 10:42 AM CST".
 */
export function formatInstant(instant: Date, timeZone: string, now?: Date): string {
  const parts = partsOf(instant, timeZone);
  const otherYear = now && yearOf(instant, timeZone) !== yearOf(now, timeZone);
  const year = otherYear ? `, ${yearOf(instant, timeZone)}` : '';
  return `${parts('month')} ${parts('day')}${year}, ${clockTime(parts)}`;
}

/** "10:42 AM CST", for a time on a day that is clear from its place. */
export function formatTimeOfDay(instant: Date, timeZone: string): string {
  return clockTime(partsOf(instant, timeZone));
}

/**
 * "6 min ago", "in 3 h", "just now"; the absolute time always stands beside it. What is over is counted in whole
 * units; what is to come is rounded, and in hours up to two days: a link that was made for 7 days ends "in 7 days".
 */
export function formatRelative(instant: Date, now: Date): string {
  const distance = now.getTime() - instant.getTime();
  const size = Math.abs(distance);
  if (size < minuteMs) return distance >= 0 ? 'just now' : 'in less than a minute';
  return distance > 0
    ? `${amountOf(size, dayMs, Math.floor)} ago`
    : `in ${amountOf(size, 2 * dayMs, Math.round)}`;
}

function amountOf(size: number, fromDays: number, whole: (amount: number) => number): string {
  const minutes = whole(size / minuteMs);
  if (minutes < 60) return `${minutes} min`;
  if (size < fromDays) return `${whole(size / hourMs)} h`;
  const days = whole(size / dayMs);
  return days === 1 ? '1 day' : `${days} days`;
}

type Parts = (type: Intl.DateTimeFormatPartTypes) => string;

function clockTime(parts: Parts): string {
  return `${parts('hour')}:${parts('minute')} ${parts('dayPeriod')} ${parts('timeZoneName')}`;
}

function yearOf(instant: Date, timeZone: string): string {
  return localDate(instant, timeZone).slice(0, 4);
}

// Put together from parts: newer Intl data writes a narrow no-break space before AM, which exports and
// mails then carry along.
function partsOf(instant: Date, timeZone: string): Parts {
  const parts = new Map(
    formatterFor(timeZone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, value]),
  );
  return (type) => parts.get(type) ?? '';
}
