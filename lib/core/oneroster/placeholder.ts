// What people and programs write where there is nothing to write.

/** Without case, blanks and punctuation: `N/A`, `#N/A` and `n.a.` are one. */
const WORDS: ReadonlySet<string> = new Set([
  'na',
  'nan',
  'nil',
  'none',
  'null',
  'undefined',
  'unknown',
  'unk',
  'tbd',
  'tba',
  'blank',
  'empty',
  'missing',
  'refused',
  'declined',
  'notapplicable',
  'notavailable',
  'notprovided',
  'notgiven',
  'notknown',
  'noid',
  'nonegiven',
  'nodata',
  'novalue',
  'nonumber',
]);
const LONGEST = 24;
const SAYS_SOMETHING = /[1-9]|[^\x00-\x7f\u2013\u2014]/;
const BESIDE_LETTERS = /[^a-z]/g;
const ZEROS_OR_MARKS = /^[^a-z]*$/;

/**
 * True where a text stands for no value: one of the words above, only zeros, or only marks such as `-` and `?`. It is
 * for ids and codes: a name may well be Null.
 */
export function isPlaceholder(text: string): boolean {
  if (text.length > LONGEST || SAYS_SOMETHING.test(text)) return false;
  const folded = text.toLowerCase();
  return ZEROS_OR_MARKS.test(folded) || WORDS.has(folded.replace(BESIDE_LETTERS, ''));
}

const DIGIT = /\d/;
const ONLY_MARKS = /^[\p{P}\p{Z}\p{C}]*$/u;

/** True where a text names nothing. A class may well be called 0. */
export function isNoTitle(text: string): boolean {
  return ONLY_MARKS.test(text) || (isPlaceholder(text) && !DIGIT.test(text));
}
