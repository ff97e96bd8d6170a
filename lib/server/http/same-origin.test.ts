import { expect, test } from 'vitest';
import { isFromOurPages } from './same-origin';

const https = 'https://connector.example';
const local = 'http://localhost:3000';

test.each([
  ['our page', https, { origin: https, 'sec-fetch-site': 'same-origin' }, true],
  ['our page, an old browser', https, { origin: https }, true],
  ['no Origin at all', https, {}, false],
  ['an Origin kept secret', https, { origin: 'null' }, false],
  ['another site', https, { origin: 'https://evil.example' }, false],
  [
    'a site whose name begins like ours',
    https,
    { origin: 'https://connector.example.evil.example' },
    false,
  ],
  ['http for https', https, { origin: 'http://connector.example' }, false],
  ['another port', https, { origin: 'https://connector.example:8443' }, false],
  ['a sister site', https, { origin: https, 'sec-fetch-site': 'same-site' }, false],
  ['the browser says cross-site', https, { origin: https, 'sec-fetch-site': 'cross-site' }, false],
  ['localhost by its number', local, { origin: 'http://127.0.0.1:3000' }, true],
  ['another port of localhost', local, { origin: 'http://localhost:4000' }, false],
  ['a public name for a local start', local, { origin: 'http://evil.example:3000' }, false],
])('%s', (_name, publicUrl, headers, expected) => {
  expect(isFromOurPages(new Headers(Object.entries(headers)), publicUrl)).toBe(expected);
});
