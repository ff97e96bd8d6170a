import { describe, expect, test } from 'vitest';
import { changesSince, dueDay, mayBeDelta, nextPullAt, type PullTimes } from './schedule';

const chicago: PullTimes = { timeZone: 'America/Chicago', pullAt: '00:30', quietHours: null };
const campus: PullTimes = { ...chicago, quietHours: { from: '06:00', to: '17:00' } };

describe('the day whose pull is due', () => {
  test.each<[string, PullTimes, string | null, string, string | null]>([
    ['before its time, with last night done', chicago, '2026-09-01', '2026-09-02T05:29:59Z', null],
    ['at its time', chicago, '2026-09-01', '2026-09-02T05:30:00Z', '2026-09-02'],
    ['done', chicago, '2026-09-02', '2026-09-02T05:31:00Z', null],
    ['the first ever', chicago, null, '2026-09-02T05:31:00Z', '2026-09-02'],
    ['nobody was up at its time', chicago, '2026-09-01', '2026-09-02T14:00:00Z', '2026-09-02'],
    ['too late to be made up for', chicago, '2026-09-01', '2026-09-03T01:30:01Z', null],
    [
      'made up for, but not in the hours the vendor wants for itself',
      campus,
      '2026-09-01',
      '2026-09-02T14:00:00Z',
      null,
    ],
    ['after those hours', campus, '2026-09-01', '2026-09-02T22:00:00Z', '2026-09-02'],
    [
      'a time before midnight, after it',
      { ...chicago, pullAt: '23:30' },
      '2026-08-31',
      '2026-09-02T05:00:00Z',
      '2026-09-01',
    ],
    [
      'the hour that the clock leaves out',
      { ...chicago, pullAt: '02:30' },
      '2027-03-13',
      '2027-03-14T08:30:00Z',
      '2027-03-14',
    ],
  ])('%s', (_, times, last, now, expected) => {
    expect(dueDay(times, last, new Date(now))).toBe(expected);
  });
});

test.each<[string, PullTimes, string | null, string, string]>([
  ['tonight', chicago, '2026-09-01', '2026-09-01T20:00:00Z', '2026-09-02T05:30:00.000Z'],
  ['at once', chicago, '2026-09-01', '2026-09-02T06:00:00Z', '2026-09-02T06:00:00.000Z'],
  ['done for today', chicago, '2026-09-02', '2026-09-02T06:00:00Z', '2026-09-03T05:30:00.000Z'],
  [
    'when the quiet hours end',
    { ...campus, pullAt: '07:00' },
    '2026-09-01',
    '2026-09-02T06:00:00Z',
    '2026-09-02T22:00:00.000Z',
  ],
])('the next pull: %s', (_, times, last, now, expected) => {
  expect(nextPullAt(times, last, new Date(now)).toISOString()).toBe(expected);
});

test.each<[string, string, string | null, boolean]>([
  ['the day after a full one', '2026-09-02', '2026-09-01', true],
  ['never read in full', '2026-09-02', null, false],
  ['a week later', '2026-09-08', '2026-09-01', false],
  ['six days later, no Sunday', '2026-09-07', '2026-09-01', true],
  ['a Sunday', '2026-09-06', '2026-09-05', false],
])('changes alone: %s', (_, day, lastFull, expected) => {
  expect(mayBeDelta(day, lastFull)).toBe(expected);
});

test('changes are asked for from a day before', () => {
  expect(changesSince(new Date('2026-09-02T05:30:00Z'))).toBe('2026-09-01T05:30:00.000Z');
});
