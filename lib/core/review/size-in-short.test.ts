import { expect, test } from 'vitest';
import { sizeInShort, type ShortSize } from './size-in-short';

const size = (entity: ShortSize['entity'], more: Partial<ShortSize>): ShortSize => ({
  ...{ entity, removed: 0, added: 0, changed: 0, baseline: 0 },
  ...more,
});

test.each<[string, Parameters<typeof sizeInShort>[0], string]>([
  [
    'students removed before contacts, and what it looks like',
    {
      sizes: [
        size('contacts', { removed: 90, baseline: 900 }),
        size('students', { removed: 53, added: 54, baseline: 700 }),
      ],
      finding: 'newYear',
      situation: 'resume',
    },
    '53 students removed, 7.6\u00a0% · New school year',
  ],
  [
    'nobody removed, after a pause',
    {
      sizes: [size('students', { added: 1, baseline: 100 }), size('classes', { removed: 9 })],
      finding: null,
      situation: 'resume',
    },
    '1 student added, 1\u00a0% · First files after a pause',
  ],
  [
    'a first roster',
    { sizes: [size('students', { added: 700 })], finding: null, situation: null },
    '700 students added',
  ],
  [
    'no people',
    {
      sizes: [size('classes', { removed: 3, baseline: 9 })],
      finding: null,
      situation: null,
    },
    '3 changes',
  ],
])('%s', (_, facts, text) => {
  expect(sizeInShort(facts)).toBe(text);
});
