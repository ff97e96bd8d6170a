// A gate in front of a real PostgreSQL, for tests of a database that is starting, recovering or gone: while it is shut,
// whoever connects hears what a server says in such a state, and afterwards everything passes.
import net from 'node:net';
import { once } from 'node:events';

export type Shut =
  /** An answer of PostgreSQL with this SQLSTATE. */
  | { says: string }
  /** The line is cut without a word. */
  | 'CUT'
  /** Nobody listens. */
  | 'GONE';

export interface DatabaseGate {
  url: string;
  /** How often somebody came while it was shut. */
  refused(): number;
  open(): Promise<void>;
  close(): Promise<void>;
}

export async function openDatabaseGate(databaseUrl: string, shut: Shut): Promise<DatabaseGate> {
  const behind = new URL(databaseUrl);
  const sockets = new Set<net.Socket>();
  let isOpen = false;
  let refused = 0;
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
    if (isOpen) {
      const inside = net.connect(Number(behind.port), behind.hostname);
      inside.on('error', () => socket.destroy());
      inside.on('close', () => socket.destroy());
      socket.on('close', () => inside.destroy());
      socket.pipe(inside).pipe(socket);
      return;
    }
    refused += 1;
    if (typeof shut === 'string') socket.destroy();
    // First the client says who it is.
    else socket.once('data', () => socket.end(errorResponse(shut.says)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as net.AddressInfo;
  if (shut === 'GONE') await stopListening();
  const url = new URL(databaseUrl);
  url.hostname = '127.0.0.1';
  url.port = String(port);

  async function stopListening(): Promise<void> {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  }
  return {
    url: url.toString(),
    refused: () => refused,
    async open() {
      isOpen = true;
      if (server.listening) return;
      server.listen(port, '127.0.0.1');
      await once(server, 'listening');
    },
    close: stopListening,
  };
}

/** PostgreSQL's message of a refusal: kind, length, then fields that each begin with a letter. */
function errorResponse(sqlState: string): Buffer {
  const fields = [`SFATAL`, `VFATAL`, `C${sqlState}`, 'Mnot now', ''].join('\0');
  const body = Buffer.from(`${fields}\0`);
  const head = Buffer.alloc(5);
  head.write('E');
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}
