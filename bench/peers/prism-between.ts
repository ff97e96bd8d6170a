// Prism between the connector and a server: what is in a schema goes through it, all else (entry, token, changes) past it.
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import path from 'node:path';
import { z } from 'zod';
import type { EdFiSimulator } from '@/lib/simulators/ed-fi/simulator';
import { PRISM, startProxy } from './prism';

export interface PrismBetween {
  /** Where a connection finds the discovery document. */
  readonly base: string;
  /** Paths of answers that Prism took, each time. */
  readonly taken: readonly string[];
  /** What it said of those that it did not. */
  readonly refused: readonly string[];
  /** Resources that went past it, since the schema does not have them. */
  readonly past: ReadonlySet<string>;
  close(): Promise<void>;
}

const documentSchema = z.object({ paths: z.record(z.string(), z.unknown()) });

export async function startPrismBetween(
  peers: string,
  schema: string,
  { addresses }: Pick<EdFiSimulator, 'addresses'>,
): Promise<PrismBetween> {
  const { paths } = documentSchema.parse(JSON.parse(readFileSync(schema, 'utf8')));
  const prism = await startProxy(path.join(peers, PRISM.folder), schema, addresses.data);
  const { origin } = new URL(addresses.base);
  const dataPath = new URL(addresses.data).pathname;
  const taken: string[] = [];
  const refused: string[] = [];
  const past = new Set<string>();

  async function forward(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = request.url ?? '/';
    const [pathname = ''] = url.split('?');
    const resource = pathname.startsWith(dataPath) ? pathname.slice(dataPath.length) : null;
    const isInSchema = resource !== null && Object.hasOwn(paths, resource);
    if (resource !== null && !isInSchema) past.add(resource);
    const target = isInSchema ? `${prism.origin}${url.slice(dataPath.length)}` : `${origin}${url}`;
    const { method, headers } = request;
    const kept = ['authorization', 'content-type', 'accept', 'use-snapshot', 'snapshot-identifier'];
    const answer = await fetch(target, {
      method,
      headers: kept.flatMap((name): [string, string][] => {
        const value = headers[name];
        return typeof value === 'string' ? [[name, value]] : [];
      }),
      body: method === 'POST' ? await bodyOf(request) : undefined,
    });
    const body = Buffer.from(await answer.arrayBuffer());
    if (isInSchema) {
      const isViolation = body.includes('stoplight.io/prism/errors');
      if (isViolation) refused.push(`${url}: ${body.toString('utf8', 0, 500)}`);
      else taken.push(resource);
    }
    // Decoded by fetch.
    const left = ['content-encoding', 'content-length', 'transfer-encoding', 'connection'];
    const told = [...answer.headers].filter(([name]) => !left.includes(name));
    response.writeHead(answer.status, Object.fromEntries(told)).end(body);
  }

  const server = createServer((request, response) => {
    forward(request, response).catch((error: unknown) => {
      refused.push(String(error));
      response.destroy();
    });
  });
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });
  const front = new URL(addresses.base);
  front.port = String(port);
  return {
    base: front.href.replace(/\/$/, ''),
    taken,
    refused,
    past,
    async close() {
      prism.process.kill();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
