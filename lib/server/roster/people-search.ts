// How a typed text finds people: one index lookup per way of reading it, best first. Never an OR over all of
// them, which no index serves.
import { foldName } from '@/lib/core/names/fold-name';
import { raw, sql, startsWith, type Sql } from './sql';

/** A way a person can match. `key` is the indexed column the matches are listed by. */
export interface Match {
  where: Sql;
  key: 'sourced_id' | 'name_key' | 'given_key';
}

/** Empty for a text without anything to look for. */
export function matchesFor(text: string): Match[] {
  const asTyped = text.trim().replace(/\s+/g, ' ');
  if (asTyped === '') return [];
  const words = foldName(asTyped.replaceAll(',', ' ')).trim().split(/\s+/).filter(Boolean);
  return [
    { where: sql`sourced_id = ${asTyped}`, key: 'sourced_id' },
    { where: sql`identifier = ${asTyped}`, key: 'sourced_id' },
    ...mailMatch(asTyped),
    ...nameMatches(words),
    ...idPrefixMatch(asTyped),
  ];
}

function mailMatch(text: string): Match[] {
  return text.includes('@')
    ? [{ where: sql`email_key = ${text.toLowerCase()}`, key: 'sourced_id' }]
    : [];
}

/**
 * "family", "family given", "given", "given family"; the family and the last word may be a beginning, and an apostrophe be left out or
 * typed where the roster has none.
 */
function nameMatches(words: readonly string[]): Match[] {
  const whole = words.join(' ');
  if (whole === '' || whole.includes('@')) return [];
  return [
    ...[whole, ...otherApostrophes(whole)].map((name): Match => ({
      where: startsWith('name_key', name),
      key: 'name_key',
    })),
    ...inTwoParts(words, (first, rest) => ({ family: first, given: rest })),
    ...inTwoParts(words, (first, rest) => ({ family: rest, given: first })),
    { where: startsWith('given_key', whole), key: 'given_key' },
  ];
}

/** Every way of cutting the words in two. */
function inTwoParts(
  words: readonly string[],
  nameOf: (first: string, rest: string) => { family: string; given: string },
): Match[] {
  return words.slice(1).flatMap((_, index) => {
    const { family, given } = nameOf(
      words.slice(0, index + 1).join(' '),
      words.slice(index + 1).join(' '),
    );
    return [family, ...otherApostrophes(family)].map((name): Match => ({
      where: sql`(${startsWith('name_key', name)} AND ${startsWith('given_key', given)})`,
      key: 'name_key',
    }));
  });
}

/** "oconnor" for "o'connor", and the other way around; typewriters and phones write two apostrophes. */
function otherApostrophes(text: string): string[] {
  if (/['’]/.test(text)) {
    const others = ['', "'", '’'].map((mark) => text.replace(/['’]/g, mark));
    return others.filter((other) => other !== text);
  }
  const [, letter, rest] = /^([do])([a-z]{2}.*)$/.exec(text) ?? [];
  return letter && rest ? [`${letter}'${rest}`, `${letter}’${rest}`] : [];
}

function idPrefixMatch(text: string): Match[] {
  return text.length < 2 || text.includes(' ')
    ? []
    : [{ where: startsWith('sourced_id', text), key: 'sourced_id' }];
}

/** Which match a row counts under: the first that holds, or null. */
export function rankOf(matches: readonly Match[]): Sql {
  return matches.reduceRight(
    (otherwise, { where }, rank) =>
      sql`CASE WHEN ${where} THEN ${raw(String(rank))} ELSE ${otherwise} END`,
    raw('NULL'),
  );
}

const LONGEST_ID = 15;

/** Spreadsheets turn 00712 into 712: the ids that were perhaps meant. */
export function idsWithOtherZeros(text: string): string[] {
  const typed = text.trim();
  if (!/^\d{1,15}$/.test(typed)) return [];
  const digits = typed.replace(/^0+(?=\d)/, '');
  const lengths = Array.from(
    { length: LONGEST_ID - digits.length + 1 },
    (_, more) => digits.length + more,
  );
  return lengths.map((length) => digits.padStart(length, '0')).filter((id) => id !== typed);
}
