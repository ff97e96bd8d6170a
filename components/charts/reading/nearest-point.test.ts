import { expect, test } from 'vitest';
import { nearestPoint, pointAfterKey } from './nearest-point';

test.each([
  [-0.1, 0],
  [0, 0],
  [0.24, 0],
  [0.26, 1],
  [0.5, 2],
  [0.99, 3],
  [1, 3],
  [1.2, 3],
])('at %s of the width of four points it is point %s', (share, point) => {
  expect(nearestPoint(share, 4)).toBe(point);
});

test.each<[string, number, number | null]>([
  ['ArrowLeft', 5, 4],
  ['ArrowLeft', 0, 0],
  ['ArrowRight', 5, 6],
  ['ArrowRight', 29, 29],
  ['ArrowUp', 5, 6],
  ['ArrowDown', 5, 4],
  ['PageUp', 5, 10],
  ['PageDown', 5, 0],
  ['Home', 12, 0],
  ['End', 12, 29],
  ['a', 12, null],
  ['Tab', 12, null],
  ['toString', 12, null],
])('%s from point %s of thirty', (key, from, to) => {
  expect(pointAfterKey(key, from, 30)).toBe(to);
});
