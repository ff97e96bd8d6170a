import { expect, test } from 'vitest';
import { SearchRate } from './search-rate';

const at = (ms: number): Date => new Date(Date.UTC(2026, 8, 1) + ms);

test('a person may search 120 times in ten seconds, each for themselves', () => {
  const rate = new SearchRate();
  for (let i = 0; i < 120; i += 1) expect(rate.allows(1, at(i * 10))).toBe(true);
  expect(rate.allows(1, at(1_500))).toBe(false);
  expect(rate.allows(2, at(1_500))).toBe(true);
  expect(rate.allows(1, at(9_999))).toBe(false);
  // The first one is ten seconds ago, and what was refused does not count.
  expect(rate.allows(1, at(10_000))).toBe(true);
  expect(rate.allows(1, at(10_000))).toBe(false);
});
