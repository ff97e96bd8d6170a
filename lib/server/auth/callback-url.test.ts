import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isCallbackUrl, readableCookies } from './callback-url';

const OURS = 'http://localhost:3000';
const NAME = 'connector-callback-url';

test.each([
  OURS,
  `${OURS}/`,
  `${OURS}/districts/birch?page=2`,
  '/districts/birch',
  'HTTP://LOCALHOST:3000/sign-in',
])('%s is one of ours', (text) => {
  expect(isCallbackUrl(text, OURS)).toBe(true);
  const cookie = `a=1; ${NAME}=${encodeURIComponent(text)}; b=2`;
  expect(readableCookies(cookie, OURS)).toBe(cookie);
});

test.each([
  ['nothing', ''],
  ['a word', 'here'],
  ['a scheme alone', 'http:'],
  ['a script', 'javascript:alert(1)'],
  ['data', 'data:text/html,hello'],
  ['another site', 'https://evil.example/'],
  ['another port', 'http://localhost:3001/'],
  ['another scheme', 'https://localhost:3000/'],
  ['a host that begins like ours', 'http://localhost:3000.evil.example/'],
  ['somebody before our host', 'http://localhost:3000@evil.example/'],
  ['a path that is another site', '//evil.example/'],
  ['a path that is one with a backslash', '/\\evil.example/'],
  ['a host that is none', 'http://[/'],
  ['quotes', `"${OURS}"`],
  ['percents that are none', '%E0%A4%A'],
  ['a list', `${OURS},${OURS}`],
  ['line ends', `${OURS}/\r\nset-cookie: a=b`],
  ['letters of no address', `${OURS}/Ä`],
  ['very much', `${OURS}/${'a'.repeat(5_000)}`],
])('%s is not there', (_name, text) => {
  expect(isCallbackUrl(text, OURS)).toBe(false);
  for (const value of [encodeURIComponent(text), text.replaceAll(/[;\r\n]/g, '')])
    expect(readableCookies(`a=1; ${NAME}=${value}; b=2`, OURS)).toBe('a=1; b=2');
});

test('a value whose percents mean nothing is not there', () => {
  expect(readableCookies(`${NAME}=%E0%A4%A; a=1`, OURS)).toBe('a=1');
  expect(readableCookies(`${NAME}=%`, OURS)).toBe('');
  expect(readableCookies(NAME, OURS)).toBe('');
});

test('over https it is the cookie of this host alone', () => {
  const header = `${NAME}=here; __Host-${NAME}=here; connector-session=x`;
  expect(readableCookies(header, 'https://connector.example')).toBe(
    `${NAME}=here; connector-session=x`,
  );
});

test('whatever it says, next-auth can read what is left, and every other cookie is as it was', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary-ascii' }), fc.boolean(), (text, isEncoded) => {
      const value = isEncoded ? encodeURIComponent(text) : text.replaceAll(';', '');
      const left = readableCookies(`a="1 2"; ${NAME}=${value}; c=%`, OURS);
      expect(left.startsWith('a="1 2"; ') && left.endsWith('; c=%')).toBe(true);
      const kept = /connector-callback-url=(.*); c=%$/s.exec(left)?.[1];
      if (kept !== undefined) expect(new URL(decodeURIComponent(kept), OURS).origin).toBe(OURS);
    }),
  );
});
