/** A school day is a plain date: 'YYYY-MM-DD', no time, no zone. */
export type PlainDate = string;

const pattern = /^(\d{4})-(\d{2})-(\d{2})$/;
const dayMs = 86_400_000;
const HYPHEN = 45;
const DAYS_IN_MONTH = [0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const monthNames = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** True only for a date that exists: 2026-02-29 does not. */
export function isPlainDate(text: string): text is PlainDate {
  if (text.length !== 10 || text.charCodeAt(4) !== HYPHEN || text.charCodeAt(7) !== HYPHEN)
    return false;
  const year = digit(text, 0) * 1000 + digit(text, 1) * 100 + digit(text, 2) * 10 + digit(text, 3);
  const month = digit(text, 5) * 10 + digit(text, 6);
  const day = digit(text, 8) * 10 + digit(text, 9);
  return isDay(year, month, day);
}

/** Whether the calendar has this day. A character that is no digit makes its number NaN, which no day has. */
export function isDay(year: number, month: number, day: number): boolean {
  // No comparison with NaN is true.
  if (!(year >= 1 && month >= 1 && month <= 12 && day >= 1)) return false;
  if (!(day <= (DAYS_IN_MONTH[month] ?? 0))) return false;
  return month !== 2 || day !== 29 || (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0));
}

function digit(text: string, index: number): number {
  const value = text.charCodeAt(index) - 48;
  return value >= 0 && value <= 9 ? value : NaN;
}

export function addDays(date: PlainDate, days: number): PlainDate {
  return toText(toDayNumber(date) + days);
}

/** Days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: PlainDate, to: PlainDate): number {
  return toDayNumber(to) - toDayNumber(from);
}

/** 0 is Sunday. */
export function weekdayOf(date: PlainDate): number {
  // The first day of 1970 was a Thursday.
  return (((toDayNumber(date) + 4) % 7) + 7) % 7;
}

export function isWeekday(date: PlainDate): boolean {
  const day = weekdayOf(date);
  return day !== 0 && day !== 6;
}

/** "Nov 21, 2026" */
export function formatPlainDate(date: PlainDate): string {
  const [, year = '', month = '', day = ''] = pattern.exec(date) ?? [];
  return `${monthNames[Number(month) - 1] ?? month} ${Number(day)}, ${year}`;
}

function toDayNumber(date: PlainDate): number {
  const [, year, month, day] = pattern.exec(date) ?? [];
  return Date.UTC(Number(year), Number(month) - 1, Number(day)) / dayMs;
}

function toText(dayNumber: number): PlainDate {
  return new Date(dayNumber * dayMs).toISOString().slice(0, 10);
}
