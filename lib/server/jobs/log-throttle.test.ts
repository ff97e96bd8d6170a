import { expect, test } from 'vitest';
import { createLogThrottle } from './log-throttle';

test.each([
  ['at once', 0, true],
  ['just before 30 seconds', 29_999, true],
  ['after 30 seconds', 30_000, false],
])('the same again %s', (_name, later, expected) => {
  const wasLoggedLately = createLogThrottle();
  expect(wasLoggedLately('the database is away', new Date(1000))).toBe(false);
  expect(wasLoggedLately('the database is away', new Date(1000 + later))).toBe(expected);
});

test('something else is said at once, and does not make the first new', () => {
  const wasLoggedLately = createLogThrottle();
  const said = ['a', 'b', 'a', 'b', 'c'].map((what) => wasLoggedLately(what, new Date(0)));
  expect(said).toEqual([false, false, true, true, false]);
});
