import { globSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { districtParts, samePart } from './same-part';

test.each([
  ['the overview', '/districts/maple', '/districts/cedar'],
  ['a list', '/districts/maple/runs', '/districts/cedar/runs'],
  ['a run', '/districts/maple/runs/run-7', '/districts/cedar/runs'],
  ['a tab of a run', '/districts/maple/runs/run-7/problems', '/districts/cedar/runs'],
  ['a person', '/districts/maple/roster/people/s-12', '/districts/cedar/roster/people'],
  [
    'a student in no list',
    '/districts/maple/attendance/students/s-12',
    '/districts/cedar/attendance',
  ],
  [
    'a page that is longer than another',
    '/districts/maple/limits/simulator',
    '/districts/cedar/limits/simulator',
  ],
  ['a page that only begins like one', '/districts/maple/runsheet', '/districts/cedar'],
  ['a page of no district', '/reviews/12', '/districts/cedar'],
])('%s', (_, from, to) => {
  expect(samePart(from, 'cedar')).toBe(to);
});

test('every page of a district that names nothing of it is a part', () => {
  const root = 'app/(signed-in)/districts/[slug]';
  const pages = globSync('**/page.tsx', { cwd: root })
    .map((file) => path.dirname(file))
    .filter((folder) => folder !== '.' && !folder.includes('['));
  expect([...districtParts].sort()).toEqual(pages.sort());
});
