import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { addDays } from './plain-date';
import {
  instantOf,
  isTimeOfDay,
  isTimeZone,
  localDate,
  nextSlot,
  startOfLocalDay,
} from './zoned-time';

const chicago = 'America/Chicago';

describe('localDate', () => {
  test.each([
    ['before midnight in Chicago', '2026-11-22T05:59:59Z', chicago, '2026-11-21'],
    ['midnight in Chicago', '2026-11-22T06:00:00Z', chicago, '2026-11-22'],
    ['Hawaii is a day behind', '2026-11-22T09:00:00Z', 'Pacific/Honolulu', '2026-11-21'],
    ['Guam is a day ahead', '2026-11-21T15:00:00Z', 'Pacific/Guam', '2026-11-22'],
    ['half an hour off', '2026-11-21T18:30:00Z', 'Asia/Kolkata', '2026-11-22'],
  ])('%s', (_name, instant, zone, expected) => {
    expect(localDate(new Date(instant), zone)).toBe(expected);
  });
});

describe('startOfLocalDay', () => {
  test.each([
    ['winter', '2026-11-21', chicago, '2026-11-21T06:00:00Z'],
    ['summer', '2026-07-01', chicago, '2026-07-01T05:00:00Z'],
    ['the day clocks go forward', '2026-03-08', chicago, '2026-03-08T06:00:00Z'],
    ['the day after', '2026-03-09', chicago, '2026-03-09T05:00:00Z'],
    ['a zone without summer time', '2026-07-01', 'America/Phoenix', '2026-07-01T07:00:00Z'],
    ['a midnight that was skipped', '2018-11-04', 'America/Sao_Paulo', '2018-11-04T03:00:00Z'],
  ])('%s', (_name, date, zone, expected) => {
    expect(startOfLocalDay(date, zone)).toEqual(new Date(expected));
  });
});

describe('nextSlot', () => {
  test.each([
    ['tonight', '2026-11-21T16:00:00Z', chicago, '02:00', '2026-11-22T08:00:00Z'],
    ['later the same night', '2026-11-21T07:00:00Z', chicago, '02:00', '2026-11-21T08:00:00Z'],
    [
      'exactly now is the next day',
      '2026-11-21T08:00:00Z',
      chicago,
      '02:00',
      '2026-11-22T08:00:00Z',
    ],
    ['a second before', '2026-11-21T07:59:59Z', chicago, '02:00', '2026-11-21T08:00:00Z'],
    // 8 March 2026: 02:00 does not exist in Chicago, clocks show 03:00.
    ['skipped in spring', '2026-03-08T06:00:00Z', chicago, '02:00', '2026-03-08T08:00:00Z'],
    ['skipped half past', '2026-03-08T06:00:00Z', chicago, '02:30', '2026-03-08T08:30:00Z'],
    ['after the skipped one', '2026-03-08T08:00:00Z', chicago, '02:00', '2026-03-09T07:00:00Z'],
    // 1 November 2026: 01:30 happens twice in Chicago, at 06:30Z and 07:30Z.
    [
      'twice in autumn: the first',
      '2026-11-01T05:00:00Z',
      chicago,
      '01:30',
      '2026-11-01T06:30:00Z',
    ],
    ['between the two: tomorrow', '2026-11-01T07:00:00Z', chicago, '01:30', '2026-11-02T07:30:00Z'],
    ['UTC', '2026-11-21T16:00:00Z', 'UTC', '00:00', '2026-11-22T00:00:00Z'],
  ])('%s', (_name, now, zone, time, expected) => {
    expect(nextSlot(new Date(now), zone, time)).toEqual(new Date(expected));
  });

  it('is always ahead, at most a day and an hour, and shows the asked time unless clocks skip it', () => {
    const zones = [chicago, 'America/Los_Angeles', 'America/Phoenix', 'Australia/Lord_Howe', 'UTC'];
    fc.assert(
      fc.property(
        fc.integer({ min: 1_700_000_000, max: 1_900_000_000 }),
        fc.constantFrom(...zones),
        fc.integer({ min: 0, max: 23 }),
        (seconds, zone, hour) => {
          const now = new Date(seconds * 1000);
          const time = `${String(hour).padStart(2, '0')}:00`;
          const slot = nextSlot(now, zone, time);
          const hoursAhead = (slot.getTime() - now.getTime()) / 3_600_000;
          expect(hoursAhead).toBeGreaterThan(0);
          expect(hoursAhead).toBeLessThanOrEqual(25);
          const sameDay = instantOf(localDate(slot, zone), time, zone);
          expect(sameDay).toEqual(slot);
        },
      ),
    );
  });

  it('runs once per calendar day through a whole year', () => {
    let now = new Date('2026-01-01T00:00:00Z');
    let expected = localDate(nextSlot(now, chicago, '02:00'), chicago);
    for (let day = 0; day < 366; day += 1) {
      now = nextSlot(now, chicago, '02:00');
      expect(localDate(now, chicago)).toBe(expected);
      expected = addDays(expected, 1);
    }
  });

  it('refuses what is not a time', () => {
    expect(() => nextSlot(new Date('2026-11-21T00:00:00Z'), chicago, '2 am')).toThrow('2 am');
  });
});

test.each([
  ['America/Chicago', true],
  ['UTC', true],
  ['America/Springfield', false],
  ['', false],
])('%s is a time zone: %s', (name, expected) => {
  expect(isTimeZone(name)).toBe(expected);
});

test.each([
  ['02:00', true],
  ['23:59', true],
  ['24:00', false],
  ['2:00', false],
])('%s is a time of day: %s', (text, expected) => {
  expect(isTimeOfDay(text)).toBe(expected);
});
