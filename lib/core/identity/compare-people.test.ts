import { describe, expect, test } from 'vitest';
import { isOtherPerson, isSamePerson, type InCommon, type KnownPerson } from './compare-people';

function person(text: string): KnownPerson {
  const [given = '', family = '', birthDate = '', middle = null] = text.split('|');
  return { name: { given, family, middle }, birthDate: birthDate === '' ? null : birthDate };
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

describe('two records under different ids', () => {
  test.each<[InCommon, string, string, boolean, string]>([
    ['birthDate', 'Ana|Lopez|2015-03-01', 'Ana|Lopez|2015-03-01', true, 'all the same'],
    ['birthDate', 'José|Núñez|2015-03-01', 'JOSE|NUNEZ|2015-03-01', true, 'accents and case'],
    ['birthDate', 'José|Núñez|2015-03-01', 'JosÃ©|NÃºÃ±ez|2015-03-01', true, 'encoded twice'],
    ['birthDate', 'Ana|Lopez|2015-03-01', 'Ana|Lopez|2015-03-01|Maria', true, 'a middle name'],
    ['birthDate', 'Ana|Lopez|2015-03-01', 'Ana M.|Lopez|2015-03-01', true, 'a middle initial'],
    [
      'birthDate',
      'Ana Lucia|Lopez|2015-03-01',
      'Ana|Lopez|2015-03-01|Lucia',
      true,
      'its own column',
    ],
    ['birthDate', 'Ana|Garcia Lopez|2015-03-01', 'Ana|Garcia-Lopez|2015-03-01', true, 'a hyphen'],
    [
      'birthDate',
      'Ana|Garcia|2015-03-01',
      'Ana|Garcia-Lopez|2015-03-01',
      true,
      'a second family name',
    ],
    ['birthDate', 'Mary Ann|Smith|2015-03-01', 'Maryann|Smith|2015-03-01', true, 'one word'],
    [
      'birthDate',
      'Xiao Ming|Wang|2015-03-01',
      'Wang|Xiaoming|2015-03-01',
      true,
      'order and syllables',
    ],
    [
      'birthDate',
      'Ana|Gonzalez|2015-03-01',
      'Ana|Gonzales|2015-03-01',
      true,
      'spelling of the family name',
    ],
    ['birthDate', 'J|Smith|2015-03-01', 'Juan|Smith|2015-03-01', true, 'an initial'],
    ['birthDate', 'Luis|Lopez|2015-03-01', 'Ana|Lopez|2015-03-01', false, 'twins'],
    [
      'birthDate',
      'Daniel|Lopez|2015-03-01',
      'Daniela|Lopez|2015-03-01',
      false,
      'twins one letter apart',
    ],
    [
      'birthDate',
      'Jayden|Smith|2015-03-01',
      'Jaden|Smith|2015-03-01',
      false,
      'twins with names that rhyme',
    ],
    [
      'birthDate',
      'Maria Elena|Diaz|2015-03-01',
      'Maria Elisa|Diaz|2015-03-01',
      false,
      'twins with one name in common',
    ],
    [
      'birthDate',
      'Ana|Lopez Ruiz|2015-03-01',
      'Eva|Lopez Ruiz|2015-03-01',
      false,
      'twins with two family names',
    ],
    [
      'birthDate',
      'William|Smith|2015-03-01',
      'Bill|Smith|2015-03-01',
      false,
      'a nickname proves nothing',
    ],
    ['birthDate', 'Ana|Lopez|2015-03-01', 'Ana|Ramirez|2015-03-01', false, 'nor does a given name'],
    ['birthDate', 'Ana|Lopez|2015-03-01', 'Ana|Lopez|2015-03-02', false, 'another birth date'],
    ['birthDate', 'Ana|Lopez|1900-01-01', 'Ana|Lopez|1900-01-01', false, 'no birth date'],
    ['birthDate', 'Ana|Lopez|', 'Ana|Lopez|', false, 'none at all'],
    ['birthDate', '.|-|2015-03-01', '.|-|2015-03-01', false, 'no names'],
    ['mail', 'Ana|Lopez|', 'Ana|Ramirez|', true, 'a married name'],
    ['mail', 'Jon|Smith|', 'John|Smith|', true, 'a letter'],
    ['mail', 'Ana|Lopez|', 'Luis|Lopez|', false, 'parents with one address'],
    [
      'mail',
      'Ana|Lopez|2015-03-01',
      'Luis|Lopez|2012-08-09',
      false,
      'children with the address of the family',
    ],
    ['mail', 'Maria|Lopez|2015-03-01', 'Mario|Lopez|2012-08-09', false, 'and one letter apart'],
    ['mail', 'Daniel|Lopez|2015-03-01', 'Daniela|Lopez|2015-03-01', false, 'twins with it'],
    ['mail', 'Ana|Lopez|2015-03-01', 'Ana|Ramirez|2015-03-01', true, 'adopted'],
    ['mail', 'Ana|Lopez|2015-03-01', 'Ana|Lopez|2015-01-03', true, 'a birth date that was mended'],
    ['mail', '.|.|', 'Ana|Lopez|', true, 'nothing speaks against it'],
    ['number', 'William|Smith|2015-03-01', 'Bill|Smith|2015-03-01', true, 'a nickname'],
    [
      'number',
      'Ana|Lopez|2015-03-01',
      'Luis|Perez|2012-08-09',
      false,
      'a number that was given again',
    ],
    ['number', 'Ana|Lopez|', 'Luis|Lopez|', false, 'to a sibling'],
  ])('by %s, %s and %s: %s (%s)', (by, leaves, comes, expected) => {
    expect(isSamePerson(person(leaves), person(comes), by)).toBe(expected);
    expect(isSamePerson(person(comes), person(leaves), by)).toBe(expected);
  });
});
