import { expect, test } from 'vitest';
import { numberedFile } from '@/lib/core/attendance/file-address';
import { runName } from '@/lib/core/sync-run/run-address';
import { fileAddress, readRunAddress, runAddress } from './run-address';

test.each([
  ['run-1', { number: 1 }],
  [runName(42), { number: 42 }],
  ['42', { id: 42 }],
  ['run-2147483647', { number: 2_147_483_647 }],
  ['run-2147483648', null],
  ['run-0', null],
  ['run-01', null],
  ['run--1', null],
  ['run-', null],
  ['run-1.5', null],
  ['Run-1', null],
  [' run-1', null],
  ['run-1 ', null],
  ['run-1\n', null],
  ['run 1', null],
  ['file-1', null],
  ['2147483648', null],
  ['0', null],
  ['', null],
])('%j is %j', (text, expected) => {
  expect(readRunAddress(text)).toEqual(expected);
  expect(runAddress.safeParse(text).data ?? null).toEqual(expected);
});

test.each([
  [numberedFile(7), { number: 7 }],
  ['7', { id: 7 }],
  ['run-7', null],
  ['file-07', null],
])('of an attendance file, %j is %j', (text, expected) => {
  expect(readRunAddress(text, 'file')).toEqual(expected);
  expect(fileAddress.safeParse(text).data ?? null).toEqual(expected);
});
