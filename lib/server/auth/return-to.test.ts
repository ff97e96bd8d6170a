import fc from 'fast-check';
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
  ['/..//evil.example', '/'],
  ['/.//evil.example', '/'],
  ['/districts/..//evil.example', '/'],
  ['/%2e%2e//evil.example', '/'],
  ['/%2E//evil.example', '/'],
  ['/a/../..///evil.example', '/'],
  ['/..//evil.example:443/x?y#z', '/'],
  ['/..//someone@evil.example', '/'],
  ['/./../districts', '/districts'],
  ['/districts//maple', '/districts//maple'],
  ['/%2f%2fevil.example', '/%2f%2fevil.example'],
  ['/?next=//evil.example', '/?next=//evil.example'],
])('%j leads to %j', (text, expected) => {
  expect(safeReturnTo(text)).toBe(expected);
});

const pieces = [
  '/',
  '//',
  '\\',
  '.',
  '..',
  '%2e',
  '%2E%2e',
  '%2f',
  '%5c',
  '%00',
  ':',
  '@',
  '?',
  '#',
];
const words = [
  'evil.example',
  'http:',
  'https://',
  'javascript:',
  '\t',
  '\n',
  ' ',
  ';',
  '。',
  '／',
  'a',
];

test('whatever is asked for, a browser stays with us', () => {
  const text = fc.array(fc.constantFrom(...pieces, ...words), { maxLength: 12 });
  fc.assert(
    fc.property(text, fc.boolean(), (parts, isRooted) => {
      const path = safeReturnTo(`${isRooted ? '/' : ''}${parts.join('')}`);
      expect(path).toMatch(/^\/(?![/\\])/);
      expect(new URL(path, 'https://ours.example/sign-in/code').origin).toBe(
        'https://ours.example',
      );
      expect(safeReturnTo(path)).toBe(path);
    }),
    { numRuns: 5_000 },
  );
});
