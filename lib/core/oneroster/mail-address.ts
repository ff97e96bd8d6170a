// Whether a mail address of a roster can be one. Nobody is written to from here, so a doubtful one is told by its form
// and by the words that exports put where there is none.

import { oddCharacterIn, trimOdd, withoutOdd } from './odd-characters';

/** As mail programs copy it: `Ana Diaz <ana@example.org>`, `mailto:ana@example.org`. */
const WRAPPED = /^(?:[^<>]*<)?\s*(mailto:)?([^<>]*)>?$/i;
const ADDRESS =
  /^[^\s@,;:<>()"[\]\\.]+(?:\.[^\s@,;:<>()"[\]\\.]+)*@((?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+(?:\p{L}{2,}|xn--[a-z0-9-]+))$/u;
/** Most are written like this, and need no more than this to be read. */
const PLAIN =
  /^[\w'+-]+(?:\.[\w'+-]+)*@((?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,})$/;
const LONGEST = 254;
const LONGEST_LOCAL_PART = 64;

/** Nobody's name in front of the @: without marks, so that `no-email`, `no.email` and `noemail` are one. */
const NOBODY: ReadonlySet<string> = new Set([
  'none',
  'null',
  'unknown',
  'undefined',
  'noemail',
  'noemails',
  'noemailaddress',
  'noemailonfile',
  'nomail',
  'noaddress',
  'noreply',
  'donotreply',
  'donotemail',
  'donotcontact',
  'donotuse',
  'dontemail',
  'refused',
  'declined',
  'notprovided',
  'notavailable',
  'notapplicable',
  'notgiven',
  'nobody',
  'noone',
  'fakeemail',
  'noemailprovided',
  'noemailavailable',
  'noemailgiven',
  'noemailaddressprovided',
  'noemailaccount',
  'donthave',
  'donthaveemail',
  'donthaveone',
  'doesnothave',
  'doesnothaveemail',
  'doesnthaveemail',
  'emailnotprovided',
  'emailunknown',
  'unknownemail',
  'emailmissing',
  'missingemail',
  'novalidemail',
]);
/** What somebody types who must type something: nobody's where the domain says no more. */
const TYPED: ReadonlySet<string> = new Set([
  'na',
  'no',
  'not',
  'test',
  'fake',
  'abc',
  'asdf',
  'mail',
  'email',
  'missing',
  'parent',
  'student',
  'guardian',
  'mom',
  'dad',
  'user',
  'name',
  'xyz',
]);
const NOWHERE: ReadonlySet<string> = new Set([...NOBODY, 'na', 'no', 'fake', 'nowhere', 'invalid']);
/** How one of NOBODY begins, or is: hardly anybody's name does. */
const BEGINNINGS: ReadonlySet<string> = new Set(
  [...NOBODY].flatMap((word) => Array.from(word, (_, i) => word.slice(0, i + 1))),
);
const ONE_LETTER_OR_DIGITS = /^(.)\1*$|^\d+$/;
const MARKS = /[._+-]/g;

/**
 * The character within an address that is no part of one, as "U+200B (zero-width space)": without it the text would be an
 * address, and whether it stands for another character nobody can see. Null where that is not what is wrong.
 */
export function oddCharacterWithin(text: string): string | null {
  const odd = oddCharacterIn(unwrapped(text));
  return odd !== null && mailAddress(withoutOdd(text)) !== null ? odd : null;
}

/**
 * The address in the form it is compared in, or null where the text is none: not of the form of one, `noemail@…`,
 * `…@none.com`, `no@email.com`, `test@test.com` and `x@x.com` (the same word twice), or under `.invalid`, which no address is.
 */
export function mailAddress(text: string): string | null {
  const plain = PLAIN.exec(text)?.[1];
  if (plain !== undefined) return addressAt(text.toLowerCase(), plain.length);
  const address = unwrapped(text).toLowerCase();
  const domain = oddCharacterIn(address) === null ? ADDRESS.exec(address)?.[1] : undefined;
  return domain === undefined ? null : addressAt(address, domain.length);
}

/** What cannot be seen at its ends is none of it. */
function unwrapped(text: string): string {
  const [, scheme, inside = ''] = WRAPPED.exec(trimOdd(text)) ?? [];
  // `mailto:ana@example.org?subject=…`
  return trimOdd(scheme === undefined ? inside : inside.replace(/\?.*$/s, ''));
}

/** `address` has the form of one. */
function addressAt(address: string, domainLength: number): string | null {
  const at = address.length - domainLength - 1;
  if (address.length > LONGEST || at > LONGEST_LOCAL_PART) return null;
  return isNobodys(address.slice(0, at).replace(MARKS, ''), address.slice(at + 1)) ? null : address;
}

/** `domain` with its last label; `local` without marks. */
function isNobodys(local: string, domain: string): boolean {
  const words = withoutNumber(local);
  const name = firstLabel(domain);
  if (NOWHERE.has(name) || domain.endsWith('.invalid')) return true;
  // `no@email.com`: said on both sides of the @.
  if (BEGINNINGS.has(words) && (NOBODY.has(words) || NOBODY.has(words + name))) return true;
  return name === local && (TYPED.has(local) || ONE_LETTER_OR_DIGITS.test(local));
}

/** `noemail1@…`, `noemail2@…`: for systems in which no two addresses may be the same. */
function withoutNumber(local: string): string {
  let end = local.length;
  while (end > 0 && isDigit(local.charCodeAt(end - 1))) end -= 1;
  return end === 0 ? local : local.slice(0, end);
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57;

/** Without hyphens. */
function firstLabel(domain: string): string {
  const label = domain.slice(0, domain.indexOf('.'));
  return label.includes('-') ? label.replaceAll('-', '') : label;
}
