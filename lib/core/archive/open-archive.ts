// The files of an archive where there is no Node: a browser unpacks them itself. The same refusals as the server's
// (lib/server/storage/zip-archive.ts).
import {
  ArchiveProblemError,
  damaged,
  ZIP_LIMITS,
  type ArchiveEntry,
  type OpenedArchive,
} from './archive-entry';
import { crc32 } from './crc32';
import {
  contentOf,
  findArchiveProblem,
  folderOf,
  INSPECTED_NAMES,
  isFileEntry,
  LOCAL_HEADER_BYTES,
  requireKnownMethod,
  STORED,
  type ArchiveContent,
} from './judge-archive';
import { DirectoryError, readDirectory, type BytesAtHand } from './read-directory';

export interface ArchiveAtHand extends BytesAtHand {
  stream(start: number, end: number): AsyncIterable<Uint8Array>;
  /** Throws where the data are no deflated ones. */
  inflate(start: number, end: number): AsyncIterable<Uint8Array>;
}

const LOCAL_HEADER = 0x04034b50;

export async function openArchiveAtHand(archive: ArchiveAtHand): Promise<OpenedArchive> {
  const listed = await list(archive, ZIP_LIMITS.entries);
  if (listed instanceof DirectoryError)
    return {
      ok: false,
      problem: { code: listed.isEncrypted ? 'ZIP_ENCRYPTED' : 'ZIP_UNREADABLE', params: {} },
    };
  const entries = listed.entries.filter(({ name }) => isFileEntry(name));
  const { hasMore } = listed;
  const problem = findArchiveProblem(entries, { hasMore, fileSize: archive.size });
  if (problem) return { ok: false, problem };
  const folder = folderOf(entries);
  return {
    ok: true,
    folder,
    files: entries.map((entry) => ({
      name:
        folder !== null && entry.name.startsWith(folder)
          ? entry.name.slice(folder.length)
          : entry.name,
      byteCount: entry.uncompressedSize,
      open: () => readEntry(archive, entry),
    })),
  };
}

/** Whether an archive is a set of roster files, from a bounded look at its names. */
export async function inspectArchiveAtHand(archive: ArchiveAtHand): Promise<ArchiveContent> {
  const listed = await list(archive, INSPECTED_NAMES);
  return listed instanceof DirectoryError ? 'UNREADABLE' : contentOf(listed.entries);
}

async function list(
  archive: ArchiveAtHand,
  limit: number,
): Promise<DirectoryError | { entries: ArchiveEntry[]; hasMore: boolean }> {
  try {
    return await readDirectory(archive, limit);
  } catch (error) {
    if (error instanceof DirectoryError) return error;
    throw error;
  }
}

async function* readEntry(archive: ArchiveAtHand, entry: ArchiveEntry): AsyncGenerator<Uint8Array> {
  requireKnownMethod(entry);
  const { name, method, compressedSize, uncompressedSize } = entry;
  const start = await findData(archive, entry);
  const end = start + compressedSize;
  let byteCount = 0;
  let checksum = 0;
  const data = method === STORED ? archive.stream(start, end) : archive.inflate(start, end);
  try {
    for await (const bytes of data) {
      byteCount += bytes.length;
      if (byteCount > uncompressedSize) throw new ArchiveProblemError(damaged(name, 'SIZE'));
      checksum = crc32(bytes, checksum);
      yield bytes;
    }
  } catch (error) {
    // What a browser says of data it cannot unpack.
    if (error instanceof TypeError) throw new ArchiveProblemError(damaged(name, 'DATA'));
    throw error;
  }
  if (byteCount !== uncompressedSize) throw new ArchiveProblemError(damaged(name, 'SIZE'));
  if (checksum !== entry.crc32) throw new ArchiveProblemError(damaged(name, 'CHECKSUM'));
}

/** Behind the entry's own header, whose length only it says. */
async function findData(
  archive: ArchiveAtHand,
  { name, offset, compressedSize }: ArchiveEntry,
): Promise<number> {
  const unreadable = new ArchiveProblemError(damaged(name, 'DATA'));
  if (offset + LOCAL_HEADER_BYTES > archive.size) throw unreadable;
  const head = await archive.read(offset, offset + LOCAL_HEADER_BYTES);
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  if (view.getUint32(0, true) !== LOCAL_HEADER) throw unreadable;
  const start = offset + LOCAL_HEADER_BYTES + view.getUint16(26, true) + view.getUint16(28, true);
  if (start + compressedSize > archive.size) throw unreadable;
  return start;
}
