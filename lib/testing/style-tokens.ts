// The colors of app/tokens.css as numbers, for tests of what can be seen and read.
import { readFileSync } from 'node:fs';
import path from 'node:path';

export type Rgb = readonly [red: number, green: number, blue: number];

export const tokensCss = readFileSync(
  path.resolve(import.meta.dirname, '../../app/tokens.css'),
  'utf8',
);

/** Where the names of dark screens begin; everything before is for light ones and for print. */
const darkFrom = tokensCss.indexOf('@media screen');
const lightNames = namesOf(tokensCss.slice(0, darkFrom));
const darkNames = new Map([...lightNames, ...namesOf(tokensCss.slice(darkFrom))]);

export type Theme = 'light' | 'dark';

/** The color of a name, through the names it is made of. Throws where there is none. */
export function tokenColor(theme: Theme, name: string): Rgb {
  const value = (theme === 'light' ? lightNames : darkNames).get(name) ?? '';
  const other = /^var\(--([\w-]+)\)$/.exec(value)?.[1];
  if (other !== undefined) return tokenColor(theme, other);
  const match = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/.exec(value);
  if (!match) throw new Error(`app/tokens.css has no color --${name}: "${value}"`);
  const [, red = '', green = '', blue = ''] = match;
  return [parseInt(red, 16), parseInt(green, 16), parseInt(blue, 16)];
}

/** WCAG 2.2: from 1, the same, to 21, black on white. */
export function contrast(one: Rgb, other: Rgb): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

function luminance(color: Rgb): number {
  const [red = 0, green = 0, blue = 0] = color.map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function namesOf(css: string): Map<string, string> {
  return new Map(
    [...css.matchAll(/^\s*--([\w-]+): ([^;]+);/gm)].map(([, name = '', value = '']) => [
      name,
      value,
    ]),
  );
}
