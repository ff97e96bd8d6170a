import { describe, expect, it, test } from 'vitest';
import { addDays, daysBetween, formatPlainDate, isPlainDate } from './plain-date';

describe('isPlainDate', () => {
  test.each([
    ['2026-11-21', true],
    ['2028-02-29', true],
    ['2026-02-29', false],
    ['2026-13-01', false],
    ['2026-00-10', false],
    ['2026-1-1', false],
    ['11/21/2026', false],
    ['2026-11-21T00:00:00Z', false],
    ['', false],
  ])('%s: %s', (text, expected) => {
    expect(isPlainDate(text)).toBe(expected);
  });
});

test.each([
  ['2026-11-21', 1, '2026-11-22'],
  ['2026-12-31', 1, '2027-01-01'],
  ['2026-03-01', -1, '2026-02-28'],
  ['2026-03-08', 1, '2026-03-09'],
])('%s plus %i days is %s', (date, days, expected) => {
  expect(addDays(date, days)).toBe(expected);
  expect(daysBetween(date, expected)).toBe(days);
});

it('is written with the month by name', () => {
  expect(formatPlainDate('2026-11-21')).toBe('Nov 21, 2026');
  expect(formatPlainDate('2026-01-05')).toBe('Jan 5, 2026');
});
