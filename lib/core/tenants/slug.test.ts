import { expect, test } from 'vitest';
import { isSlug, slugFrom } from './slug';

test.each([
  ['Lakeview Unified School District', 'lakeview-unified-school-district'],
  ['Peñasco Unified (K–8)', 'penasco-unified-k-8'],
  ["St. Mary's", 'st-marys'],
  ['New', 'new-district'],
  ['東京', ''],
  ['A'.repeat(80), 'a'.repeat(48)],
])('%s becomes %j', (name, slug) => {
  expect(slugFrom(name)).toBe(slug);
});

test.each([
  ['lakeview', true],
  ['k-8', true],
  ['a', false],
  ['a'.repeat(48), true],
  ['a'.repeat(49), false],
  ['Lakeview', false],
  ['lake--view', false],
  ['-lakeview', false],
  ['lakeview-', false],
  ['lake_view', false],
  ['../etc', false],
  ['new', false],
])('%s: %s', (text, expected) => {
  expect(isSlug(text)).toBe(expected);
});
