// Whoever adds a page adds it to the list of looks, or nobody looks at it.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { PAGE_STATES } from '@/lib/server/gallery/read-gallery';
import { lookAreas, lookName } from '@/e2e/looks/all-looks';

const APP = path.join(import.meta.dirname, '../../../app');

const pages = readdirSync(APP, { recursive: true, encoding: 'utf8' })
  .filter((file) => path.basename(file) === 'page.tsx')
  .map((file) => path.dirname(file))
  .sort();
const looks = lookAreas.flatMap((area) => area.looks);

test('every page is in a look, and every look is of a page', () => {
  expect(pages.length).toBeGreaterThan(40);
  expect([...new Set(looks.map(({ page }) => page))].sort()).toEqual(pages);
});

test('npm test looks at every page outside the gallery', () => {
  const sampled = new Set(looks.filter(({ isSampled }) => isSampled).map(({ page }) => page));
  const isLeftOut = (page: string) => page === '.' || page.startsWith('gallery');
  expect(pages.filter((page) => !sampled.has(page) && !isLeftOut(page))).toEqual([]);
});

test('no two looks have one name, and every state is looked at', () => {
  const names = looks.map(lookName);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  const states = new Set(looks.map(({ state }) => state));
  expect(
    Object.keys(PAGE_STATES).filter((state) => [...states].every((looked) => looked !== state)),
  ).toEqual([]);
});
