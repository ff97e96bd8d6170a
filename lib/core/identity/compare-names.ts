import { foldName } from '../names/fold-name';
import { editDistance } from './edit-distance';
import { findGarbling } from './garbled-text';

export interface PersonName {
  readonly given: string;
  readonly family: string;
  readonly middle?: string | null;
}

/**
 * `same`: written the same, or otherwise spelled. `garbled`: the same, now with letters that were lost on the way.
 * `other`: another name, be it a nickname or a married one. `unknown`: one of them is none.
 */
export type NameVerdict = 'same' | 'garbled' | 'other' | 'unknown';

/** More letters than this apart are no matter of spelling (docs/policy.md, "Why these values"). */
const SPELLING_DISTANCE = 2;

/**
 * Whether a name before and after may be one person's. Case, accents, punctuation, spaces, the order of the parts,
 * a middle name, initials, a suffix, a second family name and two letters do not make another name; who has all
 * parts of the shorter name has the same one. Symmetric but for `garbled`.
 */
export function compareNames(before: PersonName, after: PersonName): NameVerdict {
  if (isWrittenSame(before, after)) return 'same';
  const was = readName(before);
  const is = readName(after);
  if (was.core.length === 0 || is.core.length === 0) return 'unknown';
  if (!isSameName(was, is)) return 'other';
  return is.isGarbled && !was.isGarbled ? 'garbled' : 'same';
}

/**
 * Whether two names have no given name in common: what is left to go by where no birth date is known, since a family
 * name changes with a marriage and an adoption and a given name hardly ever.
 */
export function sharesNoGivenName(before: PersonName, after: PersonName): boolean {
  const was = readName(before);
  const is = readName(after);
  if (was.core.length === 0 || is.core.length === 0) return false;
  // Families write their name first in some exports and not in others.
  return (
    !was.given.some((word) => is.all.some((other) => distance(word, other) <= SPELLING_DISTANCE)) &&
    !is.given.some((word) => was.all.some((other) => distance(word, other) <= SPELLING_DISTANCE))
  );
}

/**
 * Whether all given names of the one are names of the other, letter for letter but for accents, initials and spaces.
 * Two letters are spelling in one person's record; between two records they are what parents call twins by.
 */
export function hasSameGivenName(a: PersonName, b: PersonName): boolean {
  const [one, other] = [readName(a), readName(b)];
  return hasGivenOf(one, other) || hasGivenOf(other, one);
}

/** What stands where there is no name: marks, "FNU LNU", "Unknown". */
export const isNoName = (name: PersonName): boolean => readName(name).core.length === 0;

/** The words of a name as they are compared, without suffixes and initials. */
export const nameWords = (name: PersonName): string[] => readName(name).all.map(({ text }) => text);

function hasGivenOf(name: ReadName, other: ReadName): boolean {
  const { given } = other;
  if (given.length === 0) return false;
  if (inOneWord(given) === inOneWord(name.given)) return true;
  return (
    name.all.some(({ text }) => text === inOneWord(given)) ||
    given.every((word) =>
      name.all.some((own) => isInitialOf(word.text, own.text) || distance(word, own) === 0),
    )
  );
}

const inOneWord = (words: readonly Word[]): string => words.map(({ joined }) => joined).join('');

const isWrittenSame = (a: PersonName, b: PersonName): boolean =>
  a.given === b.given && a.family === b.family && (a.middle ?? '') === (b.middle ?? '');

interface Word {
  text: string;
  /** With "de la" or "van" before it, as some write it in one word. */
  joined: string;
}

interface ReadName {
  given: readonly Word[];
  /** Given and family names: what another writing of the name has to have. */
  core: readonly Word[];
  /** And the middle name: what another writing may have. */
  all: readonly Word[];
  isGarbled: boolean;
}

/** Parts of names beyond this say nothing that those before do not. */
const MOST_WORDS = 10;

function readName({ given, family, middle }: PersonName): ReadName {
  let isGarbled = false;
  const parts = [given, family, middle ?? ''].map((text) => {
    const garbling = findGarbling(text);
    if (garbling) isGarbled = true;
    return wordsOf(garbling ? garbling.readable : text);
  });
  const [givenWords = [], familyWords = [], middleWords = []] = parts.map(withoutAddenda);
  const core = [...givenWords, ...familyWords].slice(0, MOST_WORDS);
  return {
    given: givenWords,
    core,
    all: [...core, ...middleWords].slice(0, MOST_WORDS),
    isGarbled,
  };
}

const APOSTROPHES = /['’‘`´ʻʼʹ′"“”]/gu;
const BETWEEN_WORDS = /[^\p{L}\p{N}\uFFFD]+/u;
const PLAIN = /^[a-z]+$/;

function wordsOf(text: string): string[] {
  const lower = text.toLowerCase();
  if (PLAIN.test(lower)) return [WRITTEN_OUT[lower] ?? lower];
  return foldName(text.replace(APOSTROPHES, ''))
    .split(BETWEEN_WORDS)
    .filter(Boolean)
    .map((word) => WRITTEN_OUT[word] ?? word);
}

const WRITTEN_OUT: Readonly<Record<string, string>> = { ma: 'maria', mª: 'maria', st: 'saint' };

/** Jr. and III tell father from son on paper; families and offices leave them out as they like. */
const SUFFIXES = new Set('jr sr ii iii iv 2nd 3rd 4th junior senior esq'.split(' '));
/** What offices write where there is no name: first, last, middle name unknown. */
const NO_NAMES = new Set('fnu lnu nln nfn nmn unknown'.split(' '));
const PARTICLES = new Set(
  'de del la las los da do dos das di du van von der den ter al el bin ibn ben bint mac mc y e i'.split(
    ' ',
  ),
);

function withoutAddenda(words: readonly string[]): Word[] {
  const named = words.filter((word) => !NO_NAMES.has(word));
  const without = named.filter((word) => !SUFFIXES.has(word));
  const own = without.length > 0 ? without : named;
  // An initial beside a name adds nothing to it.
  const full = own.filter((word) => [...word].length > 1 || !LATIN.test(word));
  const kept = full.length > 0 ? full : own;
  const found: Word[] = [];
  let before = '';
  kept.forEach((word, at) => {
    const isLast = at === kept.length - 1;
    if (PARTICLES.has(word) && !isLast) before += word;
    else {
      found.push({ text: word, joined: before + word });
      before = '';
    }
  });
  return found;
}

const LATIN = /^\p{Script=Latin}+$/u;

function isSameName(a: ReadName, b: ReadName): boolean {
  return (
    hasAllOf(a.all, b.core) ||
    hasAllOf(b.all, a.core) ||
    isSameInOneWord(a, b) ||
    // "Xiao Ming" and "Xiaoming", "Garcia Lopez" and "GarciaLopez".
    mergedAs(a, b).some((merged) => hasAllOf(merged.all, b.core) || hasAllOf(b.all, merged.core)) ||
    mergedAs(b, a).some((merged) => hasAllOf(merged.all, a.core) || hasAllOf(a.all, merged.core))
  );
}

/** Each of the words is one of the others, within the letters that are spelling, at least one of them in full. */
function hasAllOf(others: readonly Word[], words: readonly Word[]): boolean {
  if (words.length > others.length) return false;
  const isUsed = others.map(() => false);
  const place = (at: number, left: number, inFull: boolean): boolean => {
    const word = words[at];
    if (!word) return inFull;
    for (let other = 0; other < others.length; other += 1) {
      const candidate = others[other];
      if (!candidate || isUsed[other]) continue;
      const isInitial = isInitialOf(word.text, candidate.text);
      const cost = isInitial ? 0 : distance(word, candidate);
      if (cost > left) continue;
      isUsed[other] = true;
      if (place(at + 1, left - cost, inFull || !isInitial)) return true;
      isUsed[other] = false;
    }
    return false;
  };
  return place(0, SPELLING_DISTANCE, false);
}

const isInitialOf = (a: string, b: string): boolean =>
  (a.length === 1 && b.length > 1 && b.startsWith(a)) ||
  (b.length === 1 && a.length > 1 && a.startsWith(b));

function isSameInOneWord(a: ReadName, b: ReadName): boolean {
  const turned = ({ core, given }: ReadName): string =>
    inOneWord([...core.slice(given.length), ...core.slice(0, given.length)]);
  const [one, other] = [inOneWord(a.core), inOneWord(b.core)];
  return one === other || one === turned(b);
}

/** A name with two neighbors written as one, where the other name has that one word. */
function mergedAs(name: ReadName, other: ReadName): ReadName[] {
  const merge = (words: readonly Word[]): Word[] | null => {
    for (let at = 0; at + 1 < words.length; at += 1) {
      const [first, second] = [words[at], words[at + 1]];
      const merged = first &&
        second && { text: first.text + second.text, joined: first.joined + second.joined };
      if (
        !merged ||
        !other.all.some((word) => word.text === merged.text || word.text === merged.joined)
      )
        continue;
      return [...words.slice(0, at), merged, ...words.slice(at + 2)];
    }
    return null;
  };
  const core = merge(name.core);
  const all = merge(name.all);
  return core || all ? [{ ...name, core: core ?? name.core, all: all ?? name.all }] : [];
}

function distance(a: Word, b: Word): number {
  return Math.min(
    wordDistance(a.text, b.text),
    a.joined === a.text && b.joined === b.text
      ? Infinity
      : Math.min(
          wordDistance(a.joined, b.joined),
          wordDistance(a.joined, b.text),
          wordDistance(a.text, b.joined),
        ),
  );
}

/** The shorter a word, the more a letter of it says; numbers are never spelled in another way. */
function wordDistance(a: string, b: string): number {
  if (a === b) return 0;
  if (DIGIT.test(a) || DIGIT.test(b)) return Infinity;
  const longer = Math.max(a.length, b.length);
  const limit =
    longer <= 2 || !(isLatin(a) && isLatin(b)) ? 0 : longer === 3 ? 1 : SPELLING_DISTANCE;
  // Most pairs have nothing in common, and five million may be compared.
  if (Math.abs(a.length - b.length) > limit && !hasLost(a) && !hasLost(b))
    return isTransliteration(a, b) ? SPELLING_DISTANCE : Infinity;
  const found = hasLost(a) || hasLost(b) ? lostDistance(a, b) : editDistance(a, b, limit);
  if (found <= limit) return found;
  return isTransliteration(a, b) ? SPELLING_DISTANCE : Infinity;
}

const DIGIT = /\p{N}/u;
const isLatin = (word: string): boolean =>
  PLAIN.test(word) || /^[\p{Script=Latin}\uFFFD]+$/u.test(word);
const hasLost = (word: string): boolean => word.includes('\uFFFD');

/** A letter may have been lost as one sign or as several. */
function lostDistance(a: string, b: string): number {
  const [lost, other] = hasLost(a) ? [a, b] : [b, a];
  const pattern = lost.split(/\uFFFD+/u).join('[^]{0,2}');
  return new RegExp(`^${pattern}$`, 'u').test(other)
    ? 0
    : editDistance(lost.replace(/\uFFFD+/gu, '\uFFFD'), other, SPELLING_DISTANCE);
}

/** Mohamed and Muhammad: the same consonants in the same order, enough of them to be no chance. */
function isTransliteration(a: string, b: string): boolean {
  if (a.charAt(0) !== b.charAt(0) || a.length < 4 || b.length < 4) return false;
  const consonants = (word: string): string =>
    word.replace(/[aeiouy]/g, '').replace(/(.)\1+/g, '$1');
  const [one, other] = [consonants(a), consonants(b)];
  return one.length >= 4 && one === other;
}
