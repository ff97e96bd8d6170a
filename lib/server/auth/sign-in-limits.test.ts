import { expect, test } from 'vitest';
import { retryAt } from './sign-in-limits';

const at = (second: number) => new Date(second * 1000);
const limit = { count: 3, windowMs: 60_000 };

test.each([
  ['none', [], null],
  ['one below the limit', [20, 10], null],
  ['at the limit: until the oldest that counts leaves the window', [30, 20, 10], at(70)],
  ['above it: the third newest decides', [40, 30, 20, 10], at(80)],
])('%s', (_name, seconds, expected) => {
  expect(retryAt(limit, seconds.map(at))).toEqual(expected);
});
