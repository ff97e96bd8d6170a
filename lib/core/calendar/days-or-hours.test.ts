import { expect, test } from 'vitest';
import { daysOrHours } from './days-or-hours';

const at = (text: string) => new Date(text);

test.each([
  ['2026-11-27T16:42:00Z', '7 days'],
  ['2026-11-27T16:41:59Z', '6 days'],
  ['2026-11-22T16:42:00Z', '2 days'],
  ['2026-11-22T16:41:00Z', '47 hours'],
  ['2026-11-20T17:42:00Z', '1 hour'],
])('until %s it is %s', (to, expected) => {
  expect(daysOrHours(at('2026-11-20T16:42:00Z'), at(to))).toBe(expected);
});
