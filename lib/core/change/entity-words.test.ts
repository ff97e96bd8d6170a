import { expect, it, test } from 'vitest';
import { countedEntities } from './change';
import { entityWord, entityWords, rosterEntities } from './entity-words';

test.each([
  ['students', 1, 'student'],
  ['students', 0, 'students'],
  ['staff', 1, 'staff member'],
  ['staff', 12, 'staff'],
  ['class', 2, 'classes'],
  ['user', 2, 'people'],
] as const)('%s × %i: %s', (entity, count, expected) => {
  expect(entityWord(entity, count)).toBe(expected);
});

it('has a word for everything that is listed or counted', () => {
  expect(new Set(Object.keys(entityWords))).toEqual(
    new Set<string>([...rosterEntities, ...countedEntities]),
  );
});
