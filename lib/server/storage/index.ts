// The bytes of deliveries behind one interface: a folder here, an object store where several machines share.
import { createReadStream, statSync } from 'node:fs';
import { mkdir, open, stat, statfs, unlink, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';

export interface DeliveryStorage {
  /** A new, empty object to write at offsets. `key` is made by the server, never from a client's name. */
  create(key: string): Promise<StoredWriter>;
  read(key: string, options?: { start?: number; end?: number }): Readable;
  byteCount(key: string): Promise<number>;
  delete(key: string): Promise<void>;
  /** Share of the disk in use, 0 to 1; null where the store has no such limit. */
  usedShare(): Promise<number | null>;
  /** A path on this machine for readers that need random access (zip). */
  localPath(key: string): string;
}

export interface StoredWriter {
  write(data: Buffer, position: number): Promise<void>;
  truncate(byteCount: number): Promise<void>;
  /** Bytes and folder entry are on disk when this returns. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** At once; a large file is read the faster for it. */
const MOST_READ_BYTES = 1 << 20;
const KEY_PATTERN = /^[a-z0-9]+(?:[-/][a-z0-9]+)*$/;

export function createFolderStorage(folder: string): DeliveryStorage {
  const pathOf = (key: string): string => {
    if (!KEY_PATTERN.test(key)) throw new Error('storage key is not one of ours');
    return path.join(folder, key);
  };
  return {
    async create(key) {
      const file = pathOf(key);
      await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
      const handle = await open(file, 'wx+', 0o600);
      return createWriter(handle, path.dirname(file));
    },
    read(key, options) {
      const file = pathOf(key);
      const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
      // Every read takes all the room it may fill, and most files of a day are small.
      const highWaterMark = Math.min(MOST_READ_BYTES, size + 1);
      return createReadStream(file, { highWaterMark, ...options });
    },
    byteCount: async (key) => (await stat(pathOf(key))).size,
    async delete(key) {
      await unlink(pathOf(key)).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'ENOENT') throw error;
      });
    },
    async usedShare() {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const disk = await statfs(folder);
      return disk.blocks === 0 ? null : 1 - disk.bavail / disk.blocks;
    },
    localPath: pathOf,
  };
}

function createWriter(handle: FileHandle, parentFolder: string): StoredWriter {
  return {
    async write(data, position) {
      let written = 0;
      while (written < data.length) {
        const { bytesWritten } = await handle.write(
          data,
          written,
          data.length - written,
          position + written,
        );
        written += bytesWritten;
      }
    },
    truncate: (byteCount) => handle.truncate(byteCount),
    async sync() {
      await handle.sync();
      const parent = await open(parentFolder, 'r');
      try {
        await parent.sync();
      } finally {
        await parent.close();
      }
    },
    close: () => handle.close(),
  };
}
