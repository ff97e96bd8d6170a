import { expect, test } from 'vitest';
import { ruleName } from './rule-name';
import { defaultRules } from './rules';

test.each([
  ['students.REMOVE', 'Students removed'],
  ['contacts.UPDATE.phoneMail', 'Contacts changed: phone or email address'],
  ['school.classes', 'Classes removed at one school'],
  ['rekey', 'Records under another id'],
  ['resume', 'First files after a pause'],
  ['of-another-time', 'of-another-time'],
])('%s is %s', (id, name) => {
  expect(ruleName(id)).toBe(name);
});

test('every rule has a name of its own', () => {
  const names = defaultRules.map(({ id }) => ruleName(id));
  expect(new Set(names).size).toBe(defaultRules.length);
});
