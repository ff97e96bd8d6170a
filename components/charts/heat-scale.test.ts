// "The more a cell stands out from the page, the higher it is": true of every pair of cells, in light, in the dark and in
// print, and the number can be read in each of them.
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { heatPercent } from './heat-scale';

type Rgb = readonly [number, number, number];

const css = readFileSync('app/globals.css', 'utf8');

/** The names of a block of globals.css. */
function namesOf(start: string): (name: string) => Rgb {
  const from = css.indexOf(start);
  const block = css.slice(from, css.indexOf('}', from));
  return (name) => {
    const [, hex = ''] = new RegExp(`--${name}: #([0-9a-f]{6});`).exec(block) ?? [];
    const part = (at: number): number => parseInt(hex.slice(at, at + 2), 16);
    return [part(0), part(2), part(4)];
  };
}

function luminance(color: Rgb): number {
  const [r, g, b] = color.map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (r ?? 0) + 0.7152 * (g ?? 0) + 0.0722 * (b ?? 0);
}

function contrast(one: Rgb, other: Rgb): number {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return ((high ?? 0) + 0.05) / ((low ?? 0) + 0.05);
}

describe.each([
  ['light, and print', namesOf(':root {')],
  ['dark', namesOf(":root[data-mantine-color-scheme='dark'] {")],
])('%s', (_name, colorOf) => {
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
  const dark = css.indexOf(":root[data-mantine-color-scheme='dark']");
  expect(css.slice(0, dark)).toMatch(/@media screen \{\s*$/);
  expect(css.indexOf(":root[data-mantine-color-scheme='dark']", dark + 1)).toBe(-1);
});

test('what is beyond the ends is at the ends', () => {
  expect([-1, 0, 1, 2].map(heatPercent)).toEqual([0, 0, 45, 45]);
});
