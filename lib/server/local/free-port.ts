import { createServer } from 'node:net';

/** Whether this machine lets us listen there now; the code says why not (EADDRINUSE, EACCES, …). */
export function tryPort(
  port: number,
  host: string,
): Promise<{ ok: true; port: number } | { ok: false; code: string }> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      resolve({ ok: false, code: error.code ?? 'UNKNOWN' });
    });
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address();
      const taken = typeof address === 'object' && address ? address.port : port;
      server.close(() => resolve({ ok: true, port: taken }));
    });
  });
}

/** A port nobody listens on at this moment. */
export async function findFreePort(host = '127.0.0.1'): Promise<number> {
  const found = await tryPort(0, host);
  if (!found.ok) throw new Error(`No free port on ${host}: ${found.code}`);
  return found.port;
}

/** Two that differ: one that was let go may be the next that is given out. */
export async function findTwoFreePorts(): Promise<[number, number]> {
  const first = await findFreePort();
  for (;;) {
    const second = await findFreePort();
    if (second !== first) return [first, second];
  }
}
