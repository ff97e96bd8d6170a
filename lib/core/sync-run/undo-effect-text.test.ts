import { expect, test } from 'vitest';
import { restoredSentence, undoneSentence } from './undo-effect-text';

const nothing = {
  added: 0,
  changed: 0,
  removed: 0,
  planKind: 'INCREMENTAL' as const,
  heldBackCount: 0,
};

test.each([
  [{}, 'It changed no record.'],
  [
    { added: 1, changed: 1, removed: 1 },
    '1 removed record comes back, 1 added record goes, 1 change is undone.',
  ],
  [
    { added: 1200, removed: 2, changed: 3 },
    '2 removed records come back, 1,200 added records go, 3 changes are undone.',
  ],
  [{ added: 5, heldBackCount: 1 }, '5 added records go, less the 1 change left out.'],
  [{ added: 5, heldBackCount: 5 }, 'It changed no record.'],
  [{ added: 1, planKind: 'INITIAL' as const }, 'The one record of the first roster goes.'],
  [{ added: 70, planKind: 'INITIAL' as const }, 'All 70 records of the first roster go.'],
])('an undo of %j', (counts, sentence) => {
  expect(undoneSentence({ ...nothing, ...counts })).toBe(sentence);
});

test.each([
  [{ removed: 1 }, '1 removed record is in the live roster again.'],
  [{ removed: 12 }, '12 removed records are in the live roster again.'],
  [
    { removed: 12, heldBackCount: 4 },
    'Of 12 removed records, those that were not among the 4 changes left out are in the live roster again.',
  ],
])('removals restored of %j', (counts, sentence) => {
  expect(restoredSentence({ ...nothing, ...counts })).toBe(sentence);
});
