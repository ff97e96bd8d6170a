import { expect, test } from 'vitest';
import { openSessionToken, sealSessionToken } from './session-token';

const secret = 'a secret of the tests, long enough to pass';

test('what was sealed opens with the same secret alone', async () => {
  const sealed = await sealSessionToken(secret, 'token-of-a-session');
  expect(sealed).not.toContain('token-of-a-session');
  expect(await openSessionToken(secret, sealed)).toBe('token-of-a-session');
  expect(await openSessionToken(`${secret}.`, sealed)).toBeNull();
});

test.each([[''], ['x'], ['a.b.c'], ['a.b.c.d.e'], ['%E0%A4%A']])('refuses %j', async (cookie) => {
  expect(await openSessionToken(secret, cookie)).toBeNull();
});
