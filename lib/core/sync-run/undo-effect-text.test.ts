import { expect, test } from 'vitest';
import { restoredSentence, undoneSentence } from './undo-effect-text';

const nothing = {
  added: 0,
  changed: 0,
  removed: 0,
  planKind: 'INCREMENTAL' as const,
  heldBackCount: 0,
  heldBackRemovals: 0,
};

test.each([
  [{}, 'It changed no records.'],
  [
    { added: 1, changed: 1, removed: 1 },
    '1 removed record will come back, 1 added record will be removed, 1 change will be undone.',
  ],
  [
    { added: 1200, removed: 2, changed: 3 },
    '2 removed records will come back, 1,200 added records will be removed, 3 changes will be undone.',
  ],
  [
    { added: 5, heldBackCount: 1 },
    'Up to 5 added records will be removed. 1 change left out of the approval is not affected.',
  ],
  [{ added: 5, heldBackCount: 5 }, 'It changed no records.'],
  [
    { added: 1, planKind: 'INITIAL' as const },
    'The only record of the first roster will be removed.',
  ],
  [
    { added: 70, planKind: 'INITIAL' as const },
    'All 70 records of the first roster will be removed.',
  ],
])('an undo of %j', (counts, sentence) => {
  expect(undoneSentence({ ...nothing, ...counts })).toBe(sentence);
});

test.each([
  [{ removed: 1 }, '1 removed record will be in the live roster again.'],
  [{ removed: 12 }, '12 removed records will be in the live roster again.'],
  [
    { removed: 12, heldBackCount: 4, heldBackRemovals: 3 },
    '9 removed records will be in the live roster again.',
  ],
  [
    { removed: 12, heldBackCount: 4, heldBackRemovals: null },
    'Up to 12 removed records will be in the live roster again.',
  ],
])('removals restored of %j', (counts, sentence) => {
  expect(restoredSentence({ ...nothing, ...counts })).toBe(sentence);
});
