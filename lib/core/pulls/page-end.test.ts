import { describe, expect, test } from 'vitest';
import { afterPage, isSettled, readLink, type PageFacts, type ReadThrough } from './page-end';

describe('what follows a page', () => {
  test.each<[string, PageFacts, ReturnType<typeof afterPage>]>([
    [
      'a full page and nothing said',
      { rows: 100, rowsBefore: 0, total: null, link: 'NONE' },
      'NEXT_OFFSET',
    ],
    [
      'a short page and nothing said: it may be clamped',
      { rows: 7, rowsBefore: 0, total: null, link: 'NONE' },
      'NEXT_OFFSET',
    ],
    ['an empty page', { rows: 0, rowsBefore: 200, total: null, link: 'NONE' }, 'END'],
    [
      'an empty page that still names a next one',
      { rows: 0, rowsBefore: 200, total: null, link: 'NEXT' },
      'NEXT_LINK',
    ],
    [
      'the fourth such page in a row',
      { rows: 0, rowsBefore: 200, total: null, link: 'NEXT', emptyBefore: 3 },
      'END',
    ],
    ['an empty collection', { rows: 0, rowsBefore: 0, total: 0, link: 'NONE' }, 'END'],
    [
      'no rows where the total says some',
      { rows: 0, rowsBefore: 0, total: 12, link: 'NONE' },
      'ROWS_MISSING',
    ],
    [
      'a Link with a next page, beyond the total',
      { rows: 5, rowsBefore: 10, total: 12, link: 'NEXT' },
      'NEXT_LINK',
    ],
    ['a Link without a next page', { rows: 5, rowsBefore: 10, total: null, link: 'LAST' }, 'END'],
    [
      'a Link without a next page before the total is reached',
      { rows: 5, rowsBefore: 10, total: 99, link: 'LAST' },
      'NEXT_OFFSET',
    ],
    ['the total is reached', { rows: 5, rowsBefore: 10, total: 15, link: 'NONE' }, 'END'],
    ['a total of 0 beside rows', { rows: 5, rowsBefore: 0, total: 0, link: 'NONE' }, 'NEXT_OFFSET'],
    [
      'a total of 0 beside rows, and a Link without a next page',
      { rows: 5, rowsBefore: 0, total: 0, link: 'LAST' },
      'END',
    ],
  ])('%s', (_, facts, expected) => {
    expect(afterPage(facts)).toBe(expected);
  });
});

describe('whether a collection was read whole', () => {
  const read = (more: Partial<ReadThrough> = {}): ReadThrough => ({
    rows: 10,
    repeated: 0,
    total: 10,
    hasChanged: false,
    ...more,
  });
  test.each<[string, ReadThrough, ReadThrough | null, number, ReturnType<typeof isSettled>]>([
    ['as the total says', read(), null, 0, 'SETTLED'],
    ['no total', read({ total: null }), null, 0, 'SETTLED'],
    ['a total of 0', read({ total: 0 }), null, 0, 'SETTLED'],
    ['fewer than the total', read({ rows: 9 }), null, 0, 'READ_AGAIN'],
    ['rows that came twice', read({ total: null, repeated: 1 }), null, 0, 'READ_AGAIN'],
    ['changed meanwhile', read({ hasChanged: true }), null, 2, 'READ_AGAIN'],
    [
      'changed meanwhile, for the fourth time',
      read({ hasChanged: true }),
      read({ hasChanged: true }),
      3,
      'KEPT_CHANGING',
    ],
    [
      'fewer than the total, twice the same',
      read({ rows: 9 }),
      read({ rows: 9 }),
      1,
      'ROWS_MISSING',
    ],
    [
      'the same page instead of the next, twice',
      read({ rows: 5, repeated: 5 }),
      read({ rows: 5, repeated: 5 }),
      1,
      'ROWS_MISSING',
    ],
    ['more than the total, twice the same', read({ rows: 12 }), read({ rows: 12 }), 1, 'SETTLED'],
    ['fewer than the total, another number', read({ rows: 9 }), read({ rows: 8 }), 1, 'READ_AGAIN'],
    ['rows that always come twice', read({ repeated: 3 }), read({ repeated: 3 }), 1, 'SETTLED'],
  ])('%s', (_, now, before, restarts, expected) => {
    expect(isSettled(now, before, restarts)).toBe(expected);
  });
});

describe('a Link header', () => {
  const first = '<https://a.example/orgs?offset=0>; rel="first"';
  test.each([
    [null, 'NONE', null],
    ['', 'NONE', null],
    ['nothing of use', 'NONE', null],
    [first, 'LAST', null],
    [
      `${first}, <https://a.example/orgs?offset=5&limit=5>; rel="next"`,
      'NEXT',
      'https://a.example/orgs?offset=5&limit=5',
    ],
    ['<orgs?offset=5>; rel=next', 'NEXT', 'orgs?offset=5'],
    ['<orgs?offset=5>; title="a, b"; rel="last next"', 'NEXT', 'orgs?offset=5'],
    ['<orgs?fields=a,b&offset=5>;REL="NEXT",<x>;rel="prev"', 'NEXT', 'orgs?fields=a,b&offset=5'],
    ['<>; rel="next"', 'LAST', null],
  ])('%s', (header, link, next) => {
    expect(readLink(header)).toEqual({ link, next });
  });
});
