import { expect, test } from 'vitest';
import { allowanceOf, isNearlyUsed } from './allowances';

test.each([
  ['attendance.csv', 'ATTENDANCE'],
  ['attendance_hs.csv', 'ATTENDANCE'],
  ['attendance.csv.part', 'ATTENDANCE'],
  ['.attendance.csv.7fK2xQ', 'ATTENDANCE'],
  ['attendance_tmp.csv', 'ATTENDANCE'],
  ['calendar.csv', 'ATTENDANCE'],
  ['users.csv', 'ROSTER'],
  ['users.csv.filepart', 'ROSTER'],
  ['export.zip', 'ROSTER'],
  // Beside each of fourteen attendance files, every half hour, they would keep the roster out.
  ['upload.done', 'ATTENDANCE'],
  ['upload/upload.done', 'ATTENDANCE'],
  ['attendance.csv.done', 'ATTENDANCE'],
  ['attendance.csv.md5', 'ATTENDANCE'],
  ['attendance_hs.log', 'ATTENDANCE'],
  ['attendance.csv.gz', 'ATTENDANCE'],
  ['20261120.trg', 'ATTENDANCE'],
  ['users.csv.gz', 'ATTENDANCE'],
  ['notes.csv', 'ROSTER'],
  ['users.xlsx', 'ROSTER'],
  ['export.zip.part', 'ROSTER'],
  ['7fK2xQ9a', 'ROSTER'],
])('%s counts as %s', (name, allowance) => {
  expect(allowanceOf(name)).toBe(allowance);
});

test.each([
  [1599, 2000, false],
  [1600, 2000, true],
  [2000, 2000, true],
  [159, 200, false],
  [160, 200, true],
])('%i of %i are nearly all: %s', (used, limit, isNearly) => {
  expect(isNearlyUsed(used, limit)).toBe(isNearly);
});
