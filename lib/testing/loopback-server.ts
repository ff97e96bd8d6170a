// A server on this machine alone, for tests of what asks it.
import { createServer as createHttpServer, type RequestListener, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TestCertificate } from './certificates';

export interface LoopbackServer {
  port: number;
  /** By address. */
  url: string;
  /** As `CONNECTOR_API_TEST_HOSTS` names it. */
  host: string;
  /** Connections that were opened to it. */
  connectionCount(): number;
  close(): Promise<void>;
}

export async function startLoopbackServer(
  answer: RequestListener,
  certificate?: TestCertificate,
): Promise<LoopbackServer> {
  const server: Server = certificate
    ? createHttpsServer(certificate, answer)
    : createHttpServer(answer);
  let connections = 0;
  server.on('connection', () => (connections += 1));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `${certificate ? 'https' : 'http'}://127.0.0.1:${port}`,
    host: `127.0.0.1:${port}`,
    connectionCount: () => connections,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
