import { expect, test } from 'vitest';
import { safeReturnTo } from './return-to';

test.each([
  ['/districts/maple?tab=runs', '/districts/maple?tab=runs'],
  ['/', '/'],
  [undefined, '/'],
  ['', '/'],
  ['https://evil.example/', '/'],
  ['//evil.example/', '/'],
  ['/\\evil.example', '/'],
  ['/districts\\..\\x', '/'],
  ['javascript:alert(1)', '/'],
  ['/a\r\nSet-Cookie: x', '/'],
  ['/a#fragment', '/a'],
])('%j leads to %j', (text, expected) => {
  expect(safeReturnTo(text)).toBe(expected);
});
