import { expect, test } from 'vitest';
import { ruleGroup, ruleName } from './rule-name';
import { defaultRules } from './rules';

test.each([
  ['students.REMOVE', 'Students removed'],
  ['contacts.UPDATE.phoneMail', 'Contacts changed: phone or email address'],
  ['school.classes', 'Classes removed at one school'],
  ['rekey', 'Records under a different id'],
  ['resume', 'First files after a pause'],
  ['of-another-time', 'of-another-time'],
])('%s is %s', (id, name) => {
  expect(ruleName(id)).toBe(name);
});

test('every rule has a name of its own', () => {
  const names = defaultRules.map(({ id }) => ruleName(id));
  expect(new Set(names).size).toBe(defaultRules.length);
});

test.each([
  ['students.REMOVE', 'Students'],
  ['school.students.name', 'One school at a time'],
  ['school.noStudents', 'One school at a time'],
  ['links.ADD', 'Contacts'],
  ['staffEnrollments.UPDATE.primaryFlag', 'Classes and enrollments'],
  ['invalidRows.unusable', 'The files'],
  ['rekey', 'The roster as a whole'],
  ['of-another-time', 'The roster as a whole'],
])('%s stands under %s', (id, group) => {
  expect(ruleGroup(id).name).toBe(group);
});

test('no group of a list of limits is longer than a screen', () => {
  const sizes: Record<string, number> = {};
  for (const { id } of defaultRules) {
    const { name } = ruleGroup(id);
    sizes[name] = (sizes[name] ?? 0) + 1;
  }
  expect(Math.max(...Object.values(sizes))).toBeLessThanOrEqual(14);
});
