import { describe, expect, it, test } from 'vitest';
import { explainFinding, findingTitles } from './explain-finding';
import type { Trip } from './evaluate';
import { findPatterns, findingKinds, patternOf, type Evidence } from './patterns';

const nothing: Evidence = {
  today: '2026-08-10',
  leavingByGrade: [],
  gradesInForce: ['KG', '05', '12', 'UG'],
  gradeMoves: [],
  classes: { removed: 0, ended: 0, added: 0, beginning: 0, withoutTeacher: 0 },
  years: [],
  terms: null,
  repeated: [],
  schools: [],
  rekeys: [],
  files: [],
  headerNotes: [],
  transition: null,
  firstDayOfSchool: null,
  studentsLosingLastContact: 0,
  studentsWithManyContacts: 0,
  languages: { lost: 0, studentsBlanked: 0 },
  identity: { otherPeople: 0, idsUsedAgain: 0, names: [] },
};

const rekey = {
  entity: 'students' as const,
  removed: 500,
  pairs: 480,
  byLeadingZeros: 0,
  byCase: 0,
  byIdentifier: 460,
  byMail: 0,
  byNameAndBirthDate: 470,
  byCode: 0,
};
const school = {
  schoolSourcedId: '17',
  org: 'removed' as const,
  students: 420,
  leaving: 0,
  movingOut: 0,
  arriving: 0,
  movingIn: 0,
};

const cases: [name: string, evidence: Partial<Evidence>, sentences: string[]][] = [
  ['nothing', {}, []],
  [
    'graduation',
    {
      leavingByGrade: [
        { grade: '12', count: 1_190 },
        { grade: '05', count: 94 },
      ],
    },
    ['1,190 of 1,284 students who leave are in grade 12: this looks like graduation.'],
  ],
  [
    'students who leave from everywhere',
    {
      leavingByGrade: [
        { grade: '12', count: 50 },
        { grade: '05', count: 50 },
      ],
    },
    [],
  ],
  [
    'promotion',
    {
      gradeMoves: [
        { from: 'KG', to: '01', count: 300 },
        { from: '08', to: '09', count: 280 },
        { from: '05', to: '03', count: 4 },
      ],
    },
    [
      '580 of 584 students whose grade changes go up by one: this looks like promotion to a new school year.',
    ],
  ],
  [
    'a new term',
    { classes: { removed: 240, ended: 212, added: 238, beginning: 230, withoutTeacher: 3 } },
    [
      '212 of 240 classes that leave are in terms that are over, and 230 of 238 that come are in terms that begin: this looks like a new term.',
      '3 classes would have no teacher.',
    ],
  ],
  [
    'changed ids',
    { rekeys: [rekey] },
    [
      '480 of 500 students who leave come back under a different id (460 by identifier, 470 by name and birth date): this looks like changed ids.',
    ],
  ],
  [
    'lost leading zeros of schools, whose people move with them',
    {
      rekeys: [{ ...rekey, entity: 'orgs', removed: 4, pairs: 4, byLeadingZeros: 4 }],
      schools: [{ ...school, movingOut: 420 }],
    },
    [
      '4 of 4 schools that leave come back with the same id but different leading zeros: a spreadsheet program may have saved the file.',
    ],
  ],
  [
    'other capital letters',
    { rekeys: [{ ...rekey, removed: 500, pairs: 500, byCase: 500 }] },
    ['500 of 500 students who leave come back with the same id in different capitalization.'],
  ],
  ['a handful that match by chance', { rekeys: [{ ...rekey, pairs: 20 }] }, []],
  [
    'a school that is missing',
    { schools: [{ ...school, leaving: 2 }] },
    [
      'Roosevelt is missing from orgs.csv while 418 of its 420 students stay: it was probably left out of the export. Its people are kept.',
    ],
  ],
  [
    'a school that closed',
    { schools: [{ ...school, leaving: 100, movingOut: 300 }] },
    [
      'Roosevelt is gone from orgs.csv; of its 420 students 300 go to other schools and 100 leave: this looks like a school that closed.',
    ],
  ],
  [
    'a school whose students are nowhere else',
    { schools: [{ ...school, leaving: 420 }] },
    [
      'Roosevelt is gone from orgs.csv; of its 420 students 0 go to other schools and 420 leave: when a school closes, most of its students go elsewhere, so this one may have been left out of every file.',
    ],
  ],
  [
    'a school without its rows',
    { schools: [{ ...school, org: 'stays', leaving: 400 }] },
    [
      'Roosevelt stays in orgs.csv, but of its 420 students 400 leave and 0 go to other schools: its rows were probably left out of users.csv.',
    ],
  ],
  [
    'a new school',
    { schools: [{ ...school, org: 'added', students: 0, arriving: 40, movingIn: 260 }] },
    ['Roosevelt is new: 40 students are added there and 260 come from other schools.'],
  ],
  [
    'a file that was cut off',
    {
      files: [
        {
          fileName: 'users.csv',
          rowsRead: 7_900,
          rowsBefore: 10_000,
          missing: 2_100,
          missingAtEnd: 2_050,
        },
      ],
    },
    [
      'users.csv has 7,900 rows instead of 10,000, and 2,050 of 2,100 missing records were at its end: the file looks cut off.',
    ],
  ],
  [
    'the calendar',
    {
      headerNotes: [{ fileName: 'users.csv', count: 1 }],
      transition: { startDate: '2026-08-03', endDate: '2026-08-20' },
      firstDayOfSchool: '2026-08-17',
    },
    [
      'The header of users.csv has changed: 1 note about it is new.',
      'The district announced a transition from Aug 3, 2026 to Aug 20, 2026.',
      'The first day of school is in 7 days.',
    ],
  ],
  [
    'what families would lose',
    {
      studentsLosingLastContact: 32,
      studentsWithManyContacts: 14,
      languages: { lost: 1, studentsBlanked: 40 },
    },
    [
      '32 students would lose the last contact with a phone or email address.',
      '40 students would no longer have a home language. 1 home language would disappear from the roster.',
      '14 students would have six or more contacts.',
    ],
  ],
  [
    'terms that keep their ids and move a year',
    {
      years: [{ entity: 'sessions', count: 9, ahead: 8, back: 0 }],
      terms: { startDate: '2027-08-16', endDate: '2028-06-09' },
    },
    [
      '8 of 9 terms and school years whose dates change keep their ids and move on by about a year, to Aug 16, 2027 through Jun 9, 2028: this looks like a new school year that uses last year’s ids.',
    ],
  ],
  [
    'one school year, and enrollments with dates of their own',
    {
      years: [
        { entity: 'sessions', count: 1, ahead: 1, back: 0 },
        { entity: 'studentEnrollments', count: 1_900, ahead: 1_840, back: 0 },
      ],
    },
    [
      '1 of 1 term or school year whose dates change and 1,840 of 1,900 enrollments whose dates change keep their ids and move on by about a year: this looks like a new school year that uses last year’s ids.',
    ],
  ],
  [
    'classes that keep their ids and go to the terms of the next year',
    { years: [{ entity: 'classes', count: 40, ahead: 40, back: 0 }] },
    [
      '40 of 40 classes whose terms change keep their ids and move on by about a year: this looks like a new school year that uses last year’s ids.',
    ],
  ],
  [
    'one school year that moves back',
    { years: [{ entity: 'sessions', count: 1, ahead: 0, back: 1 }] },
    [
      '1 of 1 term or school year whose dates change keeps its id and moves back by about a year: these may be files from a past school year.',
    ],
  ],
  [
    'terms that move by weeks',
    { years: [{ entity: 'sessions', count: 4, ahead: 0, back: 0 }] },
    [],
  ],
  ['few of many terms', { years: [{ entity: 'sessions', count: 10, ahead: 5, back: 0 }] }, []],
  ['a handful of classes', { years: [{ entity: 'classes', count: 9, ahead: 9, back: 0 }] }, []],
  [
    'people who come once per school',
    {
      repeated: [
        { fileName: 'users.csv', columns: 'orgSourcedIds', count: 15 },
        { fileName: 'users.csv', columns: 'email,phone', count: 2 },
        { fileName: 'enrollments.csv', columns: '', count: 4 },
      ],
    },
    [
      '15 of 17 rows of users.csv that repeat an id differ in orgSourcedIds. Send one row for the person: name both schools in orgSourcedIds, the main one first.',
    ],
  ],
  [
    'rows that are written twice',
    { repeated: [{ fileName: 'enrollments.csv', columns: '', count: 30 }] },
    [
      '30 of 30 rows of enrollments.csv that repeat an id are exact copies. Check the export for duplicate rows.',
    ],
  ],
  [
    'rows that repeat an id for many reasons',
    {
      repeated: [
        { fileName: 'users.csv', columns: 'orgSourcedIds', count: 5 },
        { fileName: 'users.csv', columns: 'email', count: 5 },
      ],
    },
    [],
  ],
];

test.each(cases)('%s', (_name, evidence, sentences) => {
  const findings = findPatterns({ ...nothing, ...evidence });
  expect(
    findings.map((finding) => explainFinding(finding, (id) => (id === '17' ? 'Roosevelt' : id))),
  ).toEqual(sentences);
});

it('has a title for every kind', () => {
  expect(Object.keys(findingTitles).sort()).toEqual([...findingKinds].sort());
});

describe('patternOf', () => {
  const trip: Trip = {
    ruleId: 'students.REMOVE',
    profileId: 'IN_SESSION',
    scope: { kind: 'district' },
    entity: 'students',
    changeType: 'REMOVE',
    baselineCount: 10_000,
    changeCount: 1_284,
    percent: 12.84,
    limitPercent: 5,
    limitCount: 25,
    limitCap: 1_000,
    effect: 'hold',
    tripped: true,
  };
  const findings = (evidence: Partial<Evidence>) => findPatterns({ ...nothing, ...evidence });

  test.each<[string, Partial<Trip>, Partial<Evidence>, string | null]>([
    ['seniors', {}, { leavingByGrade: [{ grade: '12', count: 1_284 }] }, 'graduation'],
    [
      'another rule',
      { entity: 'staff', ruleId: 'staff.REMOVE' },
      { leavingByGrade: [{ grade: '12', count: 1_284 }] },
      null,
    ],
    [
      'ids before seniors',
      {},
      { rekeys: [rekey], leavingByGrade: [{ grade: '12', count: 500 }] },
      'rekeyed',
    ],
    [
      'most of those who leave are of one school',
      {},
      { schools: [{ ...school, leaving: 400 }] },
      'schoolClosed',
    ],
    [
      'the first files after a pause',
      { ruleId: 'resume', entity: null, changeType: null },
      {},
      'resume',
    ],
    ['nothing explains it', {}, {}, null],
  ])('%s', (_name, more, evidence, expected) => {
    expect(patternOf({ ...trip, ...more }, findings(evidence))).toBe(expected);
  });
});
