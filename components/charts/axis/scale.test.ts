import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatTick, formatValue, fromTop, scaleOf, type Unit } from './scale';

test.each<[string, readonly number[], Unit, readonly string[]]>([
  ['no values', [], 'count', ['0', '1', '2']],
  ['nothing but zeros', [0, 0], 'count', ['0', '1', '2']],
  ['whole things are counted in whole steps', [3], 'count', ['0', '2', '4']],
  ['just the last line', [10], 'count', ['0', '5', '10']],
  ['a little more', [11], 'count', ['0', '6', '12']],
  ['thousands', [12_310, 9_000], 'count', ['0', '8,000', '16,000']],
  ['small shares', [0.3], 'percent', ['0 %', '0.5 %', '1 %']],
  ['shares', [4.2, 7.6], 'percent', ['0 %', '4 %', '8 %']],
  ['all', [100], 'percent', ['0 %', '50 %', '100 %']],
  ['seconds', [0.4], 'minutes', ['0', '15 s', '30 s']],
  ['minutes', [7.5], 'minutes', ['0', '5 min', '10 min']],
  ['hours', [130], 'minutes', ['0', '1 h 30 min', '3 h']],
  ['days', [5000], 'minutes', ['0', '2 d', '4 d']],
])('%s', (_name, values, unit, ticks) => {
  expect(scaleOf(values, unit).ticks.map((tick) => formatTick(tick, unit))).toEqual(
    ticks.map((tick) => tick.replace(' %', '\u00a0%')),
  );
});

test.each<[string, readonly number[], readonly number[]]>([
  ['near to the values', [12_310, 12_280, 12_301], [12_280, 12_300, 12_320]],
  ['as low as it has to', [12_310, 9_876], [7_500, 10_000, 12_500]],
  ['zero where values begin there', [0, 40], [0, 20, 40]],
  ['one value', [120], [120, 121, 122]],
])('fitted: %s', (_name, values, ticks) => {
  expect(scaleOf(values, 'count', { baseline: 'fitted' }).ticks).toEqual(ticks);
});

describe('any values', () => {
  const unit = fc.constantFrom<Unit>('count', 'percent', 'minutes');
  const values = fc.array(fc.double({ min: 0, max: 1e9, noNaN: true }), { maxLength: 40 });
  const baseline = fc.constantFrom('zero' as const, 'fitted' as const);

  test('are between the first and the last of three even lines', () => {
    fc.assert(
      fc.property(values, unit, baseline, (given, of, from) => {
        const { low, high, ticks } = scaleOf(given, of, { baseline: from });
        const near = high * 1e-6;
        expect(high).toBeGreaterThan(low);
        expect(Math.min(high, ...given)).toBeGreaterThanOrEqual(low - near);
        expect(Math.max(0, ...given)).toBeLessThanOrEqual(high + near);
        expect(ticks[1] - ticks[0]).toBeCloseTo(ticks[2] - ticks[1], 5);
      }),
    );
  });

  test('use a good part of a scale from zero', () => {
    fc.assert(
      fc.property(fc.double({ min: 4, max: 1e9, noNaN: true }), unit, (highest, of) => {
        expect(highest / scaleOf([highest], of).high).toBeGreaterThanOrEqual(0.49);
      }),
    );
  });
});

test.each([
  [0, 100],
  [5, 50],
  [10, 0],
  [-3, 100],
  [25, 0],
])('%s of 0 to 10 is drawn %s %% from the top', (value, top) => {
  expect(fromTop(value, { low: 0, high: 10, ticks: [0, 5, 10] })).toBe(top);
});

test('values in words', () => {
  expect([
    formatValue(12_310, 'count'),
    formatValue(5.23, 'percent'),
    formatValue(70, 'minutes'),
    formatValue(null, 'minutes'),
  ]).toEqual(['12,310', '5.2\u00a0%', '1 h 10 min', '—']);
});
