import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  dayDoubtSentence,
  doubtsOfDay,
  judgeDays,
  type DayDoubtCode,
  type DayFacts,
  type SchoolDayCounts,
} from './day-doubts';
import { evaluateNotices } from './notice-breaker';

const usual: SchoolDayCounts = {
  date: '2026-11-02',
  isInSession: true,
  enrolledCount: 370,
  absentCount: 8,
  rowCount: 10,
  unknownStudentCount: 0,
};
const days = (...absent: number[]): SchoolDayCounts[] =>
  absent.map((absentCount, at) => ({
    ...usual,
    date: `2026-11-${String(at + 1).padStart(2, '0')}`,
    absentCount,
    rowCount: absentCount,
  }));

test.each<[string, SchoolDayCounts[], DayDoubtCode[][]]>([
  ['250 of 370 after usual days', days(8, 9, 250), [[], [], ['HIGH_ABSENCE', 'ABOVE_MEDIAN']]],
  ['250 of 370 before them', days(250, 9, 8), [['HIGH_ABSENCE'], [], []]],
  ['three times the usual, and few', days(8, 8, 24), [[], [], []]],
  ['three times the usual, and many', days(8, 8, 25), [[], [], ['ABOVE_MEDIAN']]],
  ['a flu that begins slowly', days(10, 20, 40, 60), [[], [], [], ['ABOVE_MEDIAN']]],
  ['the first day of a school has nothing usual', days(100), [[]]],
  [
    'a day without school is neither judged nor usual',
    [
      ...days(8, 8),
      { ...usual, date: '2026-11-07', isInSession: false, absentCount: 300 },
      { ...usual, date: '2026-11-09', absentCount: 26 },
    ],
    [[], [], [], ['ABOVE_MEDIAN']],
  ],
])('%s', (_name, counts, expected) => {
  expect(judgeDays(counts).map(({ doubts }) => doubts)).toEqual(expected);
});

test('every day is judged by what notices of that day are, without calendar and clock', () => {
  const count = fc.integer({ min: 0, max: 120 });
  const day = fc.record({
    isInSession: fc.boolean(),
    enrolledCount: fc.integer({ min: 0, max: 400 }),
    absentCount: count,
    rowCount: count,
    unknownStudentCount: fc.integer({ min: 0, max: 20 }),
  });
  fc.assert(
    fc.property(fc.array(day, { maxLength: 60 }), (given) => {
      const counts = given.map((each, at) => ({ ...each, date: `day ${at}` }));
      for (const [at, { doubts }] of judgeDays(counts).entries()) {
        const own = counts[at];
        const before = counts.slice(0, at).filter(({ isInSession }) => isInSession);
        if (!own?.isInSession) {
          expect(doubts).toEqual([]);
          continue;
        }
        const sorted = before
          .slice(-20)
          .map(({ absentCount }) => absentCount)
          .sort((one, other) => one - other);
        const low = sorted[Math.ceil(sorted.length / 2) - 1];
        const high = sorted[Math.floor(sorted.length / 2)];
        const medianAbsentCount = low === undefined || high === undefined ? null : (low + high) / 2;
        expect(doubts).toEqual(
          evaluateNotices({
            ...own,
            medianAbsentCount,
            isCalendarKnown: true,
            isAfterCutOff: false,
          }),
        );
      }
    }),
  );
});

test.each<[DayDoubtCode, Partial<DayFacts>, string]>([
  [
    'HIGH_ABSENCE',
    { absentCount: 250, enrolledCount: 370 },
    '250 of 370 students are marked absent: 30% or more.',
  ],
  [
    'ABOVE_MEDIAN',
    { absentCount: 25, medianAbsentCount: 0 },
    '25 students are marked absent; on a usual day, no one is.',
  ],
  [
    'ABOVE_MEDIAN',
    { absentCount: 26, medianAbsentCount: 4.5 },
    '26 students are marked absent, at least three times the usual number (4.5).',
  ],
  [
    'MORE_THAN_ENROLLED',
    { absentCount: 1, enrolledCount: 0 },
    '1 student is marked absent, more than the 0 the roster has at this school for that day.',
  ],
  [
    'UNKNOWN_STUDENTS',
    { unknownStudentCount: 10, rowCount: 1200 },
    '10 of 1,200 rows have students who are not in the roster.',
  ],
])('%s is said of %o', (code, facts, sentence) => {
  expect(dayDoubtSentence(code, facts)).toBe(sentence);
});

test('a share of a small school says nothing', () => {
  const small = { enrolledCount: 49, absentCount: 24, rowCount: 24 };
  expect(doubtsOfDay({ ...small, unknownStudentCount: 0, medianAbsentCount: 2 })).toEqual([]);
});
