import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contentOfLine, LineContent } from './line-content';

const line = 'x1,Ana Maria,12 "Elm" St';

test.each([
  ['blanks around values', ' x1 ,\tAna Maria , 12 "Elm" St  '],
  ['another end of the line', `${line}\r`],
  ['quotes around values', '"x1","Ana Maria",12 "Elm" St'],
  ['more blanks within', 'x1,Ana  Maria,12 "Elm" St'],
])('%s make no other line', (_name, same) => {
  expect(contentOfLine(same)).toBe(contentOfLine(line));
});

test('nor do letters that are put together of two', () => {
  expect(contentOfLine('x1,Jose\u0301')).toBe(contentOfLine('x1,Jos\u00e9'));
});

test.each([
  ['another letter', 'x1,Ana Mario,12 "Elm" St'],
  ['a value in two', 'x1,Ana,Maria,12 "Elm" St'],
  ['two words in one', 'x1,AnaMaria,12 "Elm" St'],
  ['an empty value more', 'x1,,Ana Maria,12 "Elm" St'],
  ['values in another order', 'Ana Maria,x1,12 "Elm" St'],
  ['less at the end', 'x1,Ana Maria,12 "Elm"'],
])('%s does', (_name, other) => {
  expect(contentOfLine(other)).not.toBe(contentOfLine(line));
});

test('in however many pieces it comes', () => {
  const text = fc.string({
    unit: fc.constantFrom('a', 'é', ' ', '"', ',', '\r', '\t'),
    maxLength: 40,
  });
  fc.assert(
    fc.property(text, fc.array(fc.nat(40)), (whole, cuts) => {
      const bytes = Buffer.from(whole);
      const content = new LineContent();
      let at = 0;
      for (const cut of cuts.toSorted((a, b) => a - b)) {
        content.add(bytes.subarray(at, Math.max(at, cut)));
        at = Math.max(at, Math.min(cut, bytes.length));
      }
      content.add(bytes.subarray(at));
      expect(content.end()).toBe(contentOfLine(whole));
    }),
  );
});
