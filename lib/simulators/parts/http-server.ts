/** The HTTP half of a simulator: keeps what was asked, and does what is wrong with an answer whatever is in it. */
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

import { Misbehaviors, type Wrongs } from './misbehavior';

export interface Asked {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

/** One request as it is kept for tests: no header, no secret. */
export interface KeptRequest {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly collection: string;
  readonly authorization: 'none' | 'basic' | 'bearer' | 'oauth';
  status: number;
}

export interface Simulation {
  /** Last part of the path that misbehaviors and counts go by. */
  collectionOf(path: string): string;
  answer(asked: Asked, wrongs: Wrongs): Answer;
  expireTokens(): void;
}

export interface SimulatorServer {
  readonly origin: string;
  readonly requests: KeptRequest[];
  readonly misbehaviors: Misbehaviors;
  close(): Promise<void>;
}

export function json(
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return {
    status,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(value),
  };
}

export async function startSimulatorServer(
  port: number,
  simulate: (origin: string) => Simulation,
): Promise<SimulatorServer> {
  const requests: KeptRequest[] = [];
  const misbehaviors = new Misbehaviors();
  let simulation: Simulation | null = null;

  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain' });
      response.end(error instanceof Error ? (error.stack ?? error.message) : String(error));
    });
  });

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const asked: Asked = {
      method: request.method ?? 'GET',
      url: new URL(request.url ?? '/', origin),
      headers: request.headers,
      body: await bodyOf(request),
    };
    if (!simulation) return void response.writeHead(503).end();
    const collection = simulation.collectionOf(asked.url.pathname);
    const wrongs = misbehaviors.ofNextRequest(collection);
    const kept = keep(asked, collection);
    requests.push(kept);
    const slow = wrongs.find('slow');
    if (slow) await wait(slow.milliseconds);
    if (wrongs.find('hang')) return;
    if (wrongs.find('expiredToken')) simulation.expireTokens();
    const answer = replacedAnswer(asked, wrongs) ?? simulation.answer(asked, wrongs);
    kept.status = answer.status;
    send(response, answer, wrongs.find('cut') !== undefined);
  }

  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const origin = `http://127.0.0.1:${address.port}`;
  simulation = simulate(origin);
  return {
    origin,
    requests,
    misbehaviors,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  request.setEncoding('utf8');
  for await (const part of request) body += String(part);
  return body;
}

const SECRETS = /^(client_|oauth_|access_token$|password$)/;
const AUTHORIZATIONS = ['basic', 'bearer', 'oauth'] as const;

function keep({ method, url, headers }: Asked, collection: string): KeptRequest {
  const scheme = headers.authorization?.split(' ')[0]?.toLowerCase();
  const query = [...url.searchParams].filter(([name]) => !SECRETS.test(name));
  return {
    method,
    path: url.pathname,
    query: Object.fromEntries(query),
    collection,
    authorization: AUTHORIZATIONS.find((name) => name === scheme) ?? 'none',
    status: 0,
  };
}

const LOGIN_PAGE = '<!doctype html><html><title>Sign in</title><form>User name</form></html>';

/** The answers that are given whoever asks, and whatever for. */
function replacedAnswer({ url }: Asked, wrongs: Wrongs): Answer | null {
  const busy = wrongs.find('busy');
  if (busy) return busyAnswer(busy.status, busy.seconds, busy.says);
  const failure = wrongs.find('failure');
  if (failure)
    return { status: failure.status, headers: { 'content-type': 'text/plain' }, body: 'Failure' };
  if (wrongs.find('html'))
    return { status: 200, headers: { 'content-type': 'text/html' }, body: LOGIN_PAGE };
  if (wrongs.find('emptyObject')) return json(200, {});
  const redirect = wrongs.find('redirect');
  if (!redirect || url.searchParams.has('again')) return null;
  const target = new URL(url);
  target.searchParams.set('again', '1');
  const location = `${redirect.origin ?? url.origin}${target.pathname}${target.search}`;
  return { status: redirect.status, headers: { location }, body: '' };
}

function busyAnswer(
  status: number,
  seconds: number,
  says: 'seconds' | 'date' | 'text' | 'nothing',
): Answer {
  const text = { 'content-type': 'text/plain' };
  if (says === 'text')
    return { status, headers: text, body: `Too many requests, wait ${seconds} seconds` };
  if (says === 'nothing') return { status, headers: text, body: 'Too many requests' };
  const until = new Date(Date.now() + seconds * 1000).toUTCString();
  const hint = says === 'date' ? until : String(seconds);
  return { status, headers: { ...text, 'retry-after': hint }, body: 'Too many requests' };
}

function send(response: ServerResponse, { status, headers, body }: Answer, isCut: boolean): void {
  const bytes = Buffer.from(body);
  response.writeHead(status, { ...headers, 'content-length': String(bytes.length) });
  if (!isCut) return void response.end(bytes);
  response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => response.destroy());
}
