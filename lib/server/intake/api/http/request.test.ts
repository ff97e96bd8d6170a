// Against servers that really misbehave: nothing of ours or of Node's is stood in for.
import type { RequestListener } from 'node:http';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAuthority, selfSigned, type TestCertificate } from '@/lib/testing/certificates';
import { startLoopbackServer, type LoopbackServer } from '@/lib/testing/loopback-server';
import { ApiFailure } from './failures';
import type { ApiRequest } from './exchange';
import { openApiHttp, type ApiHttp, type ApiLimits } from './request';

const LIMITS: Partial<ApiLimits> = {
  maxBytes: 10_000,
  connectMs: 1_000,
  answerMs: 300,
  silenceMs: 300,
  totalMs: 5_000,
};

const json = JSON.stringify({ orgs: [{ sourcedId: 'o-1' }] });
const behavior: Record<string, RequestListener> = {
  '/json': (_request, response) => response.end(json),
  '/gzip': (_request, response) =>
    response.setHeader('content-encoding', 'gzip').end(gzipSync(json)),
  '/br': (_request, response) =>
    response.setHeader('content-encoding', 'br').end(brotliCompressSync(json)),
  '/gzip-cut': (_request, response) =>
    response.setHeader('content-encoding', 'gzip').end(gzipSync(json).subarray(0, 20)),
  '/gzip-lie': (_request, response) => response.setHeader('content-encoding', 'gzip').end(json),
  '/bomb': (_request, response) =>
    response.setHeader('content-encoding', 'gzip').end(gzipSync(Buffer.alloc(1_000_000))),
  '/large': (_request, response) => response.end('x'.repeat(10_001)),
  '/at-limit': (_request, response) => response.end('x'.repeat(10_000)),
  '/silent': () => {},
  '/stalls': (_request, response) => void response.write('{"orgs":['),
  '/trickles': (_request, response) => {
    const timer = setInterval(() => response.write('x'), 20);
    response.on('close', () => clearInterval(timer));
  },
  '/short': (_request, response) => {
    response.writeHead(200, { 'content-length': '100' });
    response.write('{"orgs":[', () => response.destroy());
  },
  '/cut': (_request, response) => void response.write('{"orgs":[', () => response.destroy()),
  '/hang-up': (request) => void request.socket.destroy(),
  '/echo': (request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () =>
      response.end(JSON.stringify({ method: request.method, body, headers: request.headers })),
    );
  },
  '/status': (_request, response) => response.writeHead(500, { 'x-one': '1' }).end('sorry'),
  '/elsewhere': (_request, response) =>
    response.writeHead(302, { location: 'https://elsewhere.example.org/' }).end(),
  '/same-host': (_request, response) => response.writeHead(307, { location: '/echo' }).end(),
  '/see-other': (_request, response) => response.writeHead(303, { location: '/echo' }).end(),
  '/circle': (_request, response) => response.writeHead(307, { location: '/circle' }).end(),
};

let server: LoopbackServer;
let http: ApiHttp;
beforeAll(async () => {
  server = await startLoopbackServer((request, response) =>
    behavior[request.url ?? '']?.(request, response),
  );
  http = openApiHttp({ testHosts: new Set([server.host]), limits: LIMITS });
});
afterAll(async () => {
  await http.close();
  await server.close();
});

const ask = (path: string, request: Omit<ApiRequest, 'url'> = {}) =>
  http.request({ url: new URL(path, server.url), ...request });

async function failure(asked: Promise<unknown>): Promise<ApiFailure> {
  const found = await asked.then(
    () => null,
    (error: unknown) => error,
  );
  if (!(found instanceof ApiFailure)) throw new Error(`no failure with a code: ${String(found)}`);
  return found;
}

test.each(['/json', '/gzip', '/br'])('%s comes whole and decompressed', async (path) => {
  const { status, body, url } = await ask(path);
  expect([status, body.toString(), url.pathname]).toEqual([200, json, path]);
});

test('who asks is said, and what it takes; a body is sent as it is', async () => {
  const { body } = await ask('/echo', {
    method: 'POST',
    body: 'grant_type=client_credentials',
    headers: { authorization: 'Bearer x' },
  });
  expect(JSON.parse(body.toString())).toMatchObject({
    method: 'POST',
    body: 'grant_type=client_credentials',
    headers: {
      authorization: 'Bearer x',
      accept: 'application/json',
      'user-agent': expect.stringContaining('TalkingPoints'),
    },
  });
});

test('every status is an answer, but for a redirect', async () => {
  const { status, headers, body } = await ask('/status');
  expect([status, headers.get('X-One'), body.toString()]).toEqual([500, '1', 'sorry']);
});

test('a connection is used again for the next page', async () => {
  await ask('/json');
  const before = server.connectionCount();
  for (let page = 0; page < 5; page += 1) await ask('/json');
  expect(server.connectionCount() - before).toBeLessThanOrEqual(1);
});

test.each([
  ['/silent', 'TIMED_OUT', 'SMALLER_PAGE'],
  ['/stalls', 'TIMED_OUT', 'SMALLER_PAGE'],
  ['/cut', 'CUT', 'LATER'],
  ['/short', 'CUT', 'LATER'],
  ['/gzip-cut', 'CUT', 'LATER'],
  ['/gzip-lie', 'CUT', 'LATER'],
  ['/hang-up', 'UNREACHABLE', 'LATER'],
  ['/large', 'TOO_LARGE', 'SMALLER_PAGE'],
  ['/bomb', 'TOO_LARGE', 'SMALLER_PAGE'],
  ['/elsewhere', 'REDIRECTED', 'NEVER'],
  ['/same-host', 'REDIRECTED', 'NEVER'],
])('%s is %s: %s', async (path, code, retry) => {
  expect(await failure(ask(path))).toMatchObject({ code, retry });
  // Whatever one did, the next request is answered.
  expect((await ask('/json')).status).toBe(200);
});

test('an answer as large as the limit is taken', async () => {
  expect((await ask('/at-limit')).body.length).toBe(10_000);
});

test('an answer that trickles has an end by the clock', async () => {
  const slow = openApiHttp({
    testHosts: new Set([server.host]),
    limits: { ...LIMITS, totalMs: 400 },
  });
  const asked = slow.request({ url: new URL('/trickles', server.url) });
  expect(await failure(asked)).toMatchObject({ code: 'TIMED_OUT', retry: 'SMALLER_PAGE' });
  await slow.close();
});

test('who asked can stop, before and while it is answered', async () => {
  for (const path of ['/silent', '/trickles']) {
    const stop = new AbortController();
    const asked = http.request({ url: new URL(path, server.url) }, { signal: stop.signal });
    setTimeout(() => stop.abort(new Error('the worker ends')), 50);
    await expect(asked).rejects.toThrow('the worker ends');
  }
  const stopped = AbortSignal.abort(new Error('before'));
  const asked = http.request({ url: new URL('/json', server.url) }, { signal: stopped });
  await expect(asked).rejects.toThrow('before');
});

describe('redirects, where hosts are named', () => {
  const follow = (path: string, hosts: string[]) =>
    http.request(
      { url: new URL(path, server.url), method: 'POST', body: 'a=1' },
      { redirectHosts: new Set(hosts) },
    );

  test('one that asks for the same again is followed to a host that was named', async () => {
    const { body } = await follow('/same-host', [server.host]);
    expect(JSON.parse(body.toString())).toMatchObject({ method: 'POST', body: 'a=1' });
  });

  test.each([
    ['to a host that was not named', '/same-host', ['elsewhere.example.org:443']],
    ['that would ask for something else', '/see-other', 'same'],
    ['in a circle', '/circle', 'same'],
  ])('one %s is not', async (_name, path, hosts) => {
    const named = hosts === 'same' ? [server.host] : [...hosts];
    expect(await failure(follow(path, named))).toMatchObject({ code: 'REDIRECTED' });
  });
});

describe('what is wrong with a certificate', () => {
  const authority = createAuthority();
  const past = { from: new Date('2020-01-01'), until: new Date('2021-01-01') };
  const future = { from: new Date('2120-01-01'), until: new Date('2121-01-01') };
  test.each<[string, TestCertificate, string | null]>([
    ['nothing', authority.issue(['127.0.0.1']), null],
    ['it has expired', authority.issue(['127.0.0.1'], past), 'TLS_EXPIRED'],
    ['it is not valid yet', authority.issue(['127.0.0.1'], future), 'TLS_UNTRUSTED'],
    ['another name', authority.issue(['sis.example.org']), 'TLS_NAME_MISMATCH'],
    ['another address', authority.issue(['127.0.0.2']), 'TLS_NAME_MISMATCH'],
    ['it is self-signed', selfSigned(['127.0.0.1']), 'TLS_UNTRUSTED'],
    ['an unknown authority', createAuthority().issue(['127.0.0.1']), 'TLS_UNTRUSTED'],
  ])('%s', async (_name, certificate, code) => {
    const secure = await startLoopbackServer((_q, response) => response.end(json), certificate);
    const client = openApiHttp({ testHosts: new Set([secure.host]), ca: authority.cert });
    const asked = client.request({ url: new URL(secure.url) });
    if (code === null) expect((await asked).status).toBe(200);
    else expect((await failure(asked)).code).toBe(code);
    await client.close();
    await secure.close();
  });

  test('a server of plain http on the port of https', async () => {
    const asked = http.request({ url: new URL(server.url.replace('http:', 'https:')) });
    expect(await failure(asked)).toMatchObject({ code: 'TLS_FAILED' });
  });
});

describe('no server at all', () => {
  test('nobody listens', async () => {
    const gone = await startLoopbackServer(() => {});
    await gone.close();
    const client = openApiHttp({ testHosts: new Set([gone.host]) });
    expect(await failure(client.request({ url: new URL(gone.url) }))).toMatchObject({
      code: 'CONNECTION_REFUSED',
      retry: 'LATER',
    });
    await client.close();
  });

  test('nobody of that name', async () => {
    const url = new URL('https://nobody.invalid/');
    expect(await failure(http.request({ url }))).toMatchObject({ code: 'NAME_NOT_FOUND' });
  });

  test('a server of something else', async () => {
    const ssh = createServer((socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n').resume());
    await new Promise<void>((resolve) => ssh.listen(0, '127.0.0.1', resolve));
    const { port } = ssh.address() as AddressInfo;
    const client = openApiHttp({ testHosts: new Set([`127.0.0.1:${port}`]) });
    const asked = client.request({ url: new URL(`http://127.0.0.1:${port}/`) });
    expect(await failure(asked)).toMatchObject({ code: 'CUT' });
    await client.close();
    await new Promise((resolve) => ssh.close(resolve));
  });
});
