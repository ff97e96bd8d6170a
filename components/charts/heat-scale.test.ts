// "The stronger the color, the more": true of every pair of cells, in light, in the dark and in
// print, and the number can be read in each of them.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contrast, tokenColor, tokensCss, type Rgb, type Theme } from '@/lib/testing/style-tokens';
import { heatPercent } from './heat-scale';

describe.each<[string, Theme]>([
  ['light, and print', 'light'],
  ['dark', 'dark'],
])('%s', (_name, theme) => {
  const colorOf = (name: string) => tokenColor(theme, name);
  const surface = colorOf('surface');
  const cell = (strength: number): Rgb => {
    const share = heatPercent(strength) / 100;
    const mix = (at: 0 | 1 | 2): number =>
      colorOf('accent')[at] * share + surface[at] * (1 - share);
    return [mix(0), mix(1), mix(2)];
  };
  const strength = fc.double({ min: 0, max: 1, noNaN: true });

  test('a higher cell stands out at least as much, and more where the numbers differ', () => {
    fc.assert(
      fc.property(strength, strength, (one, other) => {
        const [low, high] = [Math.min(one, other), Math.max(one, other)];
        const [less, more] = [contrast(cell(low), surface), contrast(cell(high), surface)];
        expect(more).toBeGreaterThanOrEqual(less);
        if (high - low > 0.05) expect(more).toBeGreaterThan(less);
      }),
    );
  });

  test('the number of every cell can be read', () => {
    fc.assert(
      fc.property(strength, (value) => {
        expect(contrast(cell(value), colorOf('ink'))).toBeGreaterThanOrEqual(4.5);
      }),
    );
  });
});

test('the dark names are for screens only: paper is white', () => {
  const dark = tokensCss.indexOf(":root[data-mantine-color-scheme='dark']");
  expect(tokensCss.slice(0, dark)).toMatch(/@media screen \{\s*$/);
  expect(tokensCss.indexOf(":root[data-mantine-color-scheme='dark']", dark + 1)).toBe(-1);
});

test('what is beyond the ends is at the ends', () => {
  expect([-1, 0, 1, 2].map(heatPercent)).toEqual([0, 0, 45, 45]);
});
