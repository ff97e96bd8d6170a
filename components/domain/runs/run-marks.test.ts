import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { runOutcomes } from '@/lib/core/sync-run/outcomes';

test.each(runOutcomes)('a mark of %s has its own look', (outcome) => {
  const css = readFileSync(new URL('run-marks.module.css', import.meta.url), 'utf8');
  expect(css).toMatch(new RegExp(`^\\.${outcome}[,\\s]`, 'm'));
});
