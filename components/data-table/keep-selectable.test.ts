import type { RowSelectionState } from '@tanstack/react-table';
import { expect, test } from 'vitest';
import { keepLeft, keepSelectable } from './keep-selectable';

const rows = [
  { id: 'a', selectLabel: 'Select A' },
  { id: 'b', selectLabel: 'Select B' },
  { id: 'c', selectLabel: undefined },
];

test.each<[string, RowSelectionState, RowSelectionState]>([
  ['a row that a filter took away', { a: true, gone: true }, { a: true }],
  ['a row that can no longer be selected', { b: true, c: true }, { b: true }],
  ['all of them', { gone: true, c: true }, {}],
])('no longer selected: %s', (_, selected, kept) => {
  expect(keepSelectable(selected, rows)).toEqual(kept);
});

test('where every selected row is still there nothing changes', () => {
  const selected: RowSelectionState = { a: true, b: true };
  expect(keepSelectable(selected, rows)).toBe(selected);
});

test.each<[string, string | undefined, RowSelectionState]>([
  ['all of them where nothing was done', undefined, { a: true, b: true }],
  ['the others where a part was done', '["b","c"]', { b: true }],
  ['none where every other one is gone', '["gone"]', {}],
])('after a refusal stay selected: %s', (_, left, kept) => {
  expect(keepLeft({ a: true, b: true }, left)).toEqual(kept);
});
