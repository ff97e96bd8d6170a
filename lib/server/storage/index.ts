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

/** In one call to the operating system. */
const MOST_PIECES_AT_ONCE = 64;

interface Piece {
  data: Buffer;
  position: number;
  written(): void;
  failed(error: unknown): void;
}

/**
 * One write of a file at a time. Clients send pieces of 32 KB and keep many on their way: those that came while one was
 * written and follow each other are written in one go.
 */
function createWriter(handle: FileHandle, parentFolder: string): StoredWriter {
  const waiting: Piece[] = [];
  let isWriting = false;

  async function writeWaiting(): Promise<void> {
    isWriting = true;
    for (let pieces = takeRun(waiting); pieces.length > 0; pieces = takeRun(waiting)) {
      try {
        await writeRun(handle, pieces);
        for (const piece of pieces) piece.written();
      } catch (error) {
        for (const piece of pieces) piece.failed(error);
      }
    }
    isWriting = false;
  }

  return {
    write(data, position) {
      const done = new Promise<void>((written, failed) =>
        waiting.push({ data, position, written, failed }),
      );
      if (!isWriting) void writeWaiting();
      return done;
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

/** Takes the first pieces that follow each other in the file. */
function takeRun(waiting: Piece[]): Piece[] {
  let count = 0;
  let next = waiting[0]?.position ?? 0;
  while (count < MOST_PIECES_AT_ONCE && waiting[count]?.position === next) {
    next += waiting[count]?.data.length ?? 0;
    count += 1;
  }
  return waiting.splice(0, count);
}

async function writeRun(handle: FileHandle, pieces: readonly Piece[]): Promise<void> {
  let left = pieces.map(({ data }) => data);
  let position = pieces[0]?.position ?? 0;
  while (left.length > 0) {
    let { bytesWritten } = await handle.writev(left, position);
    position += bytesWritten;
    // A disk may take less than all of it.
    const first = left.findIndex((data) => {
      if (bytesWritten < data.length) return true;
      bytesWritten -= data.length;
      return false;
    });
    left = first === -1 ? [] : left.slice(first);
    if (left[0]) left[0] = left[0].subarray(bytesWritten);
  }
}
