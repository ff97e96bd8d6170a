import { NextRequest } from 'next/server';
import { expect, test } from 'vitest';
import { proxy } from './proxy';

test('no page gets a callback address that next-auth cannot read', async () => {
  const ask = async (cookie: string) => {
    const request = new NextRequest('http://localhost:3000/sign-in', { headers: { cookie } });
    return (await proxy(request)).headers.get('x-middleware-request-cookie');
  };
  expect(await ask('a=1; connector-callback-url=javascript:alert(1); b=2')).toBe('a=1; b=2');
  expect(await ask('connector-callback-url=%E0%A4%A')).toBe('');
  const whole = 'a=1; connector-callback-url=http%3A%2F%2Flocalhost%3A3000%2Fdistricts';
  expect(await ask(whole)).toBe(whole);
});
