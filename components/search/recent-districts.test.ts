import { expect, test } from 'vitest';
import { districtOfPath, withNewest } from './recent-districts';

test.each([
  ['/districts/lakeview', 'lakeview'],
  ['/districts/lakeview/roster/people/007', 'lakeview'],
  ['/districts', null],
  ['/districts/new', null],
  ['/reviews/12', null],
  ['/', null],
])('%s is in %s', (path, slug) => {
  expect(districtOfPath(path)).toBe(slug);
});

test('the newest comes first, once, and the oldest is forgotten', () => {
  expect(withNewest(['a', 'b', 'c'], 'b')).toEqual(['b', 'a', 'c']);
  const many = Array.from({ length: 12 }, (_, i) => `d${i}`);
  expect(withNewest(many, 'new')).toEqual(['new', ...many.slice(0, 11)]);
});
