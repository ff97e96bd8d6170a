import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createFolderStorage } from './index';

const folder = mkdtempSync(path.join(os.tmpdir(), 'connector-storage-'));
const storage = createFolderStorage(folder);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const MEBIBYTE = 1 << 20;

async function chunksOf(bytes: Buffer, options?: { start?: number; end?: number }) {
  const key = `test/${randomBytes(8).toString('hex')}`;
  const writer = await storage.create(key);
  await writer.write(bytes, 0);
  await writer.close();
  const chunks: Buffer[] = [];
  for await (const chunk of storage.read(key, options)) chunks.push(chunk as Buffer);
  return chunks;
}

test.each([0, 1, 100, 65_536, MEBIBYTE - 1, MEBIBYTE, MEBIBYTE + 1, 3 * MEBIBYTE + 7])(
  '%d bytes come back as they went in, in as few pieces as a mebibyte each allows',
  async (size) => {
    const bytes = randomBytes(size);
    const chunks = await chunksOf(bytes);
    expect(Buffer.concat(chunks).equals(bytes)).toBe(true);
    expect(chunks).toHaveLength(Math.ceil(size / MEBIBYTE));
  },
);

test('a part of a file is that part', async () => {
  const bytes = randomBytes(5000);
  const chunks = await chunksOf(bytes, { start: 1000, end: 2999 });
  expect(Buffer.concat(chunks).equals(bytes.subarray(1000, 3000))).toBe(true);
});

test('reading what is not there fails while it is read', async () => {
  const reading = async () => {
    for await (const chunk of storage.read('test/none')) expect(chunk).toBeUndefined();
  };
  await expect(reading()).rejects.toMatchObject({ code: 'ENOENT' });
});

const PIECE = 32_768;

test.each<[string, (count: number) => number[]]>([
  ['in their order', (count) => Array.from({ length: count }, (_, at) => at)],
  ['from the end', (count) => Array.from({ length: count }, (_, at) => count - 1 - at)],
  [
    'two ways by turns',
    (count) =>
      Array.from({ length: count }, (_, at) => (at % 2 === 0 ? at / 2 : count - 1 - (at - 1) / 2)),
  ],
  [
    'with one of them at the end',
    (count) => [...Array.from({ length: count - 1 }, (_, at) => at + 1), 0],
  ],
])('pieces that are on their way at once, %s, make the file', async (_, orderOf) => {
  const bytes = randomBytes(150 * PIECE + 77);
  const key = `test/${randomBytes(8).toString('hex')}`;
  const writer = await storage.create(key);
  const order = orderOf(Math.ceil(bytes.length / PIECE));
  await Promise.all(
    order.map((at) => writer.write(bytes.subarray(at * PIECE, (at + 1) * PIECE), at * PIECE)),
  );
  await writer.sync();
  await writer.close();
  expect(readFileSync(storage.localPath(key)).equals(bytes)).toBe(true);
});

test('of pieces for the same place the last one stays, and an empty one harms nothing', async () => {
  const key = `test/${randomBytes(8).toString('hex')}`;
  const writer = await storage.create(key);
  await Promise.all([
    writer.write(Buffer.from('first'), 0),
    writer.write(Buffer.alloc(0), 5),
    writer.write(Buffer.from('other'), 5),
    writer.write(Buffer.from('FIR'), 0),
  ]);
  await writer.close();
  expect(readFileSync(storage.localPath(key), 'utf8')).toBe('FIRstother');
});

test('every piece that could not be written says so', async () => {
  const writer = await storage.create(`test/${randomBytes(8).toString('hex')}`);
  await writer.close();
  const outcomes = await Promise.allSettled(
    [0, 5, 10].map((at) => writer.write(Buffer.from('piece'), at)),
  );
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
});
