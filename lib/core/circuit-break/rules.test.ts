import { expect, it } from 'vitest';
import { defaultRules, rulesInForce } from './rules';

it('gives every rule its own id', () => {
  expect(new Set(defaultRules.map(({ id }) => id)).size).toBe(defaultRules.length);
});

it('gives every rule that can hold a limit', () => {
  for (const rule of defaultRules.filter(({ effect }) => effect === 'hold')) {
    expect(rule.limitCount ?? rule.tripsAtZeroLeft, rule.id).toBeTruthy();
  }
});

it('decides on removals of people, classes and enrollments for now', () => {
  expect(rulesInForce.map(({ id }) => id)).toEqual([
    'classes.REMOVE',
    'students.REMOVE',
    'contacts.REMOVE',
    'studentEnrollments.REMOVE',
    'staffEnrollments.REMOVE',
    'school.students',
    'school.classes',
    'school.noStudents',
  ]);
});
