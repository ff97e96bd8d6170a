import { expect, test } from 'vitest';
import { absenceIn, type Absence, type FileFacts } from './absence';

const clean: FileFacts = {
  mode: 'bulk',
  rowCount: 58_900,
  isMeantEmpty: false,
  unidentifiableCount: 0,
};
const nothing = (because: string) => ({ meaning: 'nothing', because }) as Absence;

test.each<[name: string, facts: Partial<FileFacts>, expected: Absence]>([
  ['a readable full copy', {}, { meaning: 'removed' }],
  ['a full copy of one row', { rowCount: 1 }, { meaning: 'removed' }],
  ['a file the manifest calls absent', { mode: 'absent' }, nothing('not-sent')],
  ['a delta', { mode: 'delta' }, nothing('delta')],
  ['a delta whose ids cannot be read', { mode: 'delta', unidentifiableCount: 2 }, nothing('delta')],
  ['header only', { rowCount: 0 }, nothing('no-rows')],
  ['header only, on purpose', { rowCount: 0, isMeantEmpty: true }, { meaning: 'removed' }],
  ['one row whose id cannot be read', { unidentifiableCount: 1 }, nothing('unreadable-ids')],
  [
    'only rows whose ids cannot be read',
    { rowCount: 3, unidentifiableCount: 3 },
    nothing('unreadable-ids'),
  ],
])('%s', (_name, facts, expected) => {
  expect(absenceIn({ ...clean, ...facts })).toEqual(expected);
});
