import { describe, expect, test } from 'vitest';
import {
  formatBytes,
  formatDuration,
  formatNumber,
  formatPercent,
  formatShare,
  percentOf,
  plural,
} from './numbers';

test.each([
  [0, '0'],
  [12_310, '12,310'],
  [-1_284, '-1,284'],
  [null, '—'],
  [undefined, '—'],
])('number %s is %s', (value, expected) => {
  expect(formatNumber(value)).toBe(expected);
});

describe('percent', () => {
  test.each([
    [10.43, '10.4\u00a0%'],
    [4.99, '4.9\u00a0%'],
    [5, '5\u00a0%'],
    [2.3, '2.3\u00a0%'],
    [99.99, '99.9\u00a0%'],
    [100, '100\u00a0%'],
    [0, '0\u00a0%'],
    [0.04, '< 0.1\u00a0%'],
    [null, '—'],
  ])('%s is %s', (value, expected) => {
    expect(formatPercent(value)).toBe(expected);
  });

  test('every tenth stays itself', () => {
    for (let tenths = 1; tenths <= 1000; tenths += 1) {
      const expected = `${tenths % 10 === 0 ? tenths / 10 : (tenths / 10).toFixed(1)}\u00a0%`;
      expect(formatPercent(percentOf(tenths, 1000))).toBe(expected);
    }
  });
});

describe('share', () => {
  test.each([
    [1_284, 12_310, '1,284 of 12,310 students, 10.4\u00a0%'],
    [0, 12_310, '0 of 12,310 students, 0\u00a0%'],
    [0, 0, '0 of 0 students'],
  ])('%i of %i', (count, base, expected) => {
    expect(formatShare(count, base, 'students')).toBe(expected);
  });
});

test.each([
  [plural(1, 'row'), '1 row'],
  [plural(0, 'row'), '0 rows'],
  [plural(1_203, 'row'), '1,203 rows'],
  [plural(2, 'class', 'classes'), '2 classes'],
])('%s', (actual, expected) => {
  expect(actual).toBe(expected);
});

test.each([
  [0, '0 bytes'],
  [1, '1 byte'],
  [999, '999 bytes'],
  [1_000, '1 KB'],
  [4_200_000, '4.2 MB'],
  [999_960, '1 MB'],
  [396_000_000, '396 MB'],
  [5_000_000_000_000_000, '5,000 TB'],
  [null, '—'],
])('%s bytes is %s', (value, expected) => {
  expect(formatBytes(value)).toBe(expected);
});

test.each([
  [0, '0 s'],
  [840, '0.8 s'],
  [9_940, '9.9 s'],
  [9_960, '10 s'],
  [42_300, '42 s'],
  [59_600, '1 min'],
  [185_000, '3 min 5 s'],
  [3_600_000, '1 h'],
  [7_800_000, '2 h 10 min'],
  [97_200_000, '1 d 3 h'],
  [undefined, '—'],
])('%s ms is %s', (value, expected) => {
  expect(formatDuration(value)).toBe(expected);
});
