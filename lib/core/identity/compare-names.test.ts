import { describe, expect, test } from 'vitest';
import { compareNames, isNoName, type PersonName } from './compare-names';

/** "given|family" or "given|middle|family". */
function nameOf(text: string): PersonName {
  const [given = '', second = '', third] = text.split('|');
  return third === undefined ? { given, family: second } : { given, middle: second, family: third };
}

describe('the same name, otherwise written', () => {
  test.each([
    ['Ana|Example u1', 'Anna|Example u1', 'one letter'],
    ['José|García', 'JOSE|GARCIA', 'case and accents'],
    ['Jose|Garcia', 'José|García', 'accents that come'],
    ['María|Muñoz', 'Maria|Munoz', 'ñ'],
    ['Jürgen|Müller', 'Juergen|Mueller', 'ü as ue'],
    ['Soren|Ostergard', 'Søren|Østergård', 'letters of the north'],
    ['Ana|Lopez', 'Ana M|Lopez', 'a middle initial in the given name'],
    ['Ana|Lopez', 'Ana M.|Lopez', 'with a dot'],
    ['Ana|Lopez', 'Ana|M.|Lopez', 'in the middle name'],
    ['Ana|Lopez', 'Ana Maria|Lopez', 'a middle name'],
    ['Ana Maria|Lopez', 'Ana|Lopez', 'a middle name that goes'],
    ['Ana|Maria|Lopez', 'Maria|Lopez', 'goes by the middle name'],
    ['Ana Lucia|Lopez', 'Ana|Lucia|Lopez', 'the second name in its own column'],
    ['A|Lopez', 'Ana|Lopez', 'an initial for the given name'],
    ['Ana|L', 'Ana|Lopez', 'an initial for the family name'],
    ['Maria|Garcia Lopez', 'Maria|Garcia', 'two family names to one'],
    ['Maria|Garcia', 'Maria|Garcia Lopez', 'one family name to two'],
    ['Maria|Garcia Lopez', 'Maria|Lopez', 'the second of two'],
    ['Maria|Garcia Lopez', 'Maria|Garcia-Lopez', 'a hyphen'],
    ['Maria|Garcia-Lopez', 'Maria|Garcialopez', 'in one word'],
    ['Maria|Garcia y Lopez', 'Maria|Garcia Lopez', 'y between them'],
    ['Maria|Garcia Lopez', 'Maria|Lopez Garcia', 'order of the family names'],
    ['Maria|Garcia', 'Garcia|Maria', 'given and family name swapped'],
    ['Maria Elena|Garcia Lopez', 'Garcia Lopez|Maria Elena', 'swapped, two each'],
    ['Mary Ann|Smith', 'Mary-Ann|Smith', 'a hyphen in the given name'],
    ['Mary Ann|Smith', 'Maryann|Smith', 'in one word'],
    ['Xiao Ming|Wang', 'Xiaoming|Wang', 'syllables'],
    ['Xiao Ming|Wang', 'Wang|Xiaoming', 'syllables and order'],
    ['Juan|De la Cruz', 'Juan|Delacruz', 'particles in one word'],
    ['Juan|de la Cruz', 'Juan|Cruz', 'particles left out'],
    ['Anna|van der Berg', 'Anna|Vanderberg', 'Dutch'],
    ['Anna|von Trapp', 'Anna|Trapp', 'German'],
    ['Omar|Al-Rashid', 'Omar|Alrashid', 'Arabic article'],
    ['Omar|El Sayed', 'Omar|Sayed', 'left out'],
    ['Sean|O’Brien', "Sean|O'Brien", 'apostrophes'],
    ['Sean|O Brien', 'Sean|OBrien', 'a space for an apostrophe'],
    ["Sean|O'Brien", 'Sean|Brien', 'O left out'],
    ['Ian|Mac Donald', 'Ian|MacDonald', 'Mac'],
    ['Ian|McDonald', 'Ian|MacDonald', 'Mc'],
    ['John|Smith', 'John|Smith Jr.', 'Jr.'],
    ['John|Smith', 'John|Smith III', 'III'],
    ['John|Smith, Sr', 'John|Smith', 'Sr'],
    ['Ma. Teresa|Lopez', 'Maria Teresa|Lopez', 'Ma. for Maria'],
    ['Mohamed|Ali', 'Muhammad|Ali', 'transliterations'],
    ['Mohammed|Ali', 'Muhammad|Ali', 'two letters'],
    ['Yusuf|Khan', 'Yousef|Khan', 'Yusuf'],
    ['Jon|Gonzalez', 'John|Gonzales', 'a letter in each'],
    ['Ana|Gonzalez', 'Ana|Gonsalez', 's for z'],
    ['Ana|Gonzalez', 'Ana|Gnozalez', 'two letters swapped'],
    ['Linh|Nguyễn', 'Linh|Nguyen', 'Vietnamese'],
    ['Van|Nguyen', 'Văn|Nguyễn', 'a given name that is a particle elsewhere'],
    ['Sukarno|LNU', 'Sukarno|Sukarno', 'one name only'],
    ['FNU|Sukarno', 'Sukarno|.', 'no given name'],
    ['JosÃ©|MarÃ­n', 'José|Marín', 'mended'],
    ['Jos&eacute;|Marin', 'José|Marín', 'entities mended'],
    ['Jos\uFFFD|Mar\uFFFDn', 'José|Marín', 'lost letters found again'],
    ['Mu?oz|Nu??ez', 'Muñoz|Nuñez', 'question marks'],
    ['Иван|Петров', 'ИВАН|ПЕТРОВ', 'Cyrillic capitals'],
    ['王|小明', '小明|王', 'Chinese, swapped'],
    ['Ana  |  Lopez', ' Ana|Lopez ', 'blanks'],
    ['Ana|Lopez (foster)', 'Ana|Lopez', 'a remark'],
  ])('%s and %s: %s', (before, after) => {
    expect(compareNames(nameOf(before), nameOf(after))).toBe('same');
    expect(['same', 'garbled']).toContain(compareNames(nameOf(after), nameOf(before)));
  });
});

describe('another name', () => {
  test.each([
    ['Ana|Lopez', 'Luis|Lopez', 'a sibling'],
    ['Jose|Garcia Lopez', 'Juan|Garcia Lopez', 'a sibling with two family names'],
    ['Ana M|Garcia', 'Mia|Garcia', 'an initial is no name'],
    ['Ana|Lopez', 'Ana|Ramirez', 'another family name'],
    ['William|Smith', 'Bill|Smith', 'a nickname'],
    ['Elizabeth|Smith', 'Liz|Smith', 'a short form'],
    ['Alexander|Smith', 'Alex|Smith', 'the beginning of a name'],
    ['Guadalupe|Lopez', 'Lupe|Lopez', 'the end of a name'],
    ['Amy|Ng', 'Amy|Wu', 'two letters are all of it'],
    ['Jo|Li', 'Bo|Li', 'one letter is half of it'],
    ['Amy|Lee', 'Amy|Kim', 'three letters'],
    ['J|G', 'Juan|Gomez', 'initials by themselves'],
    ['Student|0012', 'Student|0021', 'numbers'],
    ['Ana|Example u1', 'Ana|Example u2', 'one number'],
    ['Student1|Test', 'Student2|Test', 'a number in a word'],
    ['小明|王', '小红|李', 'Chinese'],
    ['伟|王', '伟|李', 'Chinese, one letter'],
    ['Maria|Garcia', 'Marta|Perez', 'near in one, far in the other'],
    ['JosÃ©|Garcia', 'Luis|Garcia', 'garbled, and another'],
    ['Jon|Marten', 'Jan|Mortin', 'three letters in all'],
    ['Ivan|Petrov', 'Иван|Петров', 'another script cannot be compared'],
    ['Maria|de la O', 'Maria|Santos', 'a family name of one letter'],
  ])('%s and %s: %s', (before, after) => {
    expect(compareNames(nameOf(before), nameOf(after))).toBe('other');
    expect(compareNames(nameOf(after), nameOf(before))).toBe('other');
  });
});

describe('letters lost on the way', () => {
  test.each([
    ['José|Marín', 'JosÃ©|MarÃ­n'],
    ['José|Marín', 'Jos\uFFFD|Mar\uFFFDn'],
    ['Muñoz|Ana', 'Mu\uFFFD\uFFFDoz|Ana'],
    ['Ana|Núñez', 'Ana|N&uacute;&ntilde;ez'],
    ['Ana|Núñez', 'Ana|N??ez'],
    ['Ana|Muñoz', 'Ana|Mu¿oz'],
    ['María|Muñoz', 'MarÌa|MuÒoz'],
    ["Sean|O'Brien", 'Sean|O&#39;Brien'],
    ['Иван|Петров', 'Ð˜Ð²Ð°Ð½|ÐŸÐµÑ‚Ñ€Ð¾Ð²'],
  ])('%s and %s', (before, after) => {
    expect(compareNames(nameOf(before), nameOf(after))).toBe('garbled');
  });

  test('what was garbled before is no news', () => {
    const before = nameOf('JosÃ©|Garcia');
    expect(compareNames(before, nameOf('Jos\uFFFD|Garcia'))).toBe('same');
    expect(compareNames(before, before)).toBe('same');
  });
});

test.each([
  ['|', 'Ana|Lopez'],
  ['.|-', 'Ana|Lopez'],
  ['FNU|LNU', 'Ana|Lopez'],
  ['|', '.|'],
])('%s and %s: nothing to compare', (before, after) => {
  expect(compareNames(nameOf(before), nameOf(after))).toBe('unknown');
  expect(compareNames(nameOf(after), nameOf(before))).toBe('unknown');
});

test.each([
  ['|', true],
  ['.|-', true],
  ['FNU|LNU', true],
  ['Unknown|Unknown', true],
  ['???|***', true],
  ['Ana|.', false],
  ['A|L', false],
  ['|Lopez', false],
  ['明|王', false],
])('%s is no name: %s', (text, expected) => {
  expect(isNoName(nameOf(text))).toBe(expected);
});
