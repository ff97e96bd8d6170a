import { expect, it, test } from 'vitest';
import { countedEntities } from './change';
import { entityNoun, entityNouns, rosterEntities } from './entity-nouns';

test.each([
  ['students', 1, 'student'],
  ['students', 0, 'students'],
  ['staff', 1, 'staff member'],
  ['staff', 12, 'staff'],
  ['class', 2, 'classes'],
  ['user', 2, 'people'],
] as const)('%s × %i: %s', (entity, count, expected) => {
  expect(entityNoun(entity, count)).toBe(expected);
});

it('has a word for everything that is listed or counted', () => {
  expect(new Set(Object.keys(entityNouns))).toEqual(
    new Set<string>([...rosterEntities, ...countedEntities]),
  );
});
