import { expect, test } from 'vitest';
import type { Trip } from './evaluate';
import { groupByRule } from './reasons-by-rule';

type Part = Pick<Trip, 'ruleId' | 'scope' | 'entity' | 'changeType' | 'subject'>;

const reason = (ruleId: string, school: string | null, more: Partial<Part> = {}) => ({
  trip: {
    ruleId,
    scope:
      school === null
        ? ({ kind: 'district' } as const)
        : ({ kind: 'school', schoolSourcedId: school } as const),
    entity: 'students' as const,
    changeType: 'REMOVE' as const,
    ...more,
  },
});

test('a limit of the district and those of its schools are one row, each school once', () => {
  const reasons = [
    reason('students.REMOVE', null),
    reason('school.students', 'east'),
    reason('school.noStudents', 'east'),
    reason('students.REMOVE', 'west'),
  ];
  const groups = groupByRule(reasons);
  expect(groups).toHaveLength(1);
  expect(groups[0]).toMatchObject({ ruleId: 'students.REMOVE' });
  expect(groups[0]?.ofDistrict).toEqual([reasons[0]]);
  expect(groups[0]?.ofSchools).toEqual([
    { schoolSourcedId: 'east', reasons: [reasons[1], reasons[2]] },
    { schoolSourcedId: 'west', reasons: [reasons[3]] },
  ]);
});

test('what is about other records, changes, fields or files stays apart', () => {
  const update = { changeType: 'UPDATE' } as const;
  const none = { entity: null, changeType: null };
  const groups = groupByRule([
    reason('students.REMOVE', null),
    reason('students.ADD', null, { changeType: 'ADD' }),
    reason('classes.REMOVE', null, { entity: 'classes' }),
    reason('students.UPDATE.name', null, update),
    reason('school.students.name', 'east', update),
    reason('students.UPDATE.mail', null, update),
    reason('blankOut', null, { ...update, subject: 'phone' }),
    reason('blankOut', null, { ...update, subject: 'email' }),
    reason('fileShrunk', null, { ...none, subject: 'users.csv' }),
    reason('fileGrown', null, { ...none, subject: 'users.csv' }),
  ]);
  expect(groups.map(({ ruleId }) => ruleId)).toEqual([
    'students.REMOVE',
    'students.ADD',
    'classes.REMOVE',
    'students.UPDATE.name',
    'students.UPDATE.mail',
    'blankOut',
    'blankOut',
    'fileShrunk',
    'fileGrown',
  ]);
});

test('the lead comes first, and is not said twice', () => {
  const [first, lead] = [reason('allRemovals', null), reason('students.REMOVE', null)];
  const groups = groupByRule([first, lead], lead);
  expect(groups.map(({ ruleId }) => ruleId)).toEqual(['students.REMOVE', 'allRemovals']);
});
