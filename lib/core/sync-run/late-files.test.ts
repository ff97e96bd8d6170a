import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, isWeekday, type PlainDate } from '../calendar/plain-date';
import { findLateFiles, type ArrivalDays } from './late-files';

/** Fall and spring; a Friday is the last day before Thanksgiving week in the examples below. */
const TERMS = [
  ['2026-08-17', '2026-12-18'],
  ['2027-01-05', '2027-05-28'],
] as const;

const days = (changes: Partial<ArrivalDays>): ArrivalDays => ({
  today: '2026-11-18',
  setDates: [],
  pauseEndDate: null,
  terms: TERMS,
  closedDates: [],
  firstDayOfSchoolDate: '2026-08-17',
  ...changes,
});

/** Sets of every weekday up to and with `last`. */
const nightly = (last: PlainDate, count = 11): PlainDate[] =>
  Array.from({ length: count * 2 }, (_, back) => addDays(last, -back))
    .filter(isWeekday)
    .slice(0, count);

/** 2026-11-16 is a Monday. */
const cases: [name: string, days: Partial<ArrivalDays>, expectedEvery: number | null][] = [
  ['a first set that never came', { setDates: [] }, null],
  ['a set of this very night', { setDates: nightly('2026-11-18') }, null],
  ['the night before’s, whose next is due by now', { setDates: nightly('2026-11-17') }, null],
  ['a whole school day without one', { setDates: nightly('2026-11-16') }, 1],
  ['the only set there ever was, a month ago', { setDates: ['2026-10-19'] }, 1],
  ['Friday’s, on Saturday', { today: '2026-11-14', setDates: nightly('2026-11-13') }, null],
  ['Friday’s, on Sunday', { today: '2026-11-15', setDates: nightly('2026-11-13') }, null],
  ['Friday’s, on Monday', { today: '2026-11-16', setDates: nightly('2026-11-13') }, null],
  ['Friday’s, on Tuesday', { today: '2026-11-17', setDates: nightly('2026-11-13') }, 1],
  ['Thursday’s, on Saturday', { today: '2026-11-14', setDates: nightly('2026-11-12') }, 1],
  [
    'Wednesday’s, on the Monday after Thanksgiving',
    { today: '2026-11-30', setDates: nightly('2026-11-25') },
    null,
  ],
  [
    'Wednesday’s, on the Tuesday after Thanksgiving',
    { today: '2026-12-01', setDates: nightly('2026-11-25') },
    1,
  ],
  [
    'none since the last day before the winter break, in it',
    { today: '2027-01-04', setDates: nightly('2026-12-18') },
    null,
  ],
  [
    'none since, on the second day of the spring term',
    { today: '2027-01-06', setDates: nightly('2026-12-18') },
    1,
  ],
  [
    'the winter break where terms touch',
    {
      terms: [['2026-08-17', '2027-05-28']],
      today: '2027-01-04',
      setDates: nightly('2026-12-18'),
    },
    null,
  ],
  [
    'stopped on the last day of school, in July',
    { today: '2027-07-15', setDates: nightly('2027-05-28') },
    null,
  ],
  [
    'stopped a month before the last day of school, in July',
    { today: '2027-07-15', setDates: nightly('2027-04-28') },
    1,
  ],
  [
    'stopped for the summer, on the first day of school',
    { today: '2027-08-16', setDates: nightly('2027-05-28'), firstDayOfSchoolDate: '2027-08-16' },
    null,
  ],
  [
    'stopped for the summer, on the second day of school',
    { today: '2027-08-17', setDates: nightly('2027-05-28'), firstDayOfSchoolDate: '2027-08-16' },
    1,
  ],
  [
    'stopped for the summer and never started again',
    { today: '2027-10-15', setDates: nightly('2027-05-28') },
    1,
  ],
  [
    'a roster without terms, in July',
    { terms: [], today: '2027-07-15', setDates: nightly('2027-05-31') },
    null,
  ],
  [
    'a roster without terms, in September',
    { terms: [], today: '2027-09-20', setDates: nightly('2027-05-31') },
    1,
  ],
  [
    'a week that the calendar file gives off',
    {
      today: '2027-03-22',
      setDates: nightly('2027-03-12'),
      closedDates: ['2027-03-15', '2027-03-16', '2027-03-17', '2027-03-18', '2027-03-19'],
    },
    null,
  ],
  [
    'the first day after a long pause',
    { today: '2026-11-18', setDates: ['2026-09-01'], pauseEndDate: '2026-11-17' },
    null,
  ],
  [
    'two days after a pause',
    { today: '2026-11-18', setDates: ['2026-09-01'], pauseEndDate: '2026-11-16' },
    1,
  ],
  [
    'a pause that was over long before the last set',
    { today: '2026-11-18', setDates: nightly('2026-11-17'), pauseEndDate: '2026-09-01' },
    null,
  ],
  [
    'an export of Sundays, on Friday',
    { today: '2026-11-13', setDates: ['2026-11-08', '2026-11-01', '2026-10-25'] },
    null,
  ],
  [
    'an export of Sundays, on the Sunday it is due',
    { today: '2026-11-15', setDates: ['2026-11-08', '2026-11-01', '2026-10-25'] },
    null,
  ],
  [
    'an export of Sundays, on the Tuesday after',
    // Veterans Day is the Wednesday of that week.
    { today: '2026-11-24', setDates: ['2026-11-08', '2026-11-01', '2026-10-25'] },
    6,
  ],
  ...(
    [
      ['the first day of school is', '2026-08-17', null],
      ['the second day of school is', '2026-08-18', null],
      ['another set is due', '2026-08-23', null],
      ['it has not come', '2026-08-26', 6],
    ] as const
  ).map(([when, today, every]): [string, Partial<ArrivalDays>, number | null] => [
    `an export of Sundays all summer, when ${when}`,
    {
      today,
      setDates: Array.from({ length: 11 }, (_, weeks) => addDays('2026-08-16', -7 * weeks)),
    },
    every,
  ]),
  [
    'an export of Sundays all summer, after its first set in school time',
    {
      today: '2026-08-25',
      setDates: Array.from({ length: 11 }, (_, weeks) => addDays('2026-08-23', -7 * weeks)),
    },
    null,
  ],
  [
    'every day again after a few sets in the summer',
    {
      today: '2026-08-20',
      setDates: ['2026-08-18', '2026-08-17', '2026-08-14', '2026-07-31', '2026-07-15'],
    },
    1,
  ],
  [
    'one outage of a month is no habit',
    { today: '2026-11-18', setDates: ['2026-11-16', '2026-11-13', '2026-10-13', '2026-10-12'] },
    1,
  ],
  [
    'several sets a day',
    { today: '2026-11-18', setDates: ['2026-11-16', '2026-11-16', '2026-11-16', '2026-11-13'] },
    1,
  ],
];

describe('roster files are late', () => {
  test.each(cases)('%s', (_name, given, expectedEvery) => {
    expect(findLateFiles(days(given))?.expectedEvery ?? null).toBe(expectedEvery);
  });

  const aDate = fc.integer({ min: 0, max: 700 }).map((day) => addDays('2026-07-01', day));
  const arrivals = fc.record({
    today: aDate,
    setDates: fc
      .array(aDate, { minLength: 1, maxLength: 11 })
      .map((dates) => dates.toSorted().toReversed()),
    pauseEndDate: fc.option(aDate),
    terms: fc.constantFrom(TERMS, []),
    closedDates: fc.array(aDate, { maxLength: 20 }),
    firstDayOfSchoolDate: fc.option(aDate),
  });

  test('never by less than a school day, and once late they stay so until one comes or a pause ends', () => {
    fc.assert(
      fc.property(arrivals, fc.integer({ min: 0, max: 60 }), (given, later) => {
        const last = given.setDates[0] ?? given.today;
        for (const soon of [0, 1])
          expect(findLateFiles({ ...given, today: addDays(last, soon) })).toBeNull();
        if (findLateFiles(given))
          expect(findLateFiles({ ...given, today: addDays(given.today, later) })).not.toBeNull();
        expect(findLateFiles({ ...given, pauseEndDate: given.today })).toBeNull();
        expect(findLateFiles({ ...given, setDates: [given.today, ...given.setDates] })).toBeNull();
      }),
    );
  });

  test('a day more without school makes nothing late', () => {
    fc.assert(
      fc.property(arrivals, aDate, (given, closed) => {
        // Against one set only: a day off changes what is usual as well.
        const one = { ...given, setDates: given.setDates.slice(0, 1) };
        if (!findLateFiles(one))
          expect(findLateFiles({ ...one, closedDates: [...one.closedDates, closed] })).toBeNull();
      }),
    );
  });
});
