import { expect, it, test } from 'vitest';
import { numberedLinks, rangeShown } from './pager-links';

const hrefOf = (page: number) => `/list?page=${page}`;

test.each([
  ['the only page', 1, false, [null, null, null]],
  ['the first of several', 1, true, [null, null, '/list?page=2']],
  ['one in between', 3, true, ['/list?page=1', '/list?page=2', '/list?page=4']],
  ['the last', 3, false, ['/list?page=1', '/list?page=2', null]],
])('%s', (_, page, hasNext, hrefs) => {
  const { firstHref, previousHref, nextHref } = numberedLinks({ page, hasNext, hrefOf });
  expect([firstHref, previousHref, nextHref]).toEqual(hrefs);
});

it('says which rows are shown', () => {
  expect(rangeShown(101, 150, 48_213)).toBe('101–150 of 48,213');
});
