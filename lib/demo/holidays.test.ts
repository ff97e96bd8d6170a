import Papa from 'papaparse';
import { describe, expect, it, test } from 'vitest';
import { createDistrict } from '@/lib/synthetic/district';
import { weekday } from '@/lib/synthetic/plain-date';
import { attendanceDays, lastDayOfSchool } from './calendar';
import { calendarFile } from './calendar-file';
import { filesOf } from './day-edits';
import { daysWithoutSchool, holidaysOf } from '@/lib/core/calendar/us-school-holidays';

/** As the Office of Personnel Management lists the federal ones, with the Friday that schools add. */
const KNOWN: readonly [number, readonly string[]][] = [
  [
    2025,
    [
      '2024-07-04',
      '2024-09-02',
      '2024-10-14',
      '2024-11-11',
      '2024-11-28',
      '2024-11-29',
      '2024-12-25',
      '2025-01-01',
      '2025-01-20',
      '2025-02-17',
      '2025-05-26',
      '2025-06-19',
    ],
  ],
  [
    2027,
    [
      '2026-07-03',
      '2026-09-07',
      '2026-10-12',
      '2026-11-11',
      '2026-11-26',
      '2026-11-27',
      '2026-12-25',
      '2027-01-01',
      '2027-01-18',
      '2027-02-15',
      '2027-05-31',
      '2027-06-18',
    ],
  ],
  [
    2028,
    [
      '2027-07-05',
      '2027-09-06',
      '2027-10-11',
      '2027-11-11',
      '2027-11-25',
      '2027-11-26',
      '2027-12-24',
      '2027-12-31',
      '2028-01-17',
      '2028-02-21',
      '2028-05-29',
      '2028-06-19',
    ],
  ],
  [
    2029,
    [
      '2028-07-04',
      '2028-09-04',
      '2028-10-09',
      '2028-11-10',
      '2028-11-23',
      '2028-11-24',
      '2028-12-25',
      '2029-01-01',
      '2029-01-15',
      '2029-02-19',
      '2029-05-28',
      '2029-06-19',
    ],
  ],
  [
    2034,
    [
      '2033-07-04',
      '2033-09-05',
      '2033-10-10',
      '2033-11-11',
      '2033-11-24',
      '2033-11-25',
      '2033-12-26',
      '2034-01-02',
      '2034-01-16',
      '2034-02-20',
      '2034-05-29',
      '2034-06-19',
    ],
  ],
];

test.each(KNOWN)('the holidays of the school year that ends in %i', (schoolYear, dates) => {
  expect([...holidaysOf(schoolYear).keys()]).toEqual(dates);
});

describe.each(Array.from({ length: 16 }, (_, at) => 2025 + at))('%i', (schoolYear) => {
  const without = daysWithoutSchool(schoolYear);
  const named = (word: string): string[] =>
    [...without].flatMap(([date, name]) => (name.includes(word) ? [date] : []));

  it('has weekdays without school only', () => {
    for (const date of without.keys()) expect([0, 6]).not.toContain(weekday(date));
  });

  it('has Thanksgiving on a Thursday of November, and the Friday after it', () => {
    const [thursday = '', friday = ''] = named('Thanksgiving');
    expect([weekday(thursday), weekday(friday)]).toEqual([4, 5]);
    expect(thursday >= `${schoolYear - 1}-11-22` && thursday <= `${schoolYear - 1}-11-28`).toBe(
      true,
    );
  });

  it('has two weeks around Christmas, up to the new year, and a week in spring', () => {
    const winter = [...without.keys()].filter(
      (date) => date >= `${schoolYear - 1}-12-15` && date <= `${schoolYear}-01-05`,
    );
    expect(winter.length).toBeGreaterThanOrEqual(10);
    expect(winter.length).toBeLessThanOrEqual(12);
    for (const date of [
      `${schoolYear - 1}-12-24`,
      `${schoolYear - 1}-12-26`,
      `${schoolYear - 1}-12-31`,
    ])
      expect([0, 6].includes(weekday(date)) || without.has(date)).toBe(true);
    const spring = named('Spring break');
    expect(spring).toHaveLength(5);
    expect(spring.every((date) => date.slice(5, 7) === '03')).toBe(true);
  });

  it('has between 170 and 190 days with school', () => {
    const days = attendanceDays(`${schoolYear}-06-30`, schoolYear, 400);
    expect(days.length).toBeGreaterThanOrEqual(170);
    expect(days.length).toBeLessThanOrEqual(195);
    expect((days.at(-1) ?? '') <= lastDayOfSchool(schoolYear)).toBe(true);
  });
});

test('calendar.csv says of every weekday of the year and every school whether there is school', () => {
  const day = createDistrict({ seed: 'calendar', students: 60, schoolYear: 2027 });
  const { data } = Papa.parse<Record<string, string>>(calendarFile(filesOf(day), 2027), {
    header: true,
    skipEmptyLines: true,
  });
  const schools = new Set(data.map((row) => row.school_id));
  expect(schools.size).toBeGreaterThan(1);
  const thanksgiving = data.filter((row) => row.calendar_date === '2026-11-26');
  expect(thanksgiving).toHaveLength(schools.size);
  expect(thanksgiving[0]).toMatchObject({
    calendar_events: '["Not In Session"]',
    school_year_id: '2027',
    description: 'Thanksgiving',
  });
  expect(data.find((row) => row.calendar_date === '2026-11-25')).toMatchObject({
    calendar_events: '["In Session"]',
    description: '',
  });
});
