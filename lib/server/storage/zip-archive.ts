// Reads zip archives without trusting them: what is wrong with an archive is returned as a code, and only our own failures
// are thrown. Names, sizes and offsets are checked in the directory; bytes against their size and CRC-32 while they are read.
import { crc32 } from 'node:zlib';
import type { Readable } from 'node:stream';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import {
  ArchiveProblemError,
  damaged,
  ZIP_LIMITS,
  type ArchiveEntry,
  type ArchiveProblem,
  type OpenedArchive,
} from '@/lib/core/archive/archive-entry';
import {
  contentOf,
  findArchiveProblem,
  folderOf,
  INSPECTED_NAMES,
  isFileEntry,
  requireKnownMethod,
  type ArchiveContent,
} from '@/lib/core/archive/judge-archive';
import { plainPath } from '@/lib/core/archive/read-directory';
import type { IssueCode } from '@/lib/core/issues';

/** As the library has it, beside what is judged. */
interface ReadEntry extends ArchiveEntry {
  entry: Entry;
}

/** The files of an archive, or why none of it can be used. Reads the directory only. */
export async function openArchive(localPath: string): Promise<OpenedArchive<Buffer>> {
  const listed = await listEntries(localPath, ZIP_LIMITS.entries);
  if (!listed.ok) return listed;
  const entries = listed.entries.filter(({ name }) => isFileEntry(name));
  const problem = findArchiveProblem(entries, listed);
  if (problem) return { ok: false, problem };
  const folder = folderOf(entries);
  return {
    ok: true,
    folder,
    files: entries.map((read) => ({
      name:
        folder !== null && read.name.startsWith(folder)
          ? read.name.slice(folder.length)
          : read.name,
      byteCount: read.uncompressedSize,
      open: () => readEntry(localPath, read),
    })),
  };
}

/** Whether an archive is a set of roster files, from a bounded look at its names. */
export async function inspectArchive(localPath: string): Promise<ArchiveContent> {
  const listed = await listEntries(localPath, INSPECTED_NAMES);
  return listed.ok ? contentOf(listed.entries) : 'UNREADABLE';
}

type Listed =
  | { ok: true; entries: ReadEntry[]; hasMore: boolean; fileSize: number }
  | { ok: false; problem: ArchiveProblem };

async function listEntries(localPath: string, limit: number): Promise<Listed> {
  let zip: ZipFile | null = null;
  try {
    zip = await openZip(localPath);
    const opened = zip;
    const { entries, hasMore } = await new Promise<{ entries: Entry[]; hasMore: boolean }>(
      (resolve, reject) => {
        const found: Entry[] = [];
        let files = 0;
        opened.on('entry', (entry: Entry) => {
          found.push(entry);
          if (isFileEntry(nameOf(entry))) files += 1;
          if (files > limit || found.length > limit * 4) resolve({ entries: found, hasMore: true });
          else opened.readEntry();
        });
        opened.on('end', () => resolve({ entries: found, hasMore: false }));
        opened.on('error', reject);
        opened.readEntry();
      },
    );
    return {
      ok: true,
      entries: entries.map(judged),
      hasMore,
      fileSize: opened.fileSize,
    };
  } catch (error) {
    if (isOurFault(error)) throw error;
    const isEncrypted = error instanceof Error && error.message.includes('strong encryption');
    return refused(isEncrypted ? 'ZIP_ENCRYPTED' : 'ZIP_UNREADABLE');
  } finally {
    zip?.close();
  }
}

/** Tells yauzl not to check names and sizes: findArchiveProblem does, and says which of them is wrong. */
function openZip(localPath: string): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    yauzl.open(
      localPath,
      { lazyEntries: true, autoClose: false, validateEntrySizes: false, decodeStrings: false },
      (error, zip) => (error ? reject(error) : resolve(zip)),
    );
  });
}

function judged(entry: Entry): ReadEntry {
  return {
    entry,
    name: nameOf(entry),
    nameLength: entry.fileNameLength,
    versionMadeBy: entry.versionMadeBy,
    flags: entry.generalPurposeBitFlag,
    method: entry.compressionMethod,
    crc32: entry.crc32,
    compressedSize: entry.compressedSize,
    uncompressedSize: entry.uncompressedSize,
    externalAttributes: entry.externalFileAttributes,
    offset: entry.relativeOffsetOfLocalHeader,
  };
}

function nameOf(entry: Entry): string {
  return plainPath(
    yauzl.getFileNameLowLevel(
      entry.generalPurposeBitFlag,
      entry.fileNameRaw,
      entry.extraFields,
      false,
    ),
  );
}

async function* readEntry(localPath: string, read: ReadEntry): AsyncGenerator<Buffer> {
  requireKnownMethod(read);
  const { entry, name } = read;
  let zip: ZipFile | null = null;
  let byteCount = 0;
  let checksum = 0;
  try {
    zip = await openZip(localPath);
    const opened = zip;
    const stream = await new Promise<Readable>((resolve, reject) => {
      opened.openReadStream(entry, (error, readable) =>
        error ? reject(error) : resolve(readable),
      );
    });
    for await (const chunk of stream) {
      const bytes = chunk as Buffer;
      byteCount += bytes.length;
      if (byteCount > entry.uncompressedSize) throw new ArchiveProblemError(damaged(name, 'SIZE'));
      checksum = crc32(bytes, checksum);
      yield bytes;
    }
  } catch (error) {
    if (error instanceof ArchiveProblemError || isOurFault(error)) throw error;
    throw new ArchiveProblemError(damaged(name, 'DATA'));
  } finally {
    zip?.close();
  }
  if (byteCount !== entry.uncompressedSize) throw new ArchiveProblemError(damaged(name, 'SIZE'));
  if (checksum !== entry.crc32) throw new ArchiveProblemError(damaged(name, 'CHECKSUM'));
}

/** A failed system call (disk, number of open files) says nothing about the archive. */
function isOurFault(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}

function refused(code: IssueCode): { ok: false; problem: ArchiveProblem } {
  return { ok: false, problem: { code, params: {} } };
}
