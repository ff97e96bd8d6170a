// Durations as districts write them. What is recognised and not accepted is told apart, so that the hint can name the
// cure.

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
