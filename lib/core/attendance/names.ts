// The exact name of a file is its grouping of schools. A name that is almost a known one is a slip, not a new
// grouping: it waits, and the hint says the right name.
import { editDistance, nearestName } from '@/lib/core/names/nearest';
import { mayBeTable } from '@/lib/core/names/table-name';

export type DailyFeed = 'ATTENDANCE' | 'CALENDAR';

export type NameVerdict =
  | { kind: 'known' }
  /** The first of its kind, or plainly another grouping. */
  | { kind: 'learn' }
  | { kind: 'near'; expected: string; because: 'CASE' | 'SPELLING' | 'DATE' };

export const CALENDAR_NAME = 'calendar.csv';
const DATE_IN_NAME =
  /(?:19|20)\d{2}[-_. ]?(?:0[1-9]|1[0-2])[-_. ]?(?:0[1-9]|[12]\d|3[01])|(?:0?[1-9]|1[0-2])[-_.](?:0?[1-9]|[12]\d|3[01])[-_.](?:20)?\d{2}|\d{8,14}/;

/** Which daily feed a delivered file belongs to, by its name; null for a roster file and for what is no table. */
export function dailyFeedOf(baseName: string): DailyFeed | null {
  if (!mayBeTable(baseName)) return null;
  const lower = baseName.toLowerCase();
  const plain = bare(lower);
  const letters = plain.replace(/\d/g, '');
  if (/calend[ae]r/.test(plain) || isNearly(letters, 'calendar')) return 'CALENDAR';
  if (/attend|absen[ct]|abwesen|asistencia/.test(lower)) return 'ATTENDANCE';
  return isNearly(plain.slice(0, 'attendance'.length), 'attendance') ? 'ATTENDANCE' : null;
}

function isNearly(text: string, word: string): boolean {
  return text.length >= word.length - 2 && editDistance(text, word, 2) <= 2;
}

/** `known`: names of this feed that may be used as they are. */
export function judgeName(
  baseName: string,
  feed: DailyFeed,
  known: readonly string[],
): NameVerdict {
  if (known.includes(baseName)) return { kind: 'known' };
  if (feed === 'CALENDAR')
    return baseName === CALENDAR_NAME
      ? { kind: 'learn' }
      : { kind: 'near', expected: CALENDAR_NAME, because: difference(baseName, CALENDAR_NAME) };
  const cased = known.find((name) => name.toLowerCase() === baseName.toLowerCase());
  if (cased !== undefined) return { kind: 'near', expected: cased, because: 'CASE' };
  if (DATE_IN_NAME.test(baseName)) {
    const undated = withoutDate(baseName);
    const expected = known.find((name) => bare(name) === bare(undated)) ?? undated;
    return { kind: 'near', expected, because: 'DATE' };
  }
  const near = nearKnownName(baseName, known);
  if (near !== null) return { kind: 'near', expected: near, because: 'SPELLING' };
  if (/\.csv$/i.test(baseName)) return { kind: 'learn' };
  // Another ending, or none: the sheet of a spreadsheet program, a name that lost its end. It teaches no grouping.
  const expected = `${baseName.replace(/\.(?:txt|xlsx?)$/i, '')}.csv`;
  return { kind: 'near', expected, because: 'SPELLING' };
}

/** A name that nobody needs to see twice: the plain ones, and those in use. */
export function isFinalName(baseName: string, known: readonly string[]): boolean {
  return baseName === 'attendance.csv' || baseName === CALENDAR_NAME || known.includes(baseName);
}

/**
 * Close enough to be a slip: the same letters but for copy marks, endings and separators, or one or two letters off.
 * `attendance_elementary1` beside `attendance_elementary2` are groupings of their own: numbers tell groupings apart.
 */
function nearKnownName(baseName: string, known: readonly string[]): string | null {
  const same = known.find((name) => bare(name) === bare(baseName));
  if (same !== undefined) return same;
  const alike = known.filter((name) => digits(name) === digits(baseName));
  const key = bare(baseName);
  const limit = key.length >= 12 ? 2 : 1;
  const nearest = nearestName(key, alike, limit, bare);
  if (nearest !== null) return nearest;
  // Two known names equally close: still a slip, and the first is as good a hint.
  return alike.find((name) => editDistance(key, bare(name), limit) <= limit) ?? null;
}

function difference(name: string, expected: string): 'CASE' | 'SPELLING' {
  return name.toLowerCase() === expected.toLowerCase() ? 'CASE' : 'SPELLING';
}

/** Without ending, copy marks and separators. */
function bare(name: string): string {
  return name
    .toLowerCase()
    .replace(/(?:\.(?:csv|txt|xlsx?))+$/, '')
    .replace(/\s*\(\d+\)$|[-_ ]copy$/, '')
    .replace(/[^a-z0-9]/g, '');
}

function digits(name: string): string {
  return name.replace(/\D/g, '');
}

function withoutDate(name: string): string {
  const ending = /\.[a-z0-9]+$/i.exec(name)?.[0] ?? '';
  const stem = name
    .slice(0, name.length - ending.length)
    .replace(DATE_IN_NAME, '')
    // A time of day behind the date.
    .replace(/[-_ T]?\d{4,6}$/, '')
    .replace(/[-_. ]{2,}/g, '_')
    .replace(/^[-_. ]+|[-_. ]+$/g, '');
  return `${stem === '' ? 'attendance' : stem}${ending || '.csv'}`;
}
