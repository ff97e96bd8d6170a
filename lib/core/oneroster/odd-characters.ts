// Characters that nobody sees, and blanks that are none of the keyboard's: text copied from mails and web pages is full of
// them, and no address has one.

import { trimCharacters } from '../csv/cells';

const ODD =
  /[\p{Default_Ignorable_Code_Point}\p{Cf}\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u2800\u3000]/u;
const ODD_OR_BLANK = new RegExp(`\\s|${ODD.source}`, 'u');
const ALL_ODD = new RegExp(ODD.source, 'gu');

const NAMES: Readonly<Record<string, string>> = {
  '00AD': 'soft hyphen',
  '00A0': 'no-break space',
  '034F': 'combining grapheme joiner',
  '061C': 'Arabic letter mark',
  '115F': 'Hangul filler',
  '1160': 'Hangul filler',
  '180E': 'Mongolian vowel separator',
  '2009': 'thin space',
  '200A': 'hair space',
  '200B': 'zero-width space',
  '200C': 'zero-width non-joiner',
  '200D': 'zero-width joiner',
  '200E': 'left-to-right mark',
  '200F': 'right-to-left mark',
  '2028': 'line separator',
  '2029': 'paragraph separator',
  '202A': 'left-to-right embedding',
  '202B': 'right-to-left embedding',
  '202C': 'end of a change of direction',
  '202D': 'left-to-right override',
  '202E': 'right-to-left override',
  '202F': 'narrow no-break space',
  '2060': 'word joiner',
  '2061': 'function application',
  '2062': 'invisible times',
  '2063': 'invisible separator',
  '2064': 'invisible plus',
  '2066': 'left-to-right isolate',
  '2067': 'right-to-left isolate',
  '2068': 'first strong isolate',
  '2069': 'end of an isolate',
  '2800': 'blank braille pattern',
  '3000': 'wide space',
  '3164': 'Hangul filler',
  FE0F: 'variation selector',
  FEFF: 'byte order mark',
  FFA0: 'Hangul filler',
};

export const trimOdd = (text: string): string => trimCharacters(text, ODD_OR_BLANK);

export const withoutOdd = (text: string): string => text.replace(ALL_ODD, '');

/** "U+200B (zero-width space)" of the first one; null where there is none. */
export function oddCharacterIn(text: string): string | null {
  const found = ODD.exec(text)?.[0];
  if (found === undefined) return null;
  const code = (found.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return `U+${code} (${NAMES[code] ?? 'a character that cannot be seen'})`;
}
