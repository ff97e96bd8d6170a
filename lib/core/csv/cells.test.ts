import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mailAddress, oddCharacterWithin } from '../oneroster/mail-address';
import { trimOdd } from '../oneroster/odd-characters';
import { trimBlanks } from './cells';
import { isNobodysLine } from './row-shape';

const BLANKS = [
  ' ',
  '\t',
  '\n',
  '\u0000',
  '\u0085',
  '\u00a0',
  '\u2003',
  '\u200b',
  '\u3000',
  '\ufeff',
];

test('only what is blank at the ends goes, as an expression would take it', () => {
  const piece = fc.constantFrom(...BLANKS, 'a', 'é', '-', '😀', '\ud83d', '\udc00');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const text = pieces.join('');
      expect(trimBlanks(text)).toBe(
        text.replace(/^[\s\p{Cc}\u200b\ufeff]+|[\s\p{Cc}\u200b\ufeff]+$/gu, ''),
      );
    }),
  );
});

test('characters of two halves are taken whole', () => {
  expect(trimOdd('\u{e0001}ana\u{e0001}\u{e0020}')).toBe('ana');
  expect(trimOdd('😀')).toBe('😀');
  expect(trimOdd('\u{e0001}')).toBe('');
});

// Each of these kept a worker busy for ever, or for minutes: the test would not end.
test.each([
  ['no-break spaces within an address', `ana${'\u00a0'.repeat(8_000)}b@example.org`],
  ['wide blanks within an address', `ana${'\u3000\u2003'.repeat(4_000)}b@example.org`],
  ['blanks within, and one at the end', `ana${' '.repeat(8_000)}b@example.org `],
  ['zero-width characters within', `ana${'\u200b\ufeff'.repeat(4_000)}b@example.org\u200b`],
  ['dots', `${'a.'.repeat(4_000)}@example.org`],
  ['hyphens in a domain', `ana@${'a-'.repeat(4_000)}`],
  ['labels in a domain', `ana@${'a.'.repeat(4_000)}1`],
  ['brackets', `${'<'.repeat(8_000)}ana@example.org`],
])('a cell of %s is read as quickly as any other', (_what, text) => {
  trimBlanks(text);
  trimOdd(text);
  oddCharacterWithin(text);
  expect(mailAddress(text)).toBeNull();
});

test.each([
  `Students: ${'1'.repeat(60)}x`,
  `Number of rows: ${'1,1.'.repeat(20)}x`,
  `Records: ${'1 '.repeat(40)}x`,
  `Rows written ${'.'.repeat(60)}x`,
  `Total ${'1 '.repeat(40)}!`,
  `Generated ${'on at by '.repeat(12)}1:`,
  `End ${'-'.repeat(90)}x`,
])('a line such as %j is judged as quickly as any other', (line) => {
  expect(isNobodysLine([line])).toBe(false);
});

test.each(['Students: 1,204', 'Number of rows: 12', 'Records written 1 204', 'Rows: 1 2 3'])(
  '%j is what a report writes around its rows',
  (line) => {
    expect(isNobodysLine([line])).toBe(true);
  },
);
