import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { groupHolds } from './hold-groups';
import { reasonsForNobody, reasonsForNoList, titleForNobody, type DayWithoutList } from './no-list';
import { ATTENDANCE_RUN_STATES } from './run-states';

const today: DayWithoutList = {
  isToday: true,
  isPaused: false,
  hasRoster: true,
  noSchool: null,
  files: [],
  hasData: false,
  isAfterCutOff: false,
  cutOffTime: '4:00 PM PST',
};
const past = { isToday: false, isAfterCutOff: true };
const file = (state: DayWithoutList['files'][number]['state'], isAboutDay = false) => ({
  files: [{ state, isAboutDay }],
});

describe('why there is no list', () => {
  test.each<[string, Partial<DayWithoutList>, string[]]>([
    [
      'nothing yet',
      {},
      [
        'No attendance file has arrived today. A list is created as soon as a file about today is read.',
      ],
    ],
    [
      'nothing, late in the day',
      { isAfterCutOff: true },
      [
        'No attendance file has arrived today. It is after 4:00 PM PST, so the list from a file that arrives now will be held for review.',
      ],
    ],
    [
      'a Saturday',
      { noSchool: 'weekend' },
      [
        'It is a weekend.',
        'No attendance file has arrived today. The list from a file about today would be held for review.',
      ],
    ],
    [
      'a Saturday gone by',
      { ...past, noSchool: 'weekend' },
      [
        'It was a weekend.',
        'No attendance file arrived that day, and no later file has rows about it.',
      ],
    ],
    [
      'a holiday gone by',
      { ...past, noSchool: 'calendar' },
      [
        'calendar.csv says that there was no school.',
        'No attendance file arrived that day, and no later file has rows about it.',
      ],
    ],
    [
      'paused',
      { isPaused: true },
      ['The district is paused. Files that arrive now are saved and read when the pause ends.'],
    ],
    [
      'paused, a day gone by',
      { ...past, isPaused: true },
      [
        'No file about this day has been read. The district is paused; files are saved until the pause ends.',
      ],
    ],
    [
      'before the first roster',
      { hasRoster: false },
      ['No attendance file has arrived today, and none is read before the first roster is live.'],
    ],
    [
      'a file before the first roster',
      { hasRoster: false, ...file('AWAITING_ROSTER') },
      ['1 file received today is waiting for the roster.'],
    ],
    [
      'its name is almost right',
      file('HELD'),
      ['1 file received today is waiting for review: see Today’s files.'],
    ],
    [
      'it could not be read',
      file('INVALID'),
      ['1 file received today was not used; its page says why.'],
    ],
    ['it is of yesterday', file('APPLIED'), ['1 file received today has no rows about this day.']],
    [
      'it came later',
      { ...past, hasData: true },
      ['Files about this day were read only afterward, and notices go out only on the day itself.'],
    ],
    [
      'it came at night and was read the next day',
      { ...past, hasData: true, ...file('APPLIED', true) },
      ['Files about this day were read only afterward, and notices go out only on the day itself.'],
    ],
    ['it is being read', file('PROCESSING'), ['1 file received today has not been read yet.']],
    [
      'several',
      {
        ...past,
        files: [
          { state: 'HELD', isAboutDay: false },
          { state: 'INVALID', isAboutDay: false },
          { state: 'FAILED', isAboutDay: false },
        ],
      },
      [
        '1 file received that day is waiting for review: see Today’s files.',
        '2 files received that day were not used; their pages say why.',
      ],
    ],
  ])('%s', (_name, facts, reasons) => {
    expect(reasonsForNoList({ ...today, ...facts })).toEqual(reasons);
  });

  test('there is always a reason, nothing that came is said not to have come, and no day gone by is called today', () => {
    const day = fc.record({
      isToday: fc.boolean(),
      isPaused: fc.boolean(),
      hasRoster: fc.boolean(),
      noSchool: fc.constantFrom(null, 'staff', 'calendar', 'weekend', 'terms', 'several'),
      files: fc.array(
        fc.record({ state: fc.constantFrom(...ATTENDANCE_RUN_STATES), isAboutDay: fc.boolean() }),
        { maxLength: 4 },
      ),
      hasData: fc.boolean(),
      isAfterCutOff: fc.boolean(),
      cutOffTime: fc.constant('4:00 PM PST'),
    } satisfies { [Key in keyof DayWithoutList]: fc.Arbitrary<DayWithoutList[Key]> });
    fc.assert(
      fc.property(day, (facts) => {
        const reasons = reasonsForNoList(facts);
        const said = reasons.join(' ');
        expect(reasons.length).toBeGreaterThan(0);
        expect(new Set(reasons).size).toBe(reasons.length);
        if (facts.files.length > 0) expect(said).not.toMatch(/No attendance file (has )?came?/);
        if (!facts.isToday) expect(said).not.toMatch(/today|comes now|It is a weekend/);
        if (facts.isToday) expect(said).not.toMatch(/that day|It was/);
        if (facts.hasData) expect(said).not.toMatch(/none since speaks|has been read/);
        if (!facts.isPaused) expect(said).not.toContain('paused');
        if (facts.hasRoster) expect(said).not.toMatch(/waits? for the roster|first roster/);
        expect(said).not.toMatch(/\b1 files|\b[02-9] file /);
      }),
    );
  });
});

test.each<[string, Parameters<typeof reasonsForNobody>, string[]]>([
  ['no list', [[], null], ['There is no list for this day.']],
  [
    'no list of the school',
    [[{ schoolId: 'b', state: 'OPEN', waiting: 0 }], 'a'],
    ['There is no list of this school for this day.'],
  ],
  [
    'held',
    [[{ schoolId: 'a', state: 'HELD', waiting: 1 }], null],
    ['1 list is held, with 1 notice not shown here.'],
  ],
  [
    'nobody absent',
    [[{ schoolId: 'a', state: 'OPEN', waiting: 0 }], 'a'],
    ['1 list is empty: no student at that school is marked absent.'],
  ],
  [
    'both',
    [
      [
        { schoolId: 'a', state: 'HELD', waiting: 12 },
        { schoolId: 'b', state: 'HELD', waiting: 0 },
        { schoolId: 'c', state: 'OPEN', waiting: 0 },
        { schoolId: 'd', state: 'RELEASED', waiting: 0 },
      ],
      null,
    ],
    [
      '2 lists are held, with 12 notices not shown here.',
      '2 lists are empty: no student at these schools is marked absent.',
    ],
  ],
])('nobody to write to: %s', (_name, [lists, schoolId], reasons) => {
  expect(reasonsForNobody(lists, schoolId)).toEqual(reasons);
});

test('why lists are held is said once, with the schools it is true of and their numbers', () => {
  const late = ['AFTER_CUT_OFF'] as const;
  expect(
    groupHolds([
      {
        schoolName: 'Oak',
        heldBecause: ['HIGH_ABSENCE', ...late],
        facts: { absentCount: 250, enrolledCount: 370 },
      },
      { schoolName: 'Pine', heldBecause: late, facts: {} },
      {
        schoolName: 'Elm',
        heldBecause: ['UNKNOWN_STUDENTS', ...late],
        facts: { unknownStudentCount: 10, rowCount: 12 },
      },
    ]),
  ).toEqual([
    {
      code: 'HIGH_ABSENCE',
      reason: '30% or more of the students are marked absent',
      schools: ['Oak (250 of 370)'],
      isOfAll: false,
      hasNumbers: true,
    },
    {
      code: 'UNKNOWN_STUDENTS',
      reason: 'Rows have students who are not in the roster',
      schools: ['Elm (10 of 12 rows)'],
      isOfAll: false,
      hasNumbers: true,
    },
    {
      code: 'AFTER_CUT_OFF',
      reason: 'The file arrived after the latest time for notices',
      schools: ['Oak', 'Pine', 'Elm'],
      isOfAll: true,
      hasNumbers: false,
    },
  ]);
});

test('an empty table is good news only where lists are there and none is held', () => {
  const list = (schoolId: string, state: 'OPEN' | 'HELD' | 'RELEASED') => ({
    ...{ schoolId, state, waiting: state === 'HELD' ? 1 : 0 },
  });
  expect(titleForNobody([], null)).toEqual({ title: 'No list', isGood: false });
  expect(titleForNobody([list('b', 'OPEN')], 'a').isGood).toBe(false);
  expect(titleForNobody([list('a', 'OPEN'), list('b', 'HELD')], null)).toEqual({
    ...{ title: 'No notice is ready', isGood: false },
  });
  expect(titleForNobody([list('a', 'OPEN'), list('b', 'HELD')], 'a')).toEqual({
    ...{ title: 'No one to notify', isGood: true },
  });
});
