import { expect, test } from 'vitest';
import fc from 'fast-check';
import { mailAddress, oddCharacterWithin } from './mail-address';
import { MAILS } from '@/lib/testing/reachable-examples';

test.each(MAILS)('%j is %j', (text, expected) => {
  expect(mailAddress(text)).toBe(expected);
});

test.each([
  ['a part before the @ of 65 letters', `${'a'.repeat(65)}@example.org`],
  ['more than an address may have', `a@${'b'.repeat(63)}.${'c'.repeat(200)}.org`],
])('is none: %s', (_name, text) => {
  expect(mailAddress(text)).toBeNull();
});

const ODD: readonly (readonly [character: string, name: string])[] = [
  ['\u200b', 'U+200B (zero-width space)'],
  ['\u2060', 'U+2060 (word joiner)'],
  ['\u00ad', 'U+00AD (soft hyphen)'],
  ['\u200e', 'U+200E (left-to-right mark)'],
  ['\u200f', 'U+200F (right-to-left mark)'],
  ['\u200c', 'U+200C (zero-width non-joiner)'],
  ['\u200d', 'U+200D (zero-width joiner)'],
  ['\u202a', 'U+202A (left-to-right embedding)'],
  ['\u202e', 'U+202E (right-to-left override)'],
  ['\u2066', 'U+2066 (left-to-right isolate)'],
  ['\u2069', 'U+2069 (end of an isolate)'],
  ['\u061c', 'U+061C (Arabic letter mark)'],
  ['\u034f', 'U+034F (combining grapheme joiner)'],
  ['\u180e', 'U+180E (Mongolian vowel separator)'],
  ['\u3164', 'U+3164 (Hangul filler)'],
  ['\ufe0f', 'U+FE0F (variation selector)'],
  ['\ufeff', 'U+FEFF (byte order mark)'],
  ['\u00a0', 'U+00A0 (no-break space)'],
  ['\u2009', 'U+2009 (thin space)'],
  ['\u3000', 'U+3000 (wide space)'],
  ['\u2800', 'U+2800 (blank braille pattern)'],
  ['\u{e0020}', 'U+E0020 (a character that cannot be seen)'],
];

test.each(ODD)(
  '%j at the ends is no part of an address, and in the middle it is named',
  (odd, name) => {
    for (const sent of [
      `${odd}ana@example.org`,
      `ana@example.org${odd}`,
      `${odd}${odd} ana@example.org ${odd}`,
      `Ana Diaz <${odd}ana@example.org${odd}>`,
      `Ana${odd}Diaz <ana@example.org>`,
      `${odd}mailto:${odd}ana@example.org${odd}`,
    ]) {
      expect([sent, mailAddress(sent)]).toEqual([sent, 'ana@example.org']);
      expect(oddCharacterWithin(sent)).toBeNull();
    }
    for (const sent of [
      `an${odd}a@example.org`,
      `ana${odd}@example.org`,
      `ana@${odd}example.org`,
      `ana@exam${odd}ple.org`,
      `Ana <ana@example${odd}.org>`,
      `mailto:ana@example.o${odd}rg`,
    ]) {
      expect([sent, mailAddress(sent)]).toEqual([sent, null]);
      expect([sent, oddCharacterWithin(sent)]).toEqual([sent, name]);
    }
  },
);

test.each([
  ['MAILTO:Ana@Example.org', 'ana@example.org'],
  ['mailto: ana@example.org', 'ana@example.org'],
  ['mailto:ana@example.org?subject=Hello', 'ana@example.org'],
  ['<mailto:ana@example.org>', 'ana@example.org'],
  ['"Diaz, Ana" <ana@example.org>', 'ana@example.org'],
  ['ana@example.org <ana@example.org>', 'ana@example.org'],
  ['Ana <>', null],
  ['Ana <ana@example.org> <eva@example.org>', null],
])('%j', (sent, expected) => {
  expect(mailAddress(sent)).toBe(expected);
});

test('what is no address without the character either is not told as one', () => {
  for (const sent of [
    'no\u200bne',
    'ana\u200b',
    'noe\u200bmail@example.org',
    '\u200b',
    'ana@example.org',
  ])
    expect(oddCharacterWithin(sent)).toBeNull();
});

test('wherever one stands, it is left out or named', () => {
  const address = 'ana.diaz@example.org';
  fc.assert(
    fc.property(
      fc.constantFrom(...ODD),
      fc.integer({ min: 0, max: address.length }),
      ([odd, name], at) => {
        const sent = address.slice(0, at) + odd + address.slice(at);
        const isEnd = at === 0 || at === address.length;
        expect(mailAddress(sent)).toBe(isEnd ? address : null);
        expect(oddCharacterWithin(sent)).toBe(isEnd ? null : name);
      },
    ),
  );
});
