/**
 * What is answered before Next sees a request. Next reads a body to its end before proxy.ts may say anything about it, and
 * writes some answers (redirects of its own, its last page of a failure) that neither proxy.ts nor next.config.ts reach. So
 * that it stays `next start` and no server of ours, the server is found where Node tells of requests.
 */
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { refuseHead, type RequestRefusal } from './refuse-request';
import { httpRefusal } from './refusals';
import { SECURITY_HEADERS } from './security-headers';

interface RequestStart {
  response: ServerResponse;
  server: Server;
}

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

const CHANNEL = 'http.server.request.start';

/** For every server of this process, until what it answers with is called; a server that had a request stays guarded. */
export function guardRequests(publicUrl: string): () => void {
  const guarded = new WeakSet<Server>();
  const guard = (message: unknown): void => {
    const { response, server } = message as RequestStart;
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);
    if (guarded.has(server)) return;
    guarded.add(server);
    // Told of the request before its listeners are called: this one is guarded already.
    const listeners = server.listeners('request') as Listener[];
    server.removeAllListeners('request');
    server.on('request', (request: IncomingMessage, answer: ServerResponse) => {
      const refusal = refuseHead(
        { method: request.method ?? '', header: (name) => headerOf(request, name) },
        publicUrl,
      );
      if (refusal) refuse(answer, refusal);
      else for (const listener of listeners) listener.call(server, request, answer);
    });
  };
  subscribe(CHANNEL, guard);
  return () => void unsubscribe(CHANNEL, guard);
}

function headerOf({ headers }: IncomingMessage, name: string): string | null {
  const value = headers[name];
  return Array.isArray(value) ? value.join(', ') : (value ?? null);
}

/** The rest of the body is taken and thrown away, so that whoever sends it gets to read the answer. */
function refuse(response: ServerResponse, code: RequestRefusal): void {
  const { status, message } = httpRefusal(code);
  response.writeHead(status, {
    'Content-Type': 'text/plain; charset=utf-8',
    'Cache-Control': 'private, no-store',
  });
  response.end(`${message}\n`);
}
