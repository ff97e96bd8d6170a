// Turns whatever stands in a language column into an ISO 639-1 code, or says that it cannot. It never guesses where two
// lists disagree: a family written to in the wrong language is worse than one whose language is asked for.

import { editDistance } from '@/lib/core/names/nearest';
import { LANGUAGE_CODE_SETS } from './code-sets';
import { LANGUAGE_TABLE } from './language-table';
import {
  AMBIGUOUS_NAMES,
  DOUBTFUL_CODES,
  LOCAL_CODES,
  NEVER_GUESSED,
  NO_ANSWER,
  THREE_LETTER_FOLDS,
  VARIANTS,
  WITHDRAWN_CODES,
  WITHOUT_CODE,
} from './other-languages';
import type {
  LanguageCodeSet,
  LanguageMapper,
  LanguageMatch,
  LanguageStep,
  LanguageWarning,
} from './types';

export interface LanguageMapperSettings {
  /** The district's own table: exact text to code, or to null for "no language". It wins over everything. */
  overrides?: Readonly<Record<string, string | null>>;
  /** The state numbering the district has declared. */
  codeSet?: LanguageCodeSet | null;
}

/** What a name or code stands for: a language with a code, one without, or one nobody can name from afar. */
interface Meaning {
  code: string | null;
  variant: string | null;
  ambiguous: boolean;
}

const MAX_LENGTH = 100;
/** A column full of free text must not fill the memory. */
const MAX_REMEMBERED = 10_000;
const FUZZY_MIN_LENGTH = 5;

const NAMES = buildNames();
const SHORTENED_NAMES = buildShortenedNames();
const TWO_LETTER = new Set(LANGUAGE_TABLE.map(([code]) => code));
const THREE_LETTER = buildThreeLetterCodes();
const NO_ANSWERS = new Set(NO_ANSWER.map(nameKey));
const ENGLISH = 'en';

export function createLanguageMapper(settings: LanguageMapperSettings = {}): LanguageMapper {
  const overrides = new Map(
    Object.entries(settings.overrides ?? {}).map(([text, code]) => [cleanText(text), code]),
  );
  const codeSet = settings.codeSet ?? null;
  const remembered = new Map<string, LanguageMatch>();
  return {
    map(text) {
      const known = remembered.get(text);
      if (known) return known;
      const match = mapText(cleanText(text), overrides, codeSet);
      // Joined anew, because a piece of a file read in one go keeps the whole of it in memory.
      if (remembered.size < MAX_REMEMBERED) remembered.set(Array.from(text).join(''), match);
      return match;
    },
  };
}

/** The English name of an ISO 639-1 code; null for a text that is none. */
export function languageName(code: string): string | null {
  return LANGUAGE_TABLE.find(([known]) => known === code)?.[2] ?? null;
}

/** Every code a district may choose, with its English name, by name. */
export function languageChoices(): readonly { code: string; name: string }[] {
  return LANGUAGE_TABLE.map(([code, , name]) => ({ code, name })).sort((left, right) =>
    left.name < right.name ? -1 : 1,
  );
}

function mapText(
  text: string,
  overrides: ReadonlyMap<string, string | null>,
  codeSet: LanguageCodeSet | null,
): LanguageMatch {
  if (text === '') return NO_LANGUAGE;
  const override = overrides.get(text);
  if (override !== undefined) {
    return {
      code: override,
      confidence: 'certain',
      step: 'override',
      variant: null,
      warning: null,
    };
  }
  const key = nameKey(text);
  if (NO_ANSWERS.has(key)) return NO_LANGUAGE;
  if (text.length > MAX_LENGTH) return unmapped('LANGUAGE_UNKNOWN');
  return (
    byCodeSet(text, codeSet) ??
    byCode(text) ??
    byName(key, 'name') ??
    byParts(text) ??
    byGuess(key) ??
    unmapped('LANGUAGE_UNKNOWN')
  );
}

const NO_LANGUAGE: LanguageMatch = {
  code: null,
  confidence: 'none',
  step: 'empty',
  variant: null,
  warning: null,
};

function unmapped(warning: LanguageWarning, variant: string | null = null): LanguageMatch {
  return { code: null, confidence: 'none', step: 'unmapped', variant, warning };
}

function found(meaning: Meaning, step: LanguageStep): LanguageMatch {
  if (meaning.code !== null) {
    return {
      code: meaning.code,
      confidence: 'high',
      step,
      variant: meaning.variant,
      warning: null,
    };
  }
  return unmapped(
    meaning.ambiguous ? 'LANGUAGE_AMBIGUOUS' : 'LANGUAGE_WITHOUT_CODE',
    meaning.variant,
  );
}

/** Numbers, and Texas' 3E: only through the list the district has declared. */
function byCodeSet(text: string, codeSet: LanguageCodeSet | null): LanguageMatch | null {
  if (!/^\d[\dA-Z]?$/i.test(text)) return /^\d+$/.test(text) ? unmapped('LANGUAGE_UNKNOWN') : null;
  // A spreadsheet program takes the leading zero away.
  const name = codeSet && LANGUAGE_CODE_SETS[codeSet].names[text.toUpperCase().padStart(2, '0')];
  if (!name) return unmapped('LANGUAGE_UNKNOWN');
  const key = nameKey(name);
  return NO_ANSWERS.has(key)
    ? NO_LANGUAGE
    : (byName(key, 'code-set') ?? unmapped('LANGUAGE_UNKNOWN'));
}

function byCode(text: string): LanguageMatch | null {
  if (/^[a-z]{2}$/i.test(text)) return byTwoLetters(text);
  // A language tag (zh-Hans, es_MX, zh-Hant-TW); other words with a hyphen are names.
  const tag = /^([a-z]{2,3})(?:[-_][a-z]{4})?(?:[-_](?:[a-z]{2}|\d{3}))?$/i.exec(text)?.[1];
  if (tag !== undefined && tag.length === 2) return byTwoLetters(tag.toLowerCase(), false);
  const meaning = tag === undefined ? undefined : THREE_LETTER.get(tag.toLowerCase());
  return meaning ? found(meaning, 'code') : null;
}

function byTwoLetters(text: string, isBare = true): LanguageMatch | null {
  const code = text.toLowerCase();
  const withdrawn = WITHDRAWN_CODES[code];
  if (withdrawn !== undefined)
    return found({ code: withdrawn, variant: null, ambiguous: false }, 'code');
  if (code === 'bh') return unmapped('LANGUAGE_WITHOUT_CODE', 'bih');
  if (code === 'sh') return unmapped('LANGUAGE_AMBIGUOUS', 'hbs');
  if (LOCAL_CODES.has(code)) return unmapped('LANGUAGE_AMBIGUOUS');
  if (!TWO_LETTER.has(code)) return null;
  if (isBare && DOUBTFUL_CODES.has(code)) {
    return text === code
      ? { code, confidence: 'low', step: 'code', variant: null, warning: 'LANGUAGE_CHECK_CODE' }
      : unmapped('LANGUAGE_AMBIGUOUS');
  }
  return found({ code, variant: null, ambiguous: false }, 'code');
}

function byName(key: string, step: LanguageStep): LanguageMatch | null {
  const meaning = NAMES.get(key) ?? NAMES.get(key.replace(/ languages?$/, ''));
  return meaning ? found(meaning, step) : null;
}

/** `Chinese, Mandarin` and `Farsi (Persian)` name one language; `Spanish/English` names two. */
function byParts(text: string): LanguageMatch | null {
  const parts = text.split(/[;,/()&+|]|\s+(?:and|or)\s+/i).map((part) => part.trim());
  const filled = parts.filter((part) => part !== '');
  if (filled.length < 2) return null;
  // A code inside a name is a country: Spanish (SV) is El Salvador, not Swedish.
  const areCodes = filled.every((part) => /^[a-z]{2,3}$/i.test(part));
  const meanings = filled.flatMap((part) => {
    const key = nameKey(part);
    if (NO_ANSWERS.has(key)) return [];
    if (areCodes) {
      const match = byCode(part);
      if (match && match.confidence === 'high')
        return [{ code: match.code, variant: match.variant, ambiguous: false }];
    }
    return NAMES.get(key) ?? [];
  });
  const certain = meanings.filter((meaning) => !meaning.ambiguous);
  const [first] = certain.length > 0 ? certain : meanings;
  if (!first) return null;
  const identity = (meaning: Meaning) => meaning.code ?? `without code: ${meaning.variant ?? ''}`;
  const variant = certain.find((meaning) => meaning.variant !== null)?.variant ?? null;
  if (certain.every((meaning) => identity(meaning) === identity(first))) {
    return found({ ...first, variant: first.variant ?? variant }, 'parts');
  }
  const chosen = certain.find((meaning) => meaning.code !== ENGLISH) ?? first;
  return chosen.code === null
    ? unmapped('LANGUAGE_SEVERAL', chosen.variant)
    : {
        code: chosen.code,
        confidence: 'low',
        step: 'parts',
        variant: chosen.variant,
        warning: 'LANGUAGE_SEVERAL',
      };
}

/** One letter wrong in a long enough name, and only one language it can be. */
function byGuess(key: string): LanguageMatch | null {
  if (key.length < FUZZY_MIN_LENGTH || NEVER_GUESSED.has(key)) return null;
  const candidates = new Set(shortened(key).flatMap((text) => SHORTENED_NAMES.get(text) ?? []));
  let guess: Meaning | null = null;
  for (const name of candidates) {
    const meaning = NAMES.get(name);
    if (!meaning || editDistance(key, name, 1) > 1) continue;
    if (guess !== null && (guess.code !== meaning.code || guess.variant !== meaning.variant)) {
      return null;
    }
    guess = meaning;
  }
  if (guess === null) return null;
  if (guess.code === null) return found(guess, 'unmapped');
  return {
    code: guess.code,
    confidence: 'low',
    step: 'fuzzy',
    variant: guess.variant,
    warning: 'LANGUAGE_GUESSED',
  };
}

/** The text itself and every text that lacks one of its letters: two texts one edit apart share one of these. */
function shortened(text: string): string[] {
  const texts = [text];
  for (let index = 0; index < text.length; index += 1) {
    texts.push(text.slice(0, index) + text.slice(index + 1));
  }
  return texts;
}

function buildShortenedNames(): Map<string, string[]> {
  const names = new Map<string, string[]>();
  for (const name of NAMES.keys()) {
    if (name.length < FUZZY_MIN_LENGTH || NEVER_GUESSED.has(name)) continue;
    for (const text of shortened(name)) {
      const sharing = names.get(text);
      if (sharing) sharing.push(name);
      else names.set(text, [name]);
    }
  }
  return names;
}

function cleanText(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\u200b-\u200f\u2060\ufeff"“”„«»]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^'(.*)'$/, '$1')
    .trim();
}

/** Lower case, no accents, no apostrophes, every other sign a blank. */
function nameKey(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\p{M}'’‘ʻʼ`]/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

function buildNames(): Map<string, Meaning> {
  const names = new Map<string, Meaning>();
  const add = (texts: readonly string[], meaning: Meaning) => {
    for (const text of texts) names.set(nameKey(text), meaning);
  };
  for (const [code, , name, otherNames] of LANGUAGE_TABLE) {
    add([name, ...otherNames], { code, variant: null, ambiguous: false });
  }
  for (const [variant, texts] of WITHOUT_CODE)
    add(texts, { code: null, variant, ambiguous: false });
  for (const [variant, code, texts] of VARIANTS) add(texts, { code, variant, ambiguous: false });
  for (const [variant, texts] of AMBIGUOUS_NAMES)
    add(texts, { code: null, variant, ambiguous: true });
  return names;
}

function buildThreeLetterCodes(): Map<string, Meaning> {
  const codes = new Map<string, Meaning>();
  for (const [variant] of WITHOUT_CODE)
    codes.set(variant, { code: null, variant, ambiguous: false });
  for (const [variant] of AMBIGUOUS_NAMES) {
    if (variant !== null) codes.set(variant, { code: null, variant, ambiguous: true });
  }
  for (const [variant, code] of Object.entries(THREE_LETTER_FOLDS))
    codes.set(variant, { code, variant, ambiguous: false });
  for (const [code, threeLetterCodes] of LANGUAGE_TABLE) {
    for (const threeLetters of threeLetterCodes.split(' ')) {
      codes.set(threeLetters, { code, variant: null, ambiguous: false });
    }
  }
  return codes;
}
