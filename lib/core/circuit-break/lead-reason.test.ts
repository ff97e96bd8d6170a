import { expect, test } from 'vitest';
import { leadReason } from './lead-reason';

const reason = (ruleId: string, kind = 'district') => ({ ruleId, trip: { scope: { kind } } });

test.each([
  ['students before a file that is shorter', ['fileShrunk', 'students.REMOVE'], 'students.REMOVE'],
  ['students before classes', ['classes.REMOVE', 'students.REMOVE'], 'students.REMOVE'],
  ['the gravest where nobody is silenced', ['courses.ADD', 'classes.ADD'], 'courses.ADD'],
])('%s', (_, ruleIds, expected) => {
  expect(leadReason(ruleIds.map((id) => reason(id)))?.ruleId).toBe(expected);
});

test('one school stands for the update only where the district has no reason', () => {
  const school = reason('students.REMOVE', 'school');
  expect(leadReason([reason('courses.ADD'), school])?.ruleId).toBe('courses.ADD');
  expect(leadReason([school])).toBe(school);
  expect(leadReason([])).toBeUndefined();
});
