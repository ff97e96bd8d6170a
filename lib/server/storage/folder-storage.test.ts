import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
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
