import fc from 'fast-check';
import { expect, test } from 'vitest';
import { spreadLabels } from './spread-labels';

test.each<[string, readonly number[], readonly number[]]>([
  ['none', [], []],
  ['room for both', [2, 8], [2, 8]],
  ['one on the other', [5, 5], [5, 6]],
  ['in their order', [5.2, 5], [6, 5]],
  ['at the foot they are pushed up', [9.8, 10], [9, 10]],
])('%s', (_name, ends, placed) => {
  expect(spreadLabels(ends, 1, 10)).toEqual(placed);
});

test('four labels never overlap, nor leave the height', () => {
  const end = fc.double({ min: 0, max: 10, noNaN: true });
  fc.assert(
    fc.property(fc.array(end, { maxLength: 4 }), (ends) => {
      const sorted = spreadLabels(ends, 1, 10).sort((a, b) => a - b);
      sorted.forEach((top, index) => {
        expect(top).toBeGreaterThanOrEqual(0);
        expect(top).toBeLessThanOrEqual(10);
        if (index > 0) expect(top - (sorted[index - 1] ?? 0)).toBeGreaterThanOrEqual(1 - 1e-9);
      });
    }),
  );
});
