import { createHash } from 'node:crypto';
import type { DeliveryStorage } from '../../../storage';

export interface StoredFile {
  fileName: string;
  storageKey: string;
  byteCount: number;
  sha256: string;
}

const BLOCK_BYTES = 1 << 20;

/** One file into storage; whole and on disk when this returns. */
export async function storeFile(
  storage: DeliveryStorage,
  storageKey: string,
  fileName: string,
  chunks: AsyncIterable<Buffer> | Iterable<Buffer>,
): Promise<StoredFile> {
  const hash = createHash('sha256');
  const writer = await storage.create(storageKey);
  let byteCount = 0;
  let block: Buffer[] = [];
  let blockBytes = 0;
  const flush = async (): Promise<void> => {
    if (blockBytes === 0) return;
    const bytes = Buffer.concat(block);
    block = [];
    blockBytes = 0;
    hash.update(bytes);
    await writer.write(bytes, byteCount);
    byteCount += bytes.length;
  };
  try {
    for await (const chunk of chunks) {
      block.push(chunk);
      blockBytes += chunk.length;
      if (blockBytes >= BLOCK_BYTES) await flush();
    }
    await flush();
    await writer.sync();
  } finally {
    await writer.close();
  }
  return { fileName, storageKey, byteCount, sha256: hash.digest('hex') };
}
