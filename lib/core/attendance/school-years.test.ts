import { describe, expect, test } from 'vitest';
import { schoolYearsAt, type YearSession } from './school-years';

const session = (
  id: string,
  schoolYear: number,
  startDate: string,
  endDate: string,
  more: Partial<YearSession> = {},
): YearSession => ({
  id,
  schoolYear,
  startDate,
  endDate,
  type: 'term',
  parentId: null,
  isRemoved: false,
  ...more,
});

const B26 = session('b26', 2026, '2025-07-07', '2026-06-05');
const B27 = session('b27', 2027, '2026-07-06', '2027-06-04');
const C26 = session('c26', 2026, '2025-08-25', '2026-08-14');
const C27 = session('c27', 2027, '2026-08-31', '2027-08-13');
const ALL = [B26, B27, C26, C27];
const BOTH = { b: ['b26', 'b27'], c: ['c26', 'c27'] };

/** The district's year, and what differs. */
function years(
  today: string,
  sessions: readonly YearSession[],
  named: Readonly<Record<string, string[]>>,
) {
  const { district, schools } = schoolYearsAt(today, sessions, new Map(Object.entries(named)));
  return {
    district: district.schoolYear,
    ...Object.fromEntries(
      schools.map(({ schoolId, schoolYear, startDate }) => [
        schoolId,
        `${schoolYear} ${startDate}`,
      ]),
    ),
  };
}

describe('the years of two schools', () => {
  test.each<[string, string, YearSession[], Record<string, string[]>, object]>([
    ['are one while both are in it', '2026-05-04', ALL, BOTH, { district: 2026 }],
    ['are one between two of one school', '2026-07-05', ALL, BOTH, { district: 2026 }],
    ['differ once one begins', '2026-07-06', ALL, BOTH, { district: 2026, b: '2027 2026-07-06' }],
    ['differ to the last day', '2026-08-14', ALL, BOTH, { district: 2026, b: '2027 2026-07-06' }],
    [
      'differ while one waits for its next',
      '2026-08-20',
      ALL,
      BOTH,
      { district: 2027, c: '2026 2025-07-07' },
    ],
    [
      'begin on other days where the one before went on',
      '2026-10-01',
      ALL,
      BOTH,
      { district: 2027, c: '2027 2026-08-31' },
    ],
    [
      'do so when the one before has left the files',
      '2026-10-01',
      ALL.map((each) => (each === C26 || each === B26 ? { ...each, isRemoved: true } : each)),
      BOTH,
      { district: 2027, c: '2027 2026-08-31' },
    ],
    [
      'differ without a next one where the old one went on into it',
      '2026-08-20',
      [B26, B27, C26],
      { b: ['b26', 'b27'], c: ['c26'] },
      { district: 2027, c: '2026 2025-07-07' },
    ],
    [
      'are one for a school that has not rolled over',
      '2026-08-20',
      [B26, B27],
      { b: ['b26', 'b27'], c: ['b26'] },
      { district: 2027 },
    ],
    ['are one without classes', '2026-07-20', ALL, {}, { district: 2026 }],
    [
      'are one for classes without known sessions',
      '2026-07-20',
      ALL,
      { c: ['x'] },
      { district: 2026 },
    ],
    [
      'are one though a school names half of the terms',
      '2027-02-01',
      [
        session('s1', 2027, '2026-08-10', '2026-12-18'),
        session('s2', 2027, '2027-01-04', '2027-06-11'),
        session('s26', 2026, '2025-08-11', '2026-06-12'),
      ],
      { b: ['s1', 's2', 's26'], c: ['s2'] },
      { district: 2027 },
    ],
    [
      'are one under one session for the whole year before the terms begin',
      '2026-07-15',
      [
        session('y26', 2026, '2025-07-01', '2026-06-30', { type: 'schoolYear' }),
        session('y27', 2027, '2026-07-01', '2027-06-30', { type: 'schoolYear' }),
        session('t26', 2026, '2025-08-11', '2026-06-12', { parentId: 'y26' }),
        session('t27', 2027, '2026-08-10', '2027-06-11', { parentId: 'y27' }),
      ],
      { b: ['t26', 't27'], c: ['t26', 't27'] },
      { district: 2027 },
    ],
    [
      'differ though the sessions of their terms have one parent',
      '2026-08-20',
      [
        session('y27', 2027, '2026-07-01', '2027-08-31', { type: 'schoolYear' }),
        ...ALL.map((each) => (each.schoolYear === 2027 ? { ...each, parentId: 'y27' } : each)),
      ],
      BOTH,
      { district: 2027, c: '2026 2025-07-07' },
    ],
    [
      'wait for the next one of each',
      '2026-07-20',
      [{ ...C26, endDate: '2026-06-12' }, B26, B27, C27],
      BOTH,
      { district: 2027, c: '2026 2025-07-07' },
    ],
    [
      'go on by the old rule where one school has both at once',
      '2026-07-20',
      [session('b26', 2026, '2025-08-11', '2026-07-31'), B27, C26, C27],
      BOTH,
      { district: 2026 },
    ],
    [
      'are one where parents name each other',
      '2026-07-20',
      [
        { ...B26, parentId: 'b27' },
        { ...B27, parentId: 'b26' },
      ],
      { b: ['b26'] },
      { district: 2027 },
    ],
  ])('%s', (_, today, sessions, named, expected) => {
    expect(years(today, sessions, named)).toEqual(expected);
    // The order of the rows says nothing.
    expect(years(today, [...sessions].reverse(), named)).toEqual(expected);
  });

  test('differ by what the classes named before', () => {
    const sessions = [
      ...ALL.filter((each) => each !== C27).map((each) => ({ ...each, isRemoved: each !== B27 })),
      session('c27-1', 2027, '2026-08-31', '2026-12-18'),
      session('c27-2', 2027, '2027-01-04', '2027-06-11'),
    ];
    const now = new Map([
      ['b', ['b27']],
      ['c', ['c27-2']],
    ]);
    const ever = new Map([
      ['b', ['b26', 'b27']],
      ['c', ['c26', 'c27-1', 'c27-2']],
    ]);
    const { schools } = schoolYearsAt('2027-02-01', sessions, now, ever);
    expect(schools.map(({ schoolId, startDate }) => [schoolId, startDate])).toEqual([
      ['c', '2026-08-31'],
    ]);
  });

  test('have the terms of their classes, and those no class names', () => {
    const free = session('free', 2027, '2027-06-21', '2027-07-02');
    const { schools } = schoolYearsAt('2026-07-20', [...ALL, free], new Map(Object.entries(BOTH)));
    expect(schools[0]?.terms).toEqual(
      [B26, B27, free].map(({ startDate, endDate }) => ({ startDate, endDate })),
    );
  });

  test.each([
    ['2026-05-04', '2026-06-05'],
    ['2026-06-06', '2026-07-05'],
    ['2026-07-06', '2026-08-14'],
    ['2028-01-01', '2028-01-01'],
  ])('hold on %s until %s', (today, until) => {
    expect(schoolYearsAt(today, ALL, new Map(Object.entries(BOTH))).validUntil).toBe(until);
  });
});
