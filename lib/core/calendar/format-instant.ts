import { addDays } from './plain-date';
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
  const date = dateOf(parts, instant, timeZone, now);
  return `${date}, ${clockTime(parts)} ${parts('timeZoneName')}`;
}

/** "10:42 AM CST", for a time on a day that is clear from its place. */
export function formatTimeOfDay(instant: Date, timeZone: string): string {
  const parts = partsOf(instant, timeZone);
  return `${clockTime(parts)} ${parts('timeZoneName')}`;
}

/** "2:10 AM", of minutes after midnight. */
export function formatMinuteOfDay(minute: number): string {
  const hour = Math.floor(minute / 60);
  return `${hour % 12 || 12}:${String(minute % 60).padStart(2, '0')} ${hour < 12 ? 'AM' : 'PM'}`;
}

/** "2:10 AM", of "02:10", the form in which settings keep a time of day. */
export function formatKeptTime(timeOfDay: string): string {
  const [hour = 0, minute = 0] = timeOfDay.split(':').map(Number);
  return formatMinuteOfDay(hour * 60 + minute);
}

/**
 * How a list says a time where the whole one does not stand beside it: "6 min ago" or "in 3 h" within 24 hours, then "yesterday
 * 2:14 AM" or "tomorrow 2:14 AM", and from there on the date that a reader looks for: "Nov 18", "Nov 18, 2025" of another year.
 */
export function formatShort(instant: Date, timeZone: string, now: Date): string {
  const distance = instant.getTime() - now.getTime();
  if (Math.abs(distance) < dayMs) return formatRelative(instant, now);
  const parts = partsOf(instant, timeZone);
  const nearestDay = addDays(localDate(now, timeZone), Math.sign(distance));
  if (localDate(instant, timeZone) === nearestDay)
    return `${distance < 0 ? 'yesterday' : 'tomorrow'} ${clockTime(parts)}`;
  return dateOf(parts, instant, timeZone, now);
}

/**
 * "6 min ago", "in 3 h", "just now", for beside the whole time: alone, `formatShort` names the day. What is over is counted in whole
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
  return `${parts('hour')}:${parts('minute')} ${parts('dayPeriod')}`;
}

/** "Nov 21"; of another year than `now` with it: "Nov 21, 2025". */
function dateOf(parts: Parts, instant: Date, timeZone: string, now?: Date): string {
  const isOtherYear = now && yearOf(instant, timeZone) !== yearOf(now, timeZone);
  return `${parts('month')} ${parts('day')}${isOtherYear ? `, ${yearOf(instant, timeZone)}` : ''}`;
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
