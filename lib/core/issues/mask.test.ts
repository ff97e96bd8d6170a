import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_SHOWN_LENGTH, shownValue, valueShape } from './mask';

describe('shownValue', () => {
  it.each([
    ['plain text', 'u-1', 'u-1'],
    ['accents', 'Kreyòl', 'Kreyòl'],
    ['control characters', 'a\tb\u0000', 'a<U+0009>b<U+0000>'],
    ['direction marks and no-break blanks', 'a\u202eb\u00a0', 'a<U+202E>b<U+00A0>'],
    ['long text', 'x'.repeat(80), `${'x'.repeat(60)}…`],
    ['text of just the length', 'x'.repeat(60), 'x'.repeat(60)],
    ['an email address, because the row is shifted', 'jane@example.org', '16 characters'],
  ])('%s', (_name, text, shown) => {
    expect(shownValue(text)).toBe(shown);
  });

  it('never shows a control character, nor more than it may', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const shown = shownValue(text);
        expect(shown).not.toMatch(/\p{Cc}/u);
        expect([...shown.replace(/<U\+[0-9A-F]{4,6}>/g, 'x')].length).toBeLessThanOrEqual(
          MAX_SHOWN_LENGTH + 1,
        );
      }),
    );
  });
});

it.each([
  ['', '0 characters'],
  ['a', '1 character'],
  ['Zoë', '3 characters'],
  ['😀', '1 character'],
])('valueShape of %j', (text, shape) => {
  expect(valueShape(text)).toBe(shape);
});
