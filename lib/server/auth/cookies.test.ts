import { expect, test } from 'vitest';
import { authCookies, cookieOptions } from './cookies';

test('over https the names bind the cookies to this host', () => {
  const names = authCookies('https://connector.example');
  expect(names.session).toBe('__Host-connector-session');
  expect(cookieOptions(names, 60)).toEqual({
    httpOnly: true,
    sameSite: 'lax',
    path: '/',
    secure: true,
    maxAge: 60,
  });
});

test('over http on localhost a browser would refuse those, so the names are plain', () => {
  const names = authCookies('http://localhost:3000');
  expect(names.session).toBe('connector-session');
  expect(cookieOptions(names, 60).secure).toBe(false);
});
