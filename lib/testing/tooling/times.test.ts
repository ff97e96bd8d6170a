// "9 days ago" alone names no day: a list says a time by `TimeCell` or `formatShort`, and only `TimeText`, which says the whole
// time, adds how far away it is.
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../../..');

test('only what says the whole time says how far away it is', () => {
  const files = globSync('{app,components,lib,bin}/**/*.{ts,tsx}', { cwd: ROOT });
  const users = files.filter(
    (file) =>
      !/\.test\.tsx?$/.test(file) &&
      /\bformatRelative\b/.test(readFileSync(path.join(ROOT, file), 'utf8')),
  );
  expect(users.sort()).toEqual([
    'components/domain/time-text.tsx',
    'lib/core/calendar/format-instant.ts',
  ]);
});
