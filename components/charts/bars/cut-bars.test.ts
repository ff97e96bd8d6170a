import { expect, test } from 'vitest';
import { cutAbove } from './cut-bars';

const many = (length: number) => Array.from({ length }, (_, index) => 10 + (index % 5));

test.each<[string, readonly number[], number | null]>([
  ['no bars', [], null],
  ['four bars are compared as they are', [1000, 10, 10, 10], null],
  ['nothing stands out', [40, 20, 10, 5, 5], null],
  ['four times as long is not cut', [80, 20, 10, 5, 5], null],
  ['one stands out', [81, 20, 10, 5, 5], 20],
  ['empty bars are none of the others', [81, 20, 10, 5, 0, 0, 0], null],
  ['two of twenty stand out together', [900, 800, ...many(18)], 14],
  ['three of twenty are not a few', [900, 850, 800, ...many(17)], null],
  ['the first cut is enough', [5000, 800, ...many(18)], 800],
])('%s', (_name, lengths, cut) => {
  expect(cutAbove(lengths)).toBe(cut);
});
