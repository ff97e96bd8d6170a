import type { Socket } from 'node:net';

/**
 * What is written to the socket within one turn of the event loop goes out together. A client that keeps 64 pieces on their
 * way gets an answer for each, and handing the operating system each of those few bytes by itself took more time than
 * taking the pieces in.
 */
export function sendTogether(socket: Socket): void {
  const write = socket.write.bind(socket) as Socket['write'];
  const gathered = ((...args: Parameters<typeof write>) => {
    if (socket.writableCorked === 0 && !socket.destroyed) {
      socket.cork();
      setImmediate(() => socket.uncork());
    }
    return write(...args);
  }) as Socket['write'];
  socket.write = gathered;
}
