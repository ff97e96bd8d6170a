import fc from 'fast-check';
import { expect, it } from 'vitest';
import { editDistance, nearestName } from './nearest';

it.each([
  ['', '', 2, 0],
  ['users', 'users', 2, 0],
  ['user', 'users', 2, 1],
  ['usres', 'users', 2, 2],
  ['orgs', 'courses', 2, 3],
  ['abc', 'xyz', 5, 3],
])('editDistance(%j, %j, %i) is %i', (left, right, limit, distance) => {
  expect(editDistance(left, right, limit)).toBe(distance);
});

it('is the same both ways and never more than one beyond the limit', () => {
  const word = fc.stringMatching(/^[abc]{0,8}$/);
  fc.assert(
    fc.property(word, word, fc.integer({ min: 0, max: 8 }), (left, right, limit) => {
      const distance = editDistance(left, right, limit);
      expect(distance).toBe(editDistance(right, left, limit));
      expect(distance).toBeLessThanOrEqual(limit + 1);
      expect(distance === 0).toBe(left === right);
    }),
  );
});

it.each([
  ['emial', ['email', 'phone'], 2, 'email'],
  ['roles', ['role', 'rules'], 1, null],
  ['zzz', ['email'], 2, null],
])('nearestName of %j', (text, names, limit, name) => {
  expect(nearestName(text, names, limit)).toBe(name);
});
