// A real server of Node's, guarded as the one of `next start` is, and what a browser and a stranger send to it.
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { BODY_LIMIT_BYTES } from './action-body';
import { guardRequests } from './guard-requests';
import { ASSET_POLICY } from './security-headers';

let server: http.Server;
let port = 0;
let seen: string[] = [];
/** Tests of other files run in this process too, and start servers of their own. */
let stopGuarding = (): void => {};

beforeAll(async () => {
  server = http.createServer((request, response) => {
    seen.push(`${request.method} ${request.url}`);
    if (request.url === '/page') response.setHeader('Content-Security-Policy', 'of the page');
    if (request.url === '/fails') response.writeHead(500).end('Internal Server Error');
    else if (request.url === '/moved') response.writeHead(308, { location: '/' }).end();
    else request.resume().on('end', () => response.end('seen'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
  stopGuarding = guardRequests(`http://localhost:${port}`);
});

beforeEach(() => {
  seen = [];
});

afterAll(async () => {
  stopGuarding();
  await new Promise((resolve) => server.close(resolve));
});

interface Answer {
  status: number;
  policy: string;
  text: string;
}

/** Ends with the answer, whether or not the body has been sent by then. */
function send(
  method: string,
  path: string,
  headers: Record<string, string> = {},
  send: (request: http.ClientRequest) => void = (request) => void request.end(),
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = http.request({ host: '127.0.0.1', port, method, path, headers, agent: false });
    request.on('error', reject).on('response', (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (piece: string) => (text += piece));
      response.on('end', () => {
        const policy = response.headers['content-security-policy'];
        resolve({ status: response.statusCode ?? 0, policy: String(policy), text });
        request.destroy();
      });
    });
    send(request);
  });
}

const ours = () => ({ origin: `http://localhost:${port}` });

test.each([
  ['GET', '/', 200, ASSET_POLICY],
  ['GET', '/moved', 308, ASSET_POLICY],
  ['GET', '/fails', 500, ASSET_POLICY],
  ['GET', '/page', 200, 'of the page'],
  ['POST', '/', 403, ASSET_POLICY],
])('%s %s: %i with a policy', async (method, path, status, policy) => {
  expect(await send(method, path)).toMatchObject({ status, policy });
});

test.each<[string, Record<string, string>]>([
  ['no origin', {}],
  ['another origin', { origin: 'https://evil.example' }],
  ['an origin kept secret', { origin: 'null' }],
  ['no origin at all but a word', { origin: 'localhost' }],
  ['another port', { origin: 'http://localhost:1' }],
  ['another site, says the browser', { 'sec-fetch-site': 'cross-site' }],
])('a form from %s is refused and not seen', async (_name, headers) => {
  const sent = headers['sec-fetch-site'] ? { ...ours(), ...headers } : headers;
  for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'TRACE']) {
    expect((await send(method, '/', sent)).status, method).toBe(403);
  }
  expect(seen).toEqual([]);
});

test.each(['PUT', 'DELETE', 'PATCH', 'TRACE'])('nothing of ours is a %s', async (method) => {
  expect((await send(method, '/', ours())).status).toBe(405);
  expect(seen).toEqual([]);
});

test('a body that says it is too large is answered before it has come, ten at once', async () => {
  const length = String(BODY_LIMIT_BYTES + 1);
  const answers = await Promise.all(
    Array.from({ length: 10 }, () =>
      // Nothing of the body is ever sent: only an answer that does not wait for it comes.
      send('POST', '/', { ...ours(), 'content-length': length }, (request) =>
        request.flushHeaders(),
      ),
    ),
  );
  expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(413));
  expect(seen).toEqual([]);
});

test('whoever sends such a body to its end reads the answer, and the connection is good for more', async () => {
  const body = Buffer.alloc(8 * BODY_LIMIT_BYTES);
  const answer = await fetch(`http://127.0.0.1:${port}/`, {
    method: 'POST',
    headers: ours(),
    body,
  });
  expect(answer.status).toBe(413);
  expect((await send('POST', '/', ours(), (request) => request.end('small'))).text).toBe('seen');
});
