import { expect, test } from 'vitest';
import { FoundRows, MOST_TOLD_APART } from './found-rows';

/** Notes rows as a check does that may leave them to be counted. */
function found(...parts: number[]): FoundRows {
  const rows = new FoundRows();
  let id = 0;
  for (const count of parts) {
    if (!rows.areToldApart('dangling', 'users.csv', count)) continue;
    for (let n = 0; n < count; n += 1) rows.note('dangling', 'users.csv', [`u${(id += 1)}`]);
  }
  return rows;
}

test.each([
  ['as many as are told apart', [MOST_TOLD_APART], MOST_TOLD_APART],
  ['one more', [MOST_TOLD_APART + 1], null],
  ['one more, in two parts', [MOST_TOLD_APART, 1], null],
  ['far more, and a few afterwards', [5_000_000, 3], null],
  ['few', [1, 2], 3],
  ['none', [0], null],
])('%s: all are counted', (_, parts, toldApart) => {
  const rows = found(...parts);
  expect(rows.countOf('dangling', 'users.csv')).toBe(parts.reduce((sum, count) => sum + count, 0));
  expect(rows.rowsOf('dangling', 'users.csv')?.size ?? null).toBe(toldApart);
});
