import { expect, test } from 'vitest';
import { BODY_LIMIT_BYTES, FIELD_LIMIT } from './action-body';
import { refuseRequest } from './refuse-request';

const ours = 'https://connector.example';
const action = 'a'.repeat(42);

interface Sent {
  method?: string;
  address?: string;
  origin?: string | null;
  contentType?: string;
  isAction?: boolean;
  body?: string;
}

function ask({ method = 'POST', address = '/', origin = ours, contentType, isAction, body }: Sent) {
  const headers = new Headers();
  if (origin !== null) headers.set('origin', origin);
  if (contentType) headers.set('content-type', contentType);
  if (isAction) headers.set('next-action', action);
  const stream = body === undefined ? null : new Blob([body]).stream();
  return refuseRequest({ method, headers, url: `${ours}${address}`, body: stream }, ours);
}

test.each(['POST', 'PUT', 'PATCH', 'DELETE'])(
  '%s from elsewhere goes no further',
  async (method) => {
    for (const origin of [
      null,
      'null',
      'https://evil.example',
      `${ours}.evil.example`,
      'not an origin',
    ]) {
      expect(await ask({ method, origin }), String(origin)).toBe('WRONG_ORIGIN');
    }
    expect(await ask({ method })).toBe(method === 'POST' ? null : 'WRONG_METHOD');
  },
);

test.each(['GET', 'HEAD', 'OPTIONS'])('%s may come from anywhere', async (method) => {
  expect(await ask({ method, origin: 'https://evil.example' })).toBeNull();
});

test.each([
  ['/districts/maple', true],
  ['/districts/ma%70le', true],
  ['/districts/caf%C3%A9', true],
  ['/districts/maple/roster/people/a%2Fb', true],
  ['/districts?q=100%25', true],
  // Read as text by everybody who reads search parameters.
  ['/districts?q=100%', true],
  ['/districts/%', false],
  ['/districts/%zz', false],
  ['/districts/%E0%A4%A', false],
  ['/districts/%C3%28', false],
  ['/districts/%ED%A0%80', false],
  ['/districts/%FF', false],
  ['/districts/ma%00ple', false],
  ['/%00', false],
  ['/_next/static/%00', false],
  ['/districts?q=%00', false],
  ['/districts?%00=q', false],
  ['/runs?status=a&status=%00', false],
])('%s can be looked for: %j', async (address, isReadable) => {
  for (const method of ['GET', 'HEAD', 'POST']) {
    expect(await ask({ method, address })).toBe(isReadable ? null : 'NOT_FOUND');
  }
});

const text = 'text/plain;charset=UTF-8';
const json = (value: unknown) => ({
  isAction: true,
  contentType: text,
  body: JSON.stringify(value),
});
const idle = { status: 'idle' };

test.each<[string, string]>([
  ['an object of fields', JSON.stringify([idle, { slug: 'maple', sourcedId: '7' }])],
  ['a form that is elsewhere', JSON.stringify([idle, '$K1'])],
  [
    'a state with times and gaps',
    '[{"at":"$D2026-09-01T00:00:00.000Z","a":"$undefined","n":"$n12"},{}]',
  ],
  ['a text that begins with a dollar', '[null,{"comment":"$$12 are missing"}]'],
  ['a value that was written already', '[{"a":{}},{"b":"$0:0:a"}]'],
])('arguments of ours: %s', async (_name, body) => {
  expect(await ask({ isAction: true, contentType: text, body })).toBeNull();
});

test.each<[string, string]>([
  ['nothing', ''],
  ['null', 'null'],
  ['a number', '7'],
  ['text that is no JSON', '[{'],
  ['no arguments', '[]'],
  ['one argument', '[{}]'],
  ['three arguments', '[{},{},{}]'],
  ['a null payload', '[{},null]'],
  ['a payload that is a list', '[{},[]]'],
  ['a payload that is a text', '[{},"x"]'],
  ['a payload that is a number', '[{},1]'],
  ['a payload left out', '[{},"$undefined"]'],
  ['a part that never comes', '[{},{"a":"$5"}]'],
  ['a promise', '[{},{"a":"$@1"}]'],
  ['a function of the server', '[{},{"a":"$F1"}]'],
  ['a map that never comes', '[{},{"a":"$Q7"}]'],
  ['a stream', '[{},{"a":"$R1"}]'],
  ['a number that is none', '[{},{"a":"$nx"}]'],
  ['a word React does not know', '[{},{"a":"$?"}]'],
  ['a NUL', '[{},{"slug":"a\\u0000b"}]'],
  ['half a character', '[{},{"slug":"\\ud800"}]'],
  ['a NUL in a name', '[{},{"a\\u0000":"b"}]'],
  ['nothing but brackets', '['.repeat(100_000)],
  ['brackets that close', `[{},{"a":${'['.repeat(50)}${']'.repeat(50)}}]`],
])('arguments that cannot be read: %s', async (_name, body) => {
  expect(await ask({ isAction: true, contentType: text, body })).toBe('UNREADABLE');
  // Whatever the content type says, React reads the arguments.
  expect(await ask({ isAction: true, contentType: 'application/json', body })).toBe('UNREADABLE');
});

const fields = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_unused, i) => [`k${i}`, '']));

function multipart(parts: readonly [string, string][]): Sent {
  const mark = '----mark';
  const lines = parts.map(
    ([name, value]) =>
      `--${mark}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  return {
    contentType: `multipart/form-data; boundary=${mark}`,
    body: `${lines.join('')}--${mark}--\r\n`,
  };
}

const numbered = (count: number, value = ''): [string, string][] =>
  Array.from({ length: count }, (_unused, i) => [`k${i}`, value]);
const root: [string, string] = ['0', '[{},"$K1"]'];

test.each<[string, Sent, string | null]>([
  [
    'as many schools as there are',
    { ...multipart([...numbered(1_500), root]), isAction: true },
    null,
  ],
  [
    'a file',
    multipart([
      ['file', 'x'],
      ['$ACTION_ID_x', ''],
    ]),
    null,
  ],
  ['60,000 keys in an object', json([idle, fields(60_000)]), 'TOO_LARGE'],
  ['5,000 keys in an object', json([idle, fields(5_000)]), 'TOO_LARGE'],
  ['5,000 keys in the state before', json([fields(5_000), {}]), 'TOO_LARGE'],
  ['5,000 values in a list', json([idle, { chosen: Array(5_000).fill('1') }]), 'TOO_LARGE'],
  ['60,000 parts', { ...multipart(numbered(60_000)), isAction: true }, 'TOO_LARGE'],
  ['parts just above the limit', multipart(numbered(FIELD_LIMIT + 1)), 'TOO_LARGE'],
  ['one part of a megabyte', multipart([['a', 'x'.repeat(1 << 20)]]), 'TOO_LARGE'],
  [
    '60,000 pairs of a plain form',
    {
      contentType: 'application/x-www-form-urlencoded',
      body: numbered(60_000)
        .map(([k]) => `${k}=`)
        .join('&'),
    },
    'TOO_LARGE',
  ],
  [
    'a form of few long pairs',
    { contentType: 'application/x-www-form-urlencoded', body: `a=${'x'.repeat(1 << 20)}` },
    'TOO_LARGE',
  ],
  [
    'a megabyte of anything',
    { contentType: 'application/octet-stream', body: 'x'.repeat(1 << 20) },
    'TOO_LARGE',
  ],
  ['as much as may be', { contentType: 'text/plain', body: 'x'.repeat(BODY_LIMIT_BYTES) }, null],
  [
    'a byte more',
    { contentType: 'text/plain', body: 'x'.repeat(BODY_LIMIT_BYTES + 1) },
    'TOO_LARGE',
  ],
  ['no boundary', { contentType: 'multipart/form-data', body: 'x' }, 'UNREADABLE'],
  [
    'another boundary',
    { contentType: 'multipart/form-data; boundary=a', body: '--b--' },
    'UNREADABLE',
  ],
  [
    'cut off',
    { contentType: 'multipart/form-data; boundary=a', body: '--a\r\nConte' },
    'UNREADABLE',
  ],
  ['arguments left out', { ...multipart([['1_email', 'x']]), isAction: true }, 'UNREADABLE'],
  ['arguments that are null', { ...multipart([['0', 'null']]), isAction: true }, 'UNREADABLE'],
  ['a NUL in a field', multipart([['slug', 'a\0b']]), 'UNREADABLE'],
  ['what an action was bound to, unreadable', multipart([['$ACTION_1:0', '{']]), 'UNREADABLE'],
  [
    'bound to a part that never comes',
    multipart([['$ACTION_1:0', '{"id":"x","bound":"$@9"}']]),
    'UNREADABLE',
  ],
  [
    'as a page without JavaScript sends it',
    multipart([
      ['$ACTION_REF_1', ''],
      ['$ACTION_1:0', '{"id":"x","bound":"$@1"}'],
      ['$ACTION_1:1', '[{"status":"idle"}]'],
      ['$ACTION_KEY', 'k1'],
      ['email', 'dana@maplegrove.example'],
    ]),
    null,
  ],
])('%s', async (_name, sent, expected) => {
  expect(await ask(sent)).toBe(expected);
});

test('a length that is too large is refused before the body has come', async () => {
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>();
  const headers = new Headers({ origin: ours, 'content-length': String(BODY_LIMIT_BYTES + 1) });
  expect(await refuseRequest({ method: 'POST', headers, url: ours, body }, ours)).toBe('TOO_LARGE');
});
