import { describe, expect, test } from 'vitest';
import { categoryKey, knownCategory, suggestCategory } from './categories';
import { dailyFeedOf, judgeName } from './names';
import {
  evaluateNotices,
  isBelievablyEmpty,
  noticeHoldSentence,
  type NoticeHoldCode,
  type SchoolDayFacts,
} from './notice-breaker';
import { looksPerPeriod } from './per-period';
import { attendanceRate, bandOf, isChronicallyAbsent } from './rates';
import { absenceStreaks } from './streaks';
import { readDuration } from './values';

test.each([
  ['', { ok: true, percentOfDay: null }],
  ['1', { ok: true, percentOfDay: 100 }],
  ['0', { ok: true, percentOfDay: 0 }],
  ['.5', { ok: true, percentOfDay: 50 }],
  ['0,35', { ok: true, percentOfDay: 35 }],
  ['0.125', { ok: true, percentOfDay: 13 }],
  ['50%', { ok: false, because: 'percent' }],
  ['195', { ok: false, because: 'minutes' }],
  ['195 min', { ok: false, because: 'minutes' }],
  ['1.5', { ok: false, because: 'unreadable' }],
  ['-1', { ok: false, because: 'unreadable' }],
  ['6:30', { ok: false, because: 'unreadable' }],
])('duration "%s"', (text, expected) => {
  expect(readDuration(text)).toEqual(expected);
});

describe('categories', () => {
  test.each([
    ['Excused Absence', 'EXCUSED_ABSENCE'],
    ['uri://ed-fi.org/AttendanceEventCategoryDescriptor#Unexcused Absence', 'UNEXCUSED_ABSENCE'],
    ['L1: Legal Excused', 'EXCUSED_ABSENCE'],
    ['ABSENT-UNEXCUSED', 'UNEXCUSED_ABSENCE'],
    ['Field_Trip', 'EXCUSED_PRESENT'],
    ['In Attendance', 'NO_EVENT'],
    ['A', null],
    ['T', null],
    ['Out of School Suspension', null],
    ['Half Day Excused', null],
  ] as const)('"%s" is known as %s', (text, meaning) => {
    expect(knownCategory(text)).toBe(meaning);
  });

  test.each([
    ['T', 'TARDY'],
    ['Unexcused - Half Day', 'UNEXCUSED_ABSENCE'],
    ['Suspended', 'EXCUSED_ABSENCE'],
    ['In-school suspension, room 4', 'EXCUSED_PRESENT'],
    ['Present (remote day)', 'EXCUSED_PRESENT'],
    ['Late start', null],
    ['Plate collection', null],
  ] as const)('"%s" is proposed as %s', (text, meaning) => {
    expect(suggestCategory(text)).toBe(meaning);
  });

  test('spellings of one word are one word', () => {
    expect(categoryKey(' Suspended_OUT  of/school ')).toBe('suspended out of school');
  });
});

describe('names', () => {
  test.each([
    ['attendance.csv', 'ATTENDANCE'],
    ['TPC_Daily_Attendance_HS.csv', 'ATTENDANCE'],
    ['atendance.csv', 'ATTENDANCE'],
    ['calendar.csv', 'CALENDAR'],
    ['Calendar.CSV', 'CALENDAR'],
    ['users.csv', null],
    ['academicSessions.csv', null],
    ['oneroster.zip', null],
  ] as const)('%s is %s', (name, feed) => {
    expect(dailyFeedOf(name)).toBe(feed);
  });

  const known = ['attendance_elementary.csv', 'attendance_middle.csv'];
  test.each([
    ['attendance_middle.csv', { kind: 'known' }],
    ['attendance_high.csv', { kind: 'learn' }],
    ['Attendance_Middle.csv', { kind: 'near', expected: 'attendance_middle.csv', because: 'CASE' }],
    [
      'attendance-middle.csv',
      { kind: 'near', expected: 'attendance_middle.csv', because: 'SPELLING' },
    ],
    [
      'attendance_midle.csv',
      { kind: 'near', expected: 'attendance_middle.csv', because: 'SPELLING' },
    ],
    [
      'attendance_middle_20261120.csv',
      { kind: 'near', expected: 'attendance_middle.csv', because: 'DATE' },
    ],
    [
      'attendance_middle (1).csv',
      { kind: 'near', expected: 'attendance_middle.csv', because: 'SPELLING' },
    ],
  ])('%s beside two groupings', (name, verdict) => {
    expect(judgeName(name, 'ATTENDANCE', known)).toEqual(verdict);
  });

  test('a dated name waits also when it is the first', () => {
    expect(judgeName('attendance_2026-11-20.csv', 'ATTENDANCE', [])).toEqual({
      kind: 'near',
      expected: 'attendance.csv',
      because: 'DATE',
    });
  });

  test('numbers tell groupings apart', () => {
    expect(judgeName('attendance_2.csv', 'ATTENDANCE', ['attendance_1.csv'])).toEqual({
      kind: 'learn',
    });
  });
});

test.each([
  [{ rowCount: 100, differingRepeatCount: 29, filledPeriodColumn: null }, false],
  [{ rowCount: 100, differingRepeatCount: 30, filledPeriodColumn: null }, true],
  [{ rowCount: 4, differingRepeatCount: 2, filledPeriodColumn: null }, false],
  [{ rowCount: 4, differingRepeatCount: 0, filledPeriodColumn: 'Period' }, true],
])('%o per period: %s', (counts, isPerPeriod) => {
  expect(looksPerPeriod(counts).isPerPeriod).toBe(isPerPeriod);
});

describe('the breaker for messages', () => {
  const plausible: SchoolDayFacts = {
    enrolledCount: 500,
    absentCount: 30,
    medianAbsentCount: 25,
    rowCount: 40,
    unknownStudentCount: 0,
    isInSession: true,
    isCalendarKnown: true,
    isAfterCutOff: false,
  };
  test.each<[string, Partial<SchoolDayFacts>, string[]]>([
    ['a usual day', {}, []],
    ['30% of 500', { absentCount: 150, medianAbsentCount: null }, ['HIGH_ABSENCE']],
    ['just below 30%', { absentCount: 149, medianAbsentCount: null }, []],
    ['half of a tiny school', { enrolledCount: 49, absentCount: 24, medianAbsentCount: null }, []],
    ['three times the median', { absentCount: 75 }, ['ABOVE_MEDIAN']],
    ['three times a small median', { absentCount: 24, medianAbsentCount: 4 }, []],
    ['10 of 200 unknown', { rowCount: 200, unknownStudentCount: 10 }, ['UNKNOWN_STUDENTS']],
    ['9 of 20 unknown', { rowCount: 20, unknownStudentCount: 9 }, []],
    ['10 of 201 unknown', { rowCount: 201, unknownStudentCount: 10 }, []],
    ['no school', { isInSession: false }, ['NOT_IN_SESSION']],
    ['no calendar', { isCalendarKnown: false }, ['NO_CALENDAR']],
    ['too late', { isAfterCutOff: true }, ['AFTER_CUT_OFF']],
    ['nobody enrolled', { enrolledCount: 0, absentCount: 45 }, ['NOBODY_ENROLLED']],
    [
      'nobody enrolled, one row, nobody absent',
      { enrolledCount: 0, absentCount: 0, rowCount: 1, medianAbsentCount: null },
      ['NOBODY_ENROLLED'],
    ],
    ['nobody enrolled and no row', { enrolledCount: 0, absentCount: 0, rowCount: 0 }, []],
    [
      'more absent than enrolled',
      { enrolledCount: 5, absentCount: 24, medianAbsentCount: null },
      ['MORE_THAN_ENROLLED'],
    ],
    ['all of a tiny school', { enrolledCount: 5, absentCount: 5, medianAbsentCount: null }, []],
  ])('%s', (_name, facts, codes) => {
    expect(evaluateNotices({ ...plausible, ...facts })).toEqual(codes);
  });

  test.each<[NoticeHoldCode, Partial<SchoolDayFacts>, string]>([
    ['NOBODY_ENROLLED', { rowCount: 1 }, 'The file has 1 row for this school, and'],
    ['NOBODY_ENROLLED', { rowCount: 45 }, 'The file has 45 rows for this school, and'],
    ['MORE_THAN_ENROLLED', { absentCount: 1, enrolledCount: 0 }, '1 student is marked absent'],
  ])('%s is said of %o', (code, facts, sentence) => {
    expect(noticeHoldSentence(code, { ...plausible, ...facts })).toContain(sentence);
  });

  test('nobody absent is believed up to a median of two', () => {
    expect([0, 2, 2.5, null].map(isBelievablyEmpty)).toEqual([true, true, false, false]);
  });
});

test.each([
  [{ countedDays: 19, absentPercent: 1900 }, null, null, false],
  [{ countedDays: 20, absentPercent: 200 }, 0.9, 'FROM_90', true],
  [{ countedDays: 20, absentPercent: 199 }, 0.9005, 'FROM_90', false],
  [{ countedDays: 20, absentPercent: 100 }, 0.95, 'FROM_95', false],
  [{ countedDays: 20, absentPercent: 400 }, 0.8, 'FROM_80', true],
  [{ countedDays: 20, absentPercent: 401 }, 0.7995, 'BELOW_80', true],
] as const)('%o', (days, rate, band, isChronic) => {
  const found = attendanceRate(days);
  if (rate === null) expect(found).toBeNull();
  else expect(found).toBeCloseTo(rate, 10);
  expect(bandOf(days)).toBe(band);
  expect(isChronicallyAbsent(days)).toBe(isChronic);
});

test('a streak goes on over days without school or file and ends with a day without a row', () => {
  const days = (['U', 'S', 'F', 'U', '-', 'U', 'T', 'U', 'U'] as const).map((letter, i) => ({
    date: `2026-11-0${i + 1}`,
    status: (
      { U: 'UNEXCUSED_ABSENCE', S: 'NO_SCHOOL', F: 'NO_FILE', '-': 'NO_ROW', T: 'TARDY' } as const
    )[letter],
  }));
  expect(absenceStreaks(days)).toEqual({
    streaks: [
      { from: '2026-11-01', to: '2026-11-04', days: 2 },
      { from: '2026-11-08', to: '2026-11-09', days: 2 },
    ],
    isCurrent: true,
  });
});
