import { expect, test } from 'vitest';
import { startOf } from './failures';

const secret = `a/b+c!'()*"<&>é`;

test.each([
  ['as it is', secret],
  ['in an address', encodeURIComponent(secret)],
  ['in an address as we write it', 'a%2Fb%2Bc%21%27%28%29%2A%22%3C%26%3E%C3%A9'],
  ['in an address, in small letters', 'a%2fb%2bc%21%27%28%29%2a%22%3c%26%3e%c3%a9'],
  ['in JSON', JSON.stringify(secret).slice(1, -1)],
  ['in JSON of PHP', JSON.stringify(secret).slice(1, -1).replaceAll('/', '\\/')],
  ['in HTML', `a/b+c!&#39;()*&quot;&lt;&amp;&gt;é`],
])('a secret that an answer repeats is taken out: %s', (_, form) => {
  const { start } = startOf({
    status: 400,
    headers: new Headers(),
    body: Buffer.from(`before ${form} after`),
    proofs: [secret],
  });
  expect(start.toString()).toBe('before [secret] after');
});
