import { expect, test } from 'vitest';
import { progressText, pullProgress, type CollectionProgress } from './pull-progress';

const at = (name: string, more: Partial<CollectionProgress>): CollectionProgress => ({
  name,
  state: 'WAITING',
  rowCount: 0,
  total: null,
  leftOutCode: null,
  ...more,
});

test.each<[string, CollectionProgress[], string]>([
  ['nothing yet', [], 'Nothing has been read yet.'],
  [
    'a collection with a total, another not begun',
    [
      at('orgs', { state: 'READ', rowCount: 12 }),
      at('users', { state: 'READING', rowCount: 4000, total: 9000 }),
      at('enrollments', {}),
    ],
    'users: 4,000 of 9,000. 4,012 rows so far, 1 of 3 collections read.',
  ],
  [
    'all totals are known',
    [
      at('orgs', { state: 'READ', rowCount: 12 }),
      at('users', { state: 'READING', rowCount: 4000, total: 9000 }),
    ],
    'users: 4,000 of 9,000. 4,012 of 9,012 rows, 1 of 2 collections read.',
  ],
  [
    'no total is told',
    [at('orgs', { state: 'READING', rowCount: 1 })],
    'orgs: 1 row. 1 row so far, 0 of 1 collection read.',
  ],
])('%s', (_, collections, text) => {
  expect(progressText(collections)).toBe(text);
});

test.each<[CollectionProgress[], number | null]>([
  [[], null],
  [[at('orgs', {}), at('users', {})], 0],
  [
    [at('orgs', { state: 'READ' }), at('users', { state: 'READING', rowCount: 1, total: 4 })],
    0.625,
  ],
  [[at('orgs', { state: 'READING', rowCount: 9, total: 4 })], 1],
  [[at('orgs', { state: 'READING', rowCount: 9 })], null],
])('the share of %j', (collections, share) => {
  expect(pullProgress(collections).share).toBe(share);
});

test('what is left out counts for nothing, and what is read counts as what came', () => {
  const collections = [
    at('orgs', { state: 'READ', rowCount: 12, total: 15 }),
    at('demographics', { state: 'READ', leftOutCode: 'NOT_FOUND' }),
  ];
  expect(pullProgress(collections)).toMatchObject({ rows: 12, of: 12, collectionsRead: 2 });
});
