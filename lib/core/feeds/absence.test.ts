import { describe, expect, test } from 'vitest';
import { absenceIn, type Absence, type FileFacts } from './absence';

const clean: FileFacts = {
  feed: 'ONEROSTER',
  mode: 'bulk',
  isWhole: true,
  rowCount: 58_900,
  unidentifiableCount: 0,
};

const cases: [name: string, facts: Partial<FileFacts>, expected: Absence][] = [
  ['a whole, readable bulk file', {}, { meaning: 'remove' }],
  [
    'a file the manifest calls absent',
    { mode: 'absent' },
    { meaning: 'nothing', because: 'not-sent' },
  ],
  ['a delta file', { mode: 'delta' }, { meaning: 'nothing', because: 'delta' }],
  ['a cut file', { isWhole: false }, { meaning: 'nothing', because: 'not-whole' }],
  ['header only', { rowCount: 0 }, { meaning: 'nothing', because: 'no-rows' }],
  [
    'one row whose id cannot be read',
    { unidentifiableCount: 1 },
    { meaning: 'nothing', because: 'unreadable-ids' },
  ],
  ['attendance', { feed: 'ATTENDANCE' }, { meaning: 'nothing', because: 'feed' }],
];

describe('absenceIn', () => {
  test.each(cases)('%s', (_name, facts, expected) => {
    expect(absenceIn({ ...clean, ...facts })).toEqual(expected);
  });
});
