import { expect, test } from 'vitest';
import { createSaidLately } from './said-lately';

test.each([
  ['at once', 0, true],
  ['just before 30 seconds', 29_999, true],
  ['after 30 seconds', 30_000, false],
])('the same again %s', (_name, later, expected) => {
  const saidLately = createSaidLately();
  expect(saidLately('the database is away', new Date(1000))).toBe(false);
  expect(saidLately('the database is away', new Date(1000 + later))).toBe(expected);
});

test('something else is said at once, and does not make the first new', () => {
  const saidLately = createSaidLately();
  const said = ['a', 'b', 'a', 'b', 'c'].map((what) => saidLately(what, new Date(0)));
  expect(said).toEqual([false, false, true, true, false]);
});
