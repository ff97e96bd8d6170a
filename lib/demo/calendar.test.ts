import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  firstDayOfSchool,
  isSecondSemester,
  lastSchoolDay,
  onOrAfter,
  schoolDaysUpTo,
  schoolYearOf,
} from './calendar';

const zone = 'America/Los_Angeles';

test.each([
  ['2026-06-30', 2026],
  ['2026-07-01', 2027],
  ['2026-11-21', 2027],
  ['2027-01-04', 2027],
])('%s belongs to the school year that ends in %i', (date, year) => {
  expect(schoolYearOf(date)).toBe(year);
});

test.each([
  ['a Saturday: the day before', '2026-11-21T20:00:00Z', '2026-11-20'],
  ['a Monday: the Friday before', '2026-11-23T20:00:00Z', '2026-11-20'],
  ['a Wednesday: the day before', '2026-11-25T20:00:00Z', '2026-11-24'],
  ['a Wednesday at 1 in the morning: two days before', '2026-11-25T09:00:00Z', '2026-11-23'],
  ['a Wednesday in UTC, still Tuesday there', '2026-11-25T05:00:00Z', '2026-11-23'],
])('the last school day on %s', (_name, now, date) => {
  expect(lastSchoolDay(new Date(now), zone)).toBe(date);
});

test('the first school day is in August, the second semester begins in January', () => {
  expect(firstDayOfSchool(2027)).toBe('2026-08-17');
  expect(isSecondSemester('2027-01-10', 2027)).toBe(false);
  expect(isSecondSemester('2027-01-11', 2027)).toBe(true);
  expect(isSecondSemester('2027-06-30', 2027)).toBe(true);
  expect(isSecondSemester('2027-06-30', 2028)).toBe(false);
});

describe('school days', () => {
  it('are weekdays in order, none left out', () => {
    const anyInstant = fc.date({
      min: new Date('2026-01-01'),
      max: new Date('2030-12-31'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(anyInstant, fc.integer({ min: 1, max: 30 }), (now, count) => {
        const days = schoolDaysUpTo(lastSchoolDay(now, zone), count);
        expect(days).toHaveLength(count);
        expect(days.map(onOrAfter)).toEqual(days);
        expect(days.slice(1)).toEqual(
          days
            .slice(0, -1)
            .map((day) =>
              onOrAfter(new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10)),
            ),
        );
      }),
    );
  });
});
