import { expect, test } from 'vitest';
import { maskCell } from './mask-cell';

test.each([
  ['', ''],
  ['  ', ''],
  ['Anastasia', 'A••'],
  ['471123', '4••'],
  ['ana.lopez@lakeview.k12.example.org', 'a••@l••.org'],
  ['ana@host', 'a••@h••'],
  ['a@b@c', 'a••'],
  ['李雷', '李••'],
])('%j becomes %j', (text, shown) => {
  expect(maskCell(text)).toBe(shown);
});
