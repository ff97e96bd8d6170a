import { expect, test } from 'vitest';
import type { AttendanceRunState } from './run-states';
import { mailDueAfter, useOfFile, type UseOfFile } from './use-of-file';

test.each<[name: string, rowsRead: number, used: number, lost: number, use: UseOfFile]>([
  ['no rows: judged elsewhere', 0, 0, 0, 'ENOUGH'],
  ['one row, none used', 1, 0, 1, 'NOTHING'],
  ['many rows, none used', 4_000, 0, 4_000, 'NOTHING'],
  ['copies of a row that was not used', 4_000, 0, 1, 'NOTHING'],
  ['one of many', 4_000, 1, 3_999, 'MUCH_LOST'],
  ['half', 50, 25, 25, 'MUCH_LOST'],
  ['less than half', 60, 35, 25, 'ENOUGH'],
  ['half of a few', 48, 24, 24, 'ENOUGH'],
  ['all', 10, 10, 0, 'ENOUGH'],
])('%s', (_name, rowsRead, used, lost, use) => {
  expect(useOfFile({ rowsRead, used, lost })).toBe(use);
});

test.each<[AttendanceRunState | null, AttendanceRunState, ReturnType<typeof mailDueAfter>]>([
  [null, 'APPLIED', null],
  [null, 'NOTHING_USED', 'TROUBLE'],
  ['APPLIED', 'INVALID', 'TROUBLE'],
  ['NO_CHANGE', 'NOTHING_USED', 'TROUBLE'],
  ['NOTHING_USED', 'NOTHING_USED', null],
  ['NOTHING_USED', 'INVALID', null],
  ['INVALID', 'APPLIED', 'RECOVERED'],
  ['NOTHING_USED', 'NO_CHANGE', 'RECOVERED'],
  ['APPLIED', 'APPLIED', null],
  ['NOTHING_USED', 'REJECTED', null],
])('after %s, %s: %s', (before, after, due) => {
  expect(mailDueAfter(before, after)).toBe(due);
});
