// Dates and durations as districts write them. What is recognised and not accepted is told apart, so that the hint
// can name the cure.
import { isPlainDate, type PlainDate } from '@/lib/core/calendar/plain-date';

export type ReadDate =
  { ok: true; date: PlainDate } | { ok: false; because: 'unreadable' | 'us-form' };

const MIDNIGHT = /^(\d{4}-\d{2}-\d{2})[T ]00:00(?::00(?:\.0+)?)?Z?$/;
const US_FORM = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/;

export function readDate(text: string, acceptsUsDates: boolean): ReadDate {
  const iso = MIDNIGHT.exec(text)?.[1] ?? text;
  if (isPlainDate(iso)) return { ok: true, date: iso };
  const [, month, day, year] = US_FORM.exec(text) ?? [];
  if (month === undefined || day === undefined || year === undefined)
    return { ok: false, because: 'unreadable' };
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  if (!isPlainDate(date)) return { ok: false, because: 'unreadable' };
  return acceptsUsDates ? { ok: true, date } : { ok: false, because: 'us-form' };
}

export type ReadDuration =
  /** Hundredths of a day; null where the file says nothing. */
  | { ok: true; percentOfDay: number | null }
  | { ok: false; because: 'unreadable' | 'minutes' | 'percent' };

const SHARE = /^(?:\d+(?:[.,]\d*)?|[.,]\d+)$/;
const MINUTES_OF_A_DAY = 1440;

export function readDuration(text: string): ReadDuration {
  if (text === '') return { ok: true, percentOfDay: null };
  if (/^\d+(?:[.,]\d+)?\s*%$/.test(text)) return { ok: false, because: 'percent' };
  if (/^\d+\s*(?:m|min|mins|minutes)\.?$/i.test(text)) return { ok: false, because: 'minutes' };
  if (!SHARE.test(text)) return { ok: false, because: 'unreadable' };
  const share = Number(text.replace(',', '.'));
  if (share <= 1) return { ok: true, percentOfDay: Math.round(share * 100) };
  return share >= 2 && share <= MINUTES_OF_A_DAY && Number.isInteger(share)
    ? { ok: false, because: 'minutes' }
    : { ok: false, because: 'unreadable' };
}
