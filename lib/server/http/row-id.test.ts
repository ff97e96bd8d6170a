import { expect, test } from 'vitest';
import { readRowId, rowId, rowIdOrNone } from './row-id';

test.each([
  ['1', 1],
  ['42', 42],
  ['999999999', 999_999_999],
  ['2147483647', 2_147_483_647],
  ['2147483648', null],
  ['4294967296', null],
  ['9999999999', null],
  ['99999999999999999999', null],
  ['0', null],
  ['-1', null],
  ['01', null],
  ['1.5', null],
  ['1e3', null],
  ['0x10', null],
  [' 7', null],
  ['7 ', null],
  ['７', null],
  ['NaN', null],
  ['Infinity', null],
  ['', null],
  ['1\0', null],
])('%j is the id %j', (text, expected) => {
  expect(readRowId(text)).toBe(expected);
  expect(rowId.safeParse(text).success).toBe(expected !== null);
});

test.each([
  [7, true],
  [0, false],
  [2_147_483_648, false],
  [1.5, false],
  [null, false],
  [['7'], false],
  [true, false],
  [{}, false],
])('%j in an action: %j', (value, isId) => {
  expect(rowId.safeParse(value).success).toBe(isId);
});

test('nobody is 0, or nothing chosen', () => {
  for (const value of ['0', 0, '']) expect(rowIdOrNone.parse(value)).toBe(0);
  expect(rowIdOrNone.parse('7')).toBe(7);
  expect(rowIdOrNone.safeParse('2147483648').success).toBe(false);
});
