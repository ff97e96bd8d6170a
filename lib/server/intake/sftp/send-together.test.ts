import { once } from 'node:events';
import net from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { sendTogether } from './send-together';

/** Runs `serve` with the server's end of a connection; resolves to what its client got, until the connection ended. */
async function received(serve: (socket: net.Socket) => Promise<void> | void): Promise<string> {
  const server = net.createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as net.AddressInfo;
  const client = net.connect(port, '127.0.0.1');
  const [socket] = (await once(server, 'connection')) as [net.Socket];
  sendTogether(socket);
  const chunks: Buffer[] = [];
  client.on('data', (chunk) => chunks.push(chunk));
  const closed = once(client, 'close');
  await serve(socket);
  await closed;
  server.close();
  return Buffer.concat(chunks).toString();
}

test('what is written in one turn waits for its end, and arrives in its order', async () => {
  const text = await received(async (socket) => {
    for (const word of ['a', 'b', 'c']) socket.write(word);
    expect([socket.writableCorked, socket.writableLength]).toEqual([1, 3]);
    await nextTurn();
    expect(socket.writableCorked).toBe(0);
    socket.write('d');
    await nextTurn();
    socket.end('e');
  });
  expect(text).toBe('abcde');
});

test('the end of a connection right after a write loses nothing', async () => {
  expect(
    await received((socket) => {
      socket.write('all of it');
      socket.end();
    }),
  ).toBe('all of it');
});

test('each write is told when its bytes have gone', async () => {
  const told: string[] = [];
  await received(async (socket) => {
    await Promise.all(
      ['a', 'b'].map(
        (word) =>
          new Promise<void>((resolve) => socket.write(word, () => resolve(void told.push(word)))),
      ),
    );
    socket.end();
  });
  expect(told).toEqual(['a', 'b']);
});

test('a connection that is destroyed meanwhile is no trouble', async () => {
  expect(
    await received(async (socket) => {
      socket.write('lost');
      socket.destroy();
      socket.write('also lost');
      await nextTurn();
    }),
  ).toBe('');
});
