import { expect, test } from 'vitest';
import { monthsOf } from './_components/month-of-days';
import { readMonth } from './search-params';

test.each([
  ['2026-08-17', '2026-11-30', ['2026-08-01', '2026-09-01', '2026-10-01', '2026-11-01']],
  ['2026-11-30', '2026-12-01', ['2026-11-01', '2026-12-01']],
  ['2027-01-31', '2027-03-01', ['2027-01-01', '2027-02-01', '2027-03-01']],
  // Somebody whose first day is still to come.
  ['2027-01-31', '2026-11-02', ['2026-11-01']],
])('%s to %s', (from, to, months) => {
  expect(monthsOf({ from, to })).toEqual(months);
});

test.each([
  ['2026-10', '2026-10-01'],
  [undefined, '2026-11-01'],
  ['2026-12', '2026-11-01'],
  ['October', '2026-11-01'],
  [['2026-10'], '2026-11-01'],
])('%s', (month, expected) => {
  const months = monthsOf({ from: '2026-08-17', to: '2026-11-30' });
  expect(readMonth({ month }, months)).toBe(expected);
});
