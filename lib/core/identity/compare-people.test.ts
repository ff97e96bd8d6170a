import { expect, test } from 'vitest';
import { isOtherPerson, type KnownPerson } from './compare-people';

function person(text: string): KnownPerson {
  const [given = '', family = '', birthDate = ''] = text.split('|');
  return { name: { given, family }, birthDate: birthDate === '' ? null : birthDate };
}

test.each([
  ['Ana|Lopez|2015-03-01', 'Luis|Perez|2012-08-09', true, 'both differ'],
  ['Ana|Lopez|2015-03-01', 'Ana|Perez|2012-08-09', true, 'the family name and the birth date'],
  ['Ana|Lopez|2015-03-01', 'Luis|Perez|2015-03-01', false, 'a new name'],
  ['Ana|Lopez|2015-03-01', 'Anna|López|2015-01-03', false, 'a birth date that was mended'],
  ['Ana|Lopez|2015-03-01', 'Ana Maria|Lopez Ruiz|2012-08-09', false, 'more of the same name'],
  ['Ana|Lopez|', 'Luis|Perez|', true, 'no birth dates, no name in common'],
  ['Ana|Lopez|2015-03-01', 'Luis|Perez|', true, 'no birth date after'],
  ['Ana|Lopez|1900-01-01', 'Luis|Perez|1900-01-01', true, 'no birth date in either'],
  ['Ana|Lopez|', 'Ana|Perez|', false, 'no birth dates, the same given name'],
  ['Ana|Lopez|', 'Luis|Lopez|', true, 'no birth dates, the same family name'],
  ['Ana|Lopez|', 'Lopez|Ana|', false, 'no birth dates, swapped'],
  ['.|-|2015-03-01', 'Luis|Perez|2012-08-09', false, 'nothing to compare'],
])('%s and %s: %s (%s)', (before, after, expected) => {
  expect(isOtherPerson(person(before), person(after))).toBe(expected);
});
