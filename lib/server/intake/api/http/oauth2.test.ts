import type { IncomingMessage, ServerResponse } from 'node:http';
import { OAuth2Server } from 'oauth2-mock-server';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startLoopbackServer, type LoopbackServer } from '@/lib/testing/loopback-server';
import { ApiFailure } from './failures';
import { requestToken, type TokenClient } from './oauth2';
import { openApiHttp, type ApiHttp } from './request';

const now = new Date('2026-11-18T02:00:00Z');
const CLIENT = {
  clientId: 'district-key',
  secret: 'a+b/c=d~é',
  scopes: ['roster.readonly', 'roster-demographics.readonly'],
  place: 'HEADER',
} as const;

interface Asked {
  url: URL;
  method: string | undefined;
  authorization: string | undefined;
  form: Record<string, string>;
}

let server: LoopbackServer;
let http: ApiHttp;
let asked: Asked[] = [];
let answer: (request: Asked, response: ServerResponse) => void;
beforeAll(async () => {
  server = await startLoopbackServer((request, response) => void read(request, response));
  http = openApiHttp({ testHosts: new Set([server.host]) });
});
afterEach(() => {
  asked = [];
});
afterAll(async () => {
  await http.close();
  await server.close();
});

async function read(request: IncomingMessage, response: ServerResponse): Promise<void> {
  let body = '';
  for await (const part of request) body += String(part);
  const known: Asked = {
    url: new URL(request.url ?? '', server.url),
    method: request.method,
    authorization: request.headers.authorization,
    form: Object.fromEntries(new URLSearchParams(body)),
  };
  asked.push(known);
  answer(known, response);
}

const json = (status: number, body: unknown, headers: Record<string, string> = {}) => {
  answer = (_request, response) => response.writeHead(status, headers).end(JSON.stringify(body));
};
const ask = (client: Partial<TokenClient> = {}) =>
  requestToken(http, { ...CLIENT, tokenUrl: new URL('/token', server.url), ...client }, now);
const failure = async (client: Partial<TokenClient> = {}): Promise<ApiFailure> => {
  const found = await ask(client).then(
    () => null,
    (error: unknown) => error,
  );
  if (!(found instanceof ApiFailure)) throw new Error(`no failure: ${String(found)}`);
  return found;
};

describe('where key and secret go', () => {
  const grant = { grant_type: 'client_credentials', scope: CLIENT.scopes.join(' ') };
  const credentials = { client_id: CLIENT.clientId, client_secret: CLIENT.secret };

  test('into a Basic header, not encoded', async () => {
    json(200, { access_token: 't', token_type: 'bearer', expires_in: 3600 });
    expect(await ask()).toEqual({ value: 't', lifeSeconds: 3600 });
    const [first] = asked;
    const basic = Buffer.from(first?.authorization?.replace('Basic ', '') ?? '', 'base64');
    expect(basic.toString()).toBe('district-key:a+b/c=d~é');
    expect(first).toMatchObject({ method: 'POST', form: grant });
  });

  test('into the body', async () => {
    json(200, { access_token: 't' });
    await ask({ place: 'BODY' });
    expect(asked[0]).toMatchObject({
      form: { ...grant, ...credentials },
      authorization: undefined,
    });
  });

  test('into the query, beside what is there', async () => {
    json(200, { access_token: 't' });
    await ask({ place: 'QUERY', tokenUrl: new URL('/token?appName=oak', server.url) });
    expect(asked[0]?.form).toEqual({});
    expect(Object.fromEntries(asked[0]?.url.searchParams ?? [])).toEqual({
      appName: 'oak',
      ...grant,
      ...credentials,
    });
  });
});

test.each([
  ['a number', 3600, 3600],
  ['a text', '3600', 3600],
  ['a text with more', '3600.0', 3600],
  ['nothing', undefined, 1800],
  ['null', null, 1800],
  ['no time', 'never', 1800],
  ['none left', 0, 1800],
  ['less than none', -1, 1800],
])('how long it lives is %s', async (_name, expires, seconds) => {
  json(200, { access_token: 't', token_type: 'Bearer', expires_in: expires });
  expect((await ask()).lifeSeconds).toBe(seconds);
});

test('a server that knows no scopes is asked once without', async () => {
  answer = ({ form }, response) =>
    form['scope']
      ? response.writeHead(400).end('{"error":"invalid_scope"}')
      : response.end('{"access_token":"t"}');
  expect((await ask()).value).toBe('t');
  expect(asked).toHaveLength(2);
  json(400, { error: 'invalid_scope' });
  asked = [];
  expect(await failure()).toMatchObject({ code: 'NOT_PERMITTED' });
  expect(asked).toHaveLength(2);
  asked = [];
  expect(await failure({ scopes: [] })).toMatchObject({ code: 'NOT_PERMITTED' });
  expect(asked).toHaveLength(1);
});

test('a token address that leads on is followed to hosts that were named', async () => {
  answer = ({ url }, response) =>
    url.pathname === '/token'
      ? response.writeHead(307, { location: '/moved' }).end()
      : response.end('{"access_token":"t"}');
  expect((await ask({ redirectHosts: new Set([server.host]) })).value).toBe('t');
  expect(asked[1]).toMatchObject({ form: { grant_type: 'client_credentials' } });
  expect(asked[1]?.authorization).toBe(asked[0]?.authorization);
  asked = [];
  expect(await failure()).toMatchObject({ code: 'REDIRECTED' });
  expect(asked).toHaveLength(1);
});

test.each<[number, unknown, string, string]>([
  [401, { error: 'invalid_client' }, 'WRONG_SECRET', 'NEVER'],
  [401, 'no', 'WRONG_SECRET', 'NEVER'],
  [403, {}, 'WRONG_SECRET', 'NEVER'],
  [400, { error: 'invalid_client' }, 'WRONG_SECRET', 'NEVER'],
  [400, { error: 'unauthorized_client' }, 'WRONG_SECRET', 'NEVER'],
  [400, { error: 'unsupported_grant_type' }, 'TOKEN_UNUSABLE', 'NEVER'],
  [400, {}, 'TOKEN_UNUSABLE', 'NEVER'],
  [404, {}, 'TOKEN_UNUSABLE', 'NEVER'],
  [200, {}, 'TOKEN_UNUSABLE', 'NEVER'],
  [200, '<html>', 'TOKEN_UNUSABLE', 'NEVER'],
  [200, { access_token: '' }, 'TOKEN_UNUSABLE', 'NEVER'],
  [200, { access_token: 7 }, 'TOKEN_UNUSABLE', 'NEVER'],
  [200, { access_token: 'a\r\nx: y' }, 'TOKEN_UNUSABLE', 'NEVER'],
  [200, { access_token: 't', token_type: 'mac' }, 'TOKEN_UNUSABLE', 'NEVER'],
  [429, {}, 'BUSY', 'LATER'],
  [503, {}, 'BUSY', 'LATER'],
  [500, {}, 'SERVER_ERROR', 'LATER'],
])('%d %j is %s: %s', async (status, body, code, retry) => {
  json(status, body, { 'retry-after': '7' });
  expect(await failure()).toMatchObject({ code, retry });
  if (code === 'BUSY') expect(await failure()).toMatchObject({ waitMs: 7_000 });
});

test('neither the secret nor a token in an odd form stays in what is kept of an answer', async () => {
  answer = ({ authorization }, response) =>
    response.writeHead(400).end(`${authorization}: ${CLIENT.secret} is wrong`);
  const echoed = (await failure()).answer?.start.toString();
  expect(echoed).toBe('Basic [secret]: [secret] is wrong');
  json(200, { accessToken: 'odd-form' });
  const odd = await failure();
  expect(odd.answer).toMatchObject({ status: 200 });
  expect(odd.answer?.start).toHaveLength(0);
});

test('a token of a server that nobody here wrote', async () => {
  const peer = new OAuth2Server();
  await peer.issuer.keys.generate('RS256');
  await peer.start(0, '127.0.0.1');
  const { port } = peer.address();
  const client = openApiHttp({ testHosts: new Set([`127.0.0.1:${port}`]) });
  const tokenUrl = new URL(`http://127.0.0.1:${port}/token`);
  for (const place of ['HEADER', 'BODY'] as const) {
    const token = await requestToken(client, { ...CLIENT, tokenUrl, place }, now);
    expect(token.lifeSeconds).toBe(3600);
    const [, claims = ''] = token.value.split('.');
    expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({
      scope: CLIENT.scopes.join(' '),
    });
  }
  await client.close();
  await peer.stop();
});
