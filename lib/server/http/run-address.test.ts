import { expect, test } from 'vitest';
import { runName } from '@/lib/core/sync-run/run-address';
import { readRunAddress, runAddress } from './run-address';

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
  ['2147483648', null],
  ['0', null],
  ['', null],
])('%j is %j', (text, expected) => {
  expect(readRunAddress(text)).toEqual(expected);
  expect(runAddress.safeParse(text).data ?? null).toEqual(expected);
});
