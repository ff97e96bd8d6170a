import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { KnownPerson } from './compare-people';
import { findAgain } from './find-again';

const born = (text: string): KnownPerson => {
  const [given = '', family = ''] = text.split('|');
  return { name: { given, family }, birthDate: '2015-03-01' };
};
const again = (leaving: string[], coming: string[]): boolean[] =>
  findAgain(leaving.map(born), coming.map(born));

test('each is looked for by the names of all', () => {
  expect(
    again(
      ['Ana|Lopez', 'Luis|Lopez', 'José|Núñez', 'Bill|Smith', 'Mary Ann|Smith'],
      ['Lopez|Ana', 'Eva|Lopez', 'JosÃ©|Nunez', 'William|Smith', 'Maryann|Smith-Jones'],
    ),
  ).toEqual([true, false, true, false, true]);
});

test('twins who leave are not twins who come', () => {
  expect(again(['Ana|Lopez', 'Luis|Lopez'], ['Anna|Lopez', 'Luisa|Lopez'])).toEqual([false, false]);
});

test('order does not matter', () => {
  const people = fc.array(
    fc
      .tuple(
        fc.constantFrom('Ana', 'Luis', 'Mary Ann', 'José'),
        fc.constantFrom('Lopez', 'Kim', 'García Ruiz'),
      )
      .map((name) => name.join('|')),
    { maxLength: 8 },
  );
  fc.assert(
    fc.property(people, people, (leaving, coming) => {
      const found = again(leaving, coming);
      expect(again([...leaving].reverse(), [...coming].reverse()).reverse()).toEqual(found);
    }),
  );
});

// Every pair of them would be 25 million questions.
test('thousands with one birth date and one family name', () => {
  const names = Array.from({ length: 5_000 }, (_, at) => `Kid${at}|Lopez`);
  const others = names.map((_, at) => `Pupil${at}|Lopez`);
  expect(again(names, others)).not.toContain(true);
  expect(again(names, [...others, ...[...names].reverse()])).not.toContain(false);
});
