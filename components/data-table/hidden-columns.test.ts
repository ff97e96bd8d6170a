import { describe, expect, test } from 'vitest';
import {
  parseHiddenColumns,
  readHiddenColumns,
  saveHiddenColumns,
  tableKey,
} from './hidden-columns';

describe('what was hidden', () => {
  test.each([
    ['nothing stored', '', []],
    ['one column', 'owner', ['owner']],
    ['in the order of the table', 'owner students', ['students', 'owner']],
    ['a column of an older release', 'county owner', ['owner']],
    ['the column that names the row', 'name owner', ['owner']],
    ['a text that is none of ours', '{"owner":false}', []],
  ])('%s', (_, text, expected) => {
    expect(parseHiddenColumns(text, ['students', 'owner'])).toEqual(expected);
  });
});

describe('keeping it', () => {
  test('a table with other columns does not share it', () => {
    const runs = tableKey(['number', 'state']);
    const people = tableKey(['name', 'state']);
    saveHiddenColumns(runs, ['state']);
    expect(readHiddenColumns(runs)).toBe('state');
    expect(readHiddenColumns(people)).toBe('');
    saveHiddenColumns(runs, []);
    expect(readHiddenColumns(runs)).toBe('');
  });
});
