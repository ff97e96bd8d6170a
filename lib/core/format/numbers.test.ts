import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  formatBytes,
  formatDuration,
  formatNumber,
  formatPercent,
  formatRest,
  formatShare,
  formatShares,
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
    [4.99, '5\u00a0%'],
    [7.478, '7.5\u00a0%'],
    [1.15, '1.2\u00a0%'],
    [2.25, '2.3\u00a0%'],
    [94.85, '94.9\u00a0%'],
    [5, '5\u00a0%'],
    [2.3, '2.3\u00a0%'],
    [99.99, '> 99.9\u00a0%'],
    [99.94, '99.9\u00a0%'],
    [0.06, '0.1\u00a0%'],
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

describe('beside its limit a share stays on its own side', () => {
  test.each([
    [4.99, 5, '4.99\u00a0%'],
    [4.9999, 5, '4.9999\u00a0%'],
    [4.999_999, 5, '< 5\u00a0%'],
    [5, 5, '5\u00a0%'],
    [5.04, 5, '5.04\u00a0%'],
    [4.94, 5, '4.9\u00a0%'],
    [94.96, 95, '94.96\u00a0%'],
    [10.43, 5, '10.4\u00a0%'],
  ])('%d with a limit of %d', (percent, limit, expected) => {
    expect(formatPercent(percent, { limit })).toBe(expected);
  });

  test('whatever it is', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 5000 }),
        fc.integer({ min: 1, max: 5000 }),
        fc.integer({ min: 1, max: 99 }),
        (count, more, limit) => {
          const percent = (count * 100) / (count + more);
          const shown = formatPercent(percent, { limit }).replace('\u00a0%', '');
          if (percent === limit) return expect(shown).toBe(String(limit));
          if (/^[<>]/.test(shown)) return;
          expect(Math.sign(Number(shown) - limit)).toBe(Math.sign(percent - limit));
        },
      ),
    );
  });
});

const tenthsOf = (text: string): number => Math.round(Number(text.replace('\u00a0%', '')) * 10);

describe('parts of one whole', () => {
  test.each([
    [
      [948, 52],
      ['94.8\u00a0%', '5.2\u00a0%'],
    ],
    [
      [86, 1064],
      ['7.5\u00a0%', '92.5\u00a0%'],
    ],
    [
      [1, 1, 1],
      ['33.4\u00a0%', '33.3\u00a0%', '33.3\u00a0%'],
    ],
    [
      [1, 1, 1, 1, 1, 1],
      ['16.7\u00a0%', '16.7\u00a0%', '16.7\u00a0%', '16.7\u00a0%', '16.6\u00a0%', '16.6\u00a0%'],
    ],
    [
      [0, 7],
      ['0\u00a0%', '100\u00a0%'],
    ],
    [
      [1, 99_999],
      ['< 0.1\u00a0%', '> 99.9\u00a0%'],
    ],
    [
      [0, 0],
      ['—', '—'],
    ],
    [[], []],
  ])('%j', (counts, expected) => {
    expect(formatShares(counts)).toEqual(expected);
  });

  test('add up to 100 as they are shown, and none is off by a tenth', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 3000 }), { minLength: 1, maxLength: 12 }),
        (counts) => {
          const total = counts.reduce((sum, count) => sum + count, 0);
          fc.pre(total > 0);
          const shown = formatShares(counts);
          if (shown.some((text) => /[<>]/.test(text))) return;
          expect(shown.reduce((sum, text) => sum + tenthsOf(text), 0)).toBe(1000);
          shown.forEach((text, index) => {
            expect(Math.abs(tenthsOf(text) - ((counts[index] ?? 0) * 1000) / total)).toBeLessThan(
              1,
            );
          });
        },
      ),
    );
  });

  test('of a base that is more than they are, the rest is a part too', () => {
    expect(formatShares([50, 25], 100)).toEqual(['50\u00a0%', '25\u00a0%']);
    expect(formatShares([1, 1], 3)).toEqual(['33.4\u00a0%', '33.3\u00a0%']);
  });

  test('a share and its rest', () => {
    for (let hundredths = 0; hundredths <= 10_000; hundredths += 1) {
      const [share, rest] = [formatPercent(hundredths / 100), formatRest(hundredths / 100)];
      if (/[<>]/.test(share + rest)) continue;
      expect(tenthsOf(share) + tenthsOf(rest), share).toBe(1000);
    }
    expect(formatRest(94.85)).toBe('5.1\u00a0%');
    expect(formatRest(100)).toBe('0\u00a0%');
    expect(formatRest(99.99)).toBe('< 0.1\u00a0%');
    expect(formatRest(null)).toBe('—');
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
