// The names of app/tokens.css: nothing else names a color, and what is read can be read.
import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { contrast, tokenColor } from '../style-tokens';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const COLOR = /#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch)a?\(/i;
const TEXT_CONTRAST = 4.5;
const MARK_CONTRAST = 3;

describe.each(['light', 'dark'] as const)('%s', (theme) => {
  test.each<readonly [string, string]>([
    ...['ground', 'surface', 'surface-raised'].flatMap((ground) =>
      ['ink', 'ink-soft', 'accent', 'problem'].map((text) => [text, ground] as const),
    ),
    ['accent-ink', 'accent'],
    ['accent', 'accent-soft'],
    ...['good', 'waiting', 'problem', 'active', 'neutral'].map(
      (state) => [state, `${state}-soft`] as const,
    ),
  ])('%s can be read on %s', (text, ground) => {
    expect(contrast(tokenColor(theme, text), tokenColor(theme, ground))).toBeGreaterThanOrEqual(
      TEXT_CONTRAST,
    );
  });

  test.each(
    ['line-strong', 'focus', 'bar-added', 'bar-changed', 'bar-removed'].map(
      (mark) => [mark, 'surface'] as const,
    ),
  )('%s is seen on %s', (mark, ground) => {
    expect(contrast(tokenColor(theme, mark), tokenColor(theme, ground))).toBeGreaterThanOrEqual(
      MARK_CONTRAST,
    );
  });
});

test('no style sheet but tokens.css names a color', async () => {
  const found = globSync('{app,components}/**/*.css', { cwd: ROOT });
  const sheets = found.filter((file) => file !== 'app/tokens.css');
  expect(sheets.length).toBeGreaterThan(40);
  const strays = await Promise.all(
    sheets.map(async (file) => {
      const text = await readFile(path.join(ROOT, file), 'utf8');
      return text
        .split('\n')
        .filter((line) => COLOR.test(line))
        .map((line) => `${file}: ${line.trim()}`);
    }),
  );
  expect(strays.flat()).toEqual([]);
});

test('app/kit.css says only what the kit itself has a name for', async () => {
  const own = await readFile(path.join(ROOT, 'app/kit.css'), 'utf8');
  const kit = 'node_modules/@mantine/core/styles/default-css-variables.css';
  const known = new Set(
    (await readFile(path.join(ROOT, kit), 'utf8')).match(/--mantine-[\w-]+(?=:)/g),
  );
  const said = own.match(/--mantine-[\w-]+(?=:)/g) ?? [];
  expect(said.length).toBeGreaterThan(5);
  expect(said.filter((name) => !known.has(name))).toEqual([]);
});

test('the license of the font is served beside it', async () => {
  const served = await readFile(path.join(ROOT, 'public/licenses/inter.txt'), 'utf8');
  const license = 'node_modules/@fontsource-variable/inter/LICENSE';
  expect(served).toBe(await readFile(path.join(ROOT, license), 'utf8'));
});
