import { describe, expect, it, test } from 'vitest';
import { formatInstant, formatRelative, formatShort, formatTimeOfDay } from './format-instant';

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

describe('formatShort', () => {
  // In Chicago it is Saturday, 10:42 AM.
  test.each([
    ['now', '2026-11-21T16:42:30Z', 'just now'],
    ['earlier today', '2026-11-21T13:42:30Z', '3 h ago'],
    ['last night', '2026-11-21T04:00:00Z', '12 h ago'],
    ['a second less than a day ago', '2026-11-20T16:42:31Z', '23 h ago'],
    ['a day ago', '2026-11-20T16:42:30Z', 'yesterday 10:42 AM'],
    ['the first minute of yesterday', '2026-11-20T06:00:00Z', 'yesterday 12:00 AM'],
    ['less than two days ago, on the day before', '2026-11-20T05:59:59Z', 'Nov 19'],
    ['nine days ago', '2026-11-12T16:42:30Z', 'Nov 12'],
    ['by its day there, not by that of UTC', '2026-11-18T02:00:00Z', 'Nov 17'],
    ['last year', '2025-12-31T16:00:00Z', 'Dec 31, 2025'],
    ['soon', '2026-11-21T16:43:00Z', 'in less than a minute'],
    ['in three hours', '2026-11-21T19:42:30Z', 'in 3 h'],
    ['in a second less than a day', '2026-11-22T16:42:29Z', 'in 24 h'],
    ['in a day', '2026-11-22T16:42:30Z', 'tomorrow 10:42 AM'],
    ['the last minute of tomorrow', '2026-11-23T05:59:59Z', 'tomorrow 11:59 PM'],
    ['the first minute after it', '2026-11-23T06:00:00Z', 'Nov 23'],
    ['next year', '2027-01-01T06:00:00Z', 'Jan 1, 2027'],
  ])('%s', (_name, instant, expected) => {
    expect(formatShort(new Date(instant), 'America/Chicago', now)).toBe(expected);
  });

  test.each([
    // The day of 25 hours is over: 24 hours ago it was 11:30 PM of the day before, the first minute of yesterday is 25 h ago.
    [
      'after the clocks went back',
      '2026-11-01T05:30:00Z',
      '2026-11-02T06:30:00Z',
      'yesterday 12:30 AM',
    ],
    ['across the new year', '2026-12-31T16:00:00Z', '2027-01-01T17:00:00Z', 'yesterday 10:00 AM'],
    [
      'two days before, in the old year',
      '2026-12-30T16:00:00Z',
      '2027-01-01T17:00:00Z',
      'Dec 30, 2026',
    ],
  ])('%s', (_name, instant, at, expected) => {
    expect(formatShort(new Date(instant), 'America/Chicago', new Date(at))).toBe(expected);
  });
});
