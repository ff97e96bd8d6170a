/** A school day is a plain date: 'YYYY-MM-DD', no time, no zone. */
export type PlainDate = string;

const pattern = /^(\d{4})-(\d{2})-(\d{2})$/;
const dayMs = 86_400_000;
const monthNames = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** True only for a date that exists: 2026-02-29 does not. */
export function isPlainDate(text: string): text is PlainDate {
  return pattern.test(text) && toText(toDayNumber(text)) === text;
}

export function addDays(date: PlainDate, days: number): PlainDate {
  return toText(toDayNumber(date) + days);
}

/** Days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: PlainDate, to: PlainDate): number {
  return toDayNumber(to) - toDayNumber(from);
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
