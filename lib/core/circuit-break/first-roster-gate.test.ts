import { expect, test } from 'vitest';
import {
  districtGate,
  explainGate,
  gateCriteria,
  type Declared,
  type DistrictGateFacts,
} from './first-roster-gate';

const good: DistrictGateFacts = {
  requiredFilesMissing: 0,
  schools: 30,
  students: 10_000,
  studentsInClass: 9_500,
  studentsReachable: 9_000,
  studentsWithLanguage: 9_000,
  languages: 2,
  classes: 1_000,
  classesWithTeacher: 950,
  staff: 500,
  staffWithUniqueMail: 490,
  currentSessions: 1,
  duplicates: 0,
  dangling: 99,
  rowsRead: 10_000,
};
const declared: Declared = { schools: 30, students: 10_000, isMultilingual: true };

const failing = (facts: Partial<DistrictGateFacts>, form: Partial<Declared> = {}) =>
  districtGate({ ...good, ...facts }, { ...declared, ...form })
    .filter(({ outcome }) => outcome === 'failed')
    .map(({ criterion }) => criterion);

test.each<[string, Partial<DistrictGateFacts>, Partial<Declared>, string[]]>([
  ['everything at its limit', {}, {}, []],
  ['a required file', { requiredFilesMissing: 1 }, {}, ['requiredFiles']],
  ['one school more than declared', { schools: 31 }, {}, ['schoolCount']],
  ['15 % more students than declared', {}, { students: 8_696 }, []],
  ['over 15 % more', {}, { students: 8_695 }, ['studentCount']],
  ['students in no class', { studentsInClass: 9_499 }, {}, ['studentsInClass']],
  ['classes without a teacher', { classesWithTeacher: 949 }, {}, ['classesWithTeacher']],
  ['students nobody can reach', { studentsReachable: 8_999 }, {}, ['studentsReachable']],
  ['students without language', { studentsWithLanguage: 8_999 }, {}, ['languageFilled']],
  ['one language', { languages: 1 }, {}, ['languagesSeveral']],
  [
    'one language, and nobody said there were several',
    { languages: 1 },
    { isMultilingual: null },
    [],
  ],
  ['mails that are shared', { staffWithUniqueMail: 489 }, {}, ['staffMailUnique']],
  ['no session', { currentSessions: 0 }, {}, ['sessionCurrent']],
  ['an id that stands twice', { duplicates: 1 }, {}, ['duplicates']],
  ['1 % of rows that lead nowhere', { dangling: 100 }, {}, ['dangling']],
  [
    'no students at all',
    { students: 0, studentsInClass: 0, studentsReachable: 0, studentsWithLanguage: 0 },
    { students: null },
    ['studentsInClass', 'studentsReachable', 'languageFilled'],
  ],
  ['no classes at all', { classes: 0, classesWithTeacher: 0 }, {}, ['classesWithTeacher']],
  ['no staff at all', { staff: 0, staffWithUniqueMail: 0 }, {}, ['staffMailUnique']],
  ['nothing declared', { schools: 3, students: 7 }, { schools: null, students: null }, []],
])('%s', (_name, facts, form, expected) => {
  expect(failing(facts, form)).toEqual(expected);
});

test('nothing but the named criterion fails', () => {
  expect(failing({})).toEqual([]);
  expect(failing({ duplicates: 3 })).toEqual(['duplicates']);
});

test('says of what there is nothing', () => {
  const said = districtGate({ ...good, classes: 0, classesWithTeacher: 0 }, declared).find(
    ({ criterion }) => criterion === 'classesWithTeacher',
  );
  expect(said && explainGate(said)).toBe('There are no classes to ask this of.');
});

test('says every criterion in a sentence', () => {
  const none: Declared = { schools: null, students: null, isMultilingual: null };
  for (const form of [declared, none]) {
    const results = districtGate(good, form);
    expect(results.map(({ criterion }) => criterion)).toEqual([...gateCriteria]);
    for (const each of results) expect(explainGate(each)).toMatch(/^\S.*\.$/);
  }
});
