import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { axisLabels, boxOf, middleOf, PLOT_WIDTHS } from './axis-labels';

const days = (count: number) => Array.from({ length: count }, (_, index) => `Nov ${index + 1}`);
const hours = Array.from(
  { length: 24 },
  (_, hour) => `${hour % 12 === 0 ? 12 : hour % 12} ${hour < 12 ? 'AM' : 'PM'}`,
);
const shownAt = (labels: ReturnType<typeof axisLabels>, width: number) =>
  labels.filter(({ widths }) => widths.includes(width)).map(({ text }) => text);

describe('which labels are shown', () => {
  test('all, where they have room', () => {
    expect(shownAt(axisLabels(days(5)), 2)).toEqual(days(5));
  });

  test('the last one always, and others so many days before', () => {
    expect(shownAt(axisLabels(days(30)), 0)).toEqual(['Nov 2', 'Nov 16', 'Nov 30']);
    expect(shownAt(axisLabels(days(30)), 2)).toEqual([
      'Nov 5',
      'Nov 10',
      'Nov 15',
      'Nov 20',
      'Nov 25',
      'Nov 30',
    ]);
  });

  test('hours from the first, by a number that divides the day', () => {
    const labels = axisLabels(hours, { from: 'first', steps: [1, 2, 3, 6, 12] });
    expect(shownAt(labels, 0)).toEqual(['12 AM', '12 PM']);
    expect(shownAt(labels, 1)).toEqual(['12 AM', '6 AM', '12 PM', '6 PM']);
    expect(shownAt(labels, 3)).toEqual(hours.filter((_, hour) => hour % 2 === 0));
  });

  test.each([0, 1])('of %s labels', (count) => {
    expect(shownAt(axisLabels(days(count)), 0)).toEqual(days(count));
  });
});

test('labels never overlap, nor leave the plot', () => {
  const texts = fc.array(fc.string({ minLength: 1, maxLength: 12 }), {
    minLength: 1,
    maxLength: 200,
  });
  fc.assert(
    fc.property(texts, fc.constantFrom('first' as const, 'last' as const), (given, from) => {
      const labels = axisLabels(given, { from });
      PLOT_WIDTHS.forEach((width, tier) => {
        const boxes = labels
          .filter(({ widths }) => widths.includes(tier))
          .map(({ index, text }) => boxOf(text, middleOf(index, given.length), width));
        expect(boxes.length).toBeGreaterThan(0);
        boxes.forEach(({ left, right }, at) => {
          expect(left).toBeGreaterThanOrEqual((boxes[at - 1]?.right ?? -1e-9) - 1e-9);
          expect(right).toBeLessThanOrEqual(width + 1e-9);
        });
      });
    }),
  );
});
