import { describe, expect, it, test } from 'vitest';
import { formatInstant, formatRelative, formatTimeOfDay } from './format-instant';

const now = new Date('2026-11-21T16:42:30Z');
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000);

describe('formatInstant', () => {
  test.each([
    ['winter in Chicago', '2026-11-21T16:42:00Z', 'America/Chicago', 'Nov 21, 10:42 AM CST'],
    ['summer in Chicago', '2026-07-04T17:00:00Z', 'America/Chicago', 'Jul 4, 12:00 PM CDT'],
    ['midnight', '2026-11-21T06:05:00Z', 'America/Chicago', 'Nov 21, 12:05 AM CST'],
    ['the first of the two hours', '2026-11-01T06:30:00Z', 'America/Chicago', 'Nov 1, 1:30 AM CDT'],
    ['the second of them', '2026-11-01T07:30:00Z', 'America/Chicago', 'Nov 1, 1:30 AM CST'],
    ['another zone', '2026-11-21T16:42:00Z', 'America/Los_Angeles', 'Nov 21, 8:42 AM PST'],
    ['another year', '2025-11-21T16:42:00Z', 'America/Chicago', 'Nov 21, 2025, 10:42 AM CST'],
  ])('%s', (_name, instant, zone, expected) => {
    expect(formatInstant(new Date(instant), zone, now)).toBe(expected);
  });

  it('uses ordinary spaces', () => {
    expect(formatInstant(now, 'America/Chicago')).toMatch(/^[\x20-\x7e]+$/);
  });
});

it('leaves the day out where it is clear', () => {
  expect(formatTimeOfDay(now, 'America/Chicago')).toBe('10:42 AM CST');
});

describe('formatRelative', () => {
  test.each([
    ['now', 0, 'just now'],
    ['59 seconds', 59, 'just now'],
    ['a minute', 60, '1 min ago'],
    ['six minutes and a bit', 399, '6 min ago'],
    ['an hour', 3_600, '1 h ago'],
    ['a day', 86_400, '1 day ago'],
    ['nine days', 9 * 86_400, '9 days ago'],
    ['soon', -30, 'in less than a minute'],
    ['a day and nearly two', 2 * 86_400 - 1, '1 day ago'],
    ['in three hours', -3 * 3_600, 'in 3 h'],
    ['in a bit less', -3 * 3_600 + 5, 'in 3 h'],
    ['in a bit less than an hour', -3_600 + 5, 'in 1 h'],
    ['in a day and a half', -39 * 3_600 - 120, 'in 39 h'],
    ['in a bit less than seven days', -7 * 86_400 + 5, 'in 7 days'],
  ])('%s', (_name, seconds, expected) => {
    expect(formatRelative(ago(seconds), now)).toBe(expected);
  });
});
