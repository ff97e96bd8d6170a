import { expect, test } from 'vitest';
import { IdSet } from './id-set';

test('an id is new once, among a hundred thousand', () => {
  const set = new IdSet();
  const ids = Array.from({ length: 100_000 }, (_, at) => `id-${at * 7}`);
  for (const id of ids) expect(set.add(id)).toBe(true);
  for (const id of ids) expect(set.add(id)).toBe(false);
  expect(set.size).toBe(ids.length);
  expect(set.add('id-1')).toBe(true);
});

test('short, empty and other letters are ids too', () => {
  const set = new IdSet();
  const ids = ['', ' ', '0', '00', 'é', 'e\u0301', '学校', 'A', 'a'];
  for (const id of ids) expect(set.add(id), id).toBe(true);
  expect(set.size).toBe(ids.length);
});
