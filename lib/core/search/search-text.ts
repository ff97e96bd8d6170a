import { foldName } from '../names/fold-name';

/** What somebody typed into the search, taken apart. Only as much of it as a search can use. */
export const MAX_SEARCH_LENGTH = 120;

/** Letters or digits from which on people are looked for: a single one finds everybody. */
export const MIN_PERSON_LETTERS = 2;

export interface SearchText {
  /** Without spaces around and doubled between. */
  text: string;
  words: readonly string[];
  /** "12", "#12", "run 12", or "run-12" as in addresses. */
  runNumber: number | null;
  /** It can mean nothing but a run: "#12" or "run 12". */
  isRun: boolean;
}

export function readSearchText(typed: string): SearchText {
  const text = typed.slice(0, MAX_SEARCH_LENGTH).trim().replace(/\s+/g, ' ');
  const run = /^(run[\s-]?)?(#\s?)?(\d{1,9})$/i.exec(text);
  return {
    text,
    words: text === '' ? [] : text.split(' '),
    runNumber: run ? Number(run[3]) : null,
    isRun: run !== null && (run[1] !== undefined || run[2] !== undefined),
  };
}

/** A text in which a district may be named first or last: "lakeview garcia", "run 12 lakeview". */
export interface NamedDistrict {
  district: string;
  rest: string;
}

const MOST_WORDS_OF_A_NAME = 5;

/** Every way to read it so, most words of the district first. Empty for a single word. */
export function readNamedDistricts({ words }: SearchText): NamedDistrict[] {
  const most = Math.min(MOST_WORDS_OF_A_NAME, words.length - 1);
  return Array.from({ length: Math.max(0, most) }, (_, fewer) => most - fewer).flatMap((count) => [
    { district: words.slice(0, count).join(' '), rest: words.slice(count).join(' ') },
    { district: words.slice(-count).join(' '), rest: words.slice(0, -count).join(' ') },
  ]);
}

const OF_ATTENDANCE = /^(?:attendance|absences?) (?:of(?: |$))?|(?<=\S) (?:attendance|absences?)$/i;

/**
 * What is looked for in the roster: of "attendance of ana vega" the name, whose attendance is found with it. Empty for "attendance of",
 * where the name is still to be typed.
 */
export function rosterText(text: string): string {
  return text.replace(OF_ATTENDANCE, '');
}

/** Of what rosterText leaves. Accents, commas and apostrophes are none: "a," and "o'" would find everybody as "a" and "o" do. */
export function hasEnoughLettersForPeople(text: string): boolean {
  return (foldName(text).match(/[\p{L}\p{N}]/gu) ?? []).length >= MIN_PERSON_LETTERS;
}
