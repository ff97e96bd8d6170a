// Reads zip archives without trusting them: what is wrong with an archive is returned as a code, and only our own failures
// are thrown. Names, sizes and offsets are checked in the directory; bytes against their size and CRC-32 while they are read.
import { crc32 } from 'node:zlib';
import type { Readable } from 'node:stream';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import type { IssueCode, IssueParams } from '@/lib/core/issues';
import { nearestFileName, ONEROSTER_1_2_FILE_NAMES } from '@/lib/core/oneroster';

export const ZIP_LIMITS = { entries: 50, ratio: 200, totalBytes: 4 * 1024 ** 3 } as const;

/** To learn whether an archive is a set of files, at most this many names are read. */
const INSPECTED_NAMES = 1_000;

export interface ArchiveProblem {
  code: IssueCode;
  params: IssueParams;
}

/** Thrown while an entry is read: the archive is at fault, and reading it again will not help. */
export class ArchiveProblemError extends Error {
  constructor(readonly problem: ArchiveProblem) {
    super(problem.code);
  }
}

export interface ArchiveFile {
  /** Without the folder, where all roster files are in one. */
  name: string;
  byteCount: number;
  /** Throws ArchiveProblemError, at the latest when the last byte has been read. */
  open(): AsyncGenerator<Buffer>;
}

export type OpenedArchive =
  | { ok: true; files: ArchiveFile[]; folder: string | null }
  | { ok: false; problem: ArchiveProblem };

/** By the names in it: roster files, other files, or an archive that cannot be opened or holds only archives. */
export type ArchiveContent = 'ROSTER' | 'OTHER' | 'UNREADABLE';

interface NamedEntry {
  entry: Entry;
  name: string;
}

/** The files of an archive, or why none of it can be used. Reads the directory only. */
export async function openArchive(localPath: string): Promise<OpenedArchive> {
  const listed = await listEntries(localPath, ZIP_LIMITS.entries);
  if (!listed.ok) return listed;
  const entries = listed.entries.filter(isFile);
  const problem = findProblem(entries, listed);
  if (problem) return { ok: false, problem };

  // Exporters often put the files into one folder, sometimes with a note beside it or further folders in it.
  const roster = entries.filter(({ name }) => isRosterFile(name));
  const folders = new Set(
    (roster.length > 0 ? roster : entries).map(({ name }) =>
      name.slice(0, name.lastIndexOf('/') + 1),
    ),
  );
  const [onlyFolder] = folders;
  const folder = folders.size === 1 && onlyFolder ? onlyFolder : null;
  return {
    ok: true,
    folder,
    files: entries.map(({ entry, name }) => ({
      name: folder !== null && name.startsWith(folder) ? name.slice(folder.length) : name,
      byteCount: entry.uncompressedSize,
      open: () => readEntry(localPath, entry, name),
    })),
  };
}

/** Whether an archive is a set of roster files, from a bounded look at its names. */
export async function inspectArchive(localPath: string): Promise<ArchiveContent> {
  const listed = await listEntries(localPath, INSPECTED_NAMES);
  if (!listed.ok) return 'UNREADABLE';
  const names = listed.entries.filter(isFile).map(({ name }) => name);
  if (names.some(isRosterFile)) return 'ROSTER';
  // An empty archive, or one of archives, was probably meant as a set.
  return names.every((name) => /\.(?:zip|7z|gz|rar|tar)$/i.test(name)) ? 'UNREADABLE' : 'OTHER';
}

function isRosterFile(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (ONEROSTER_1_2_FILE_NAMES.has(name)) return true;
  const { kind } = nearestFileName(name);
  if (kind === 'exact' || kind === 'wrong-case') return true;
  return kind === 'near' && /\.(?:csv|txt)$/i.test(name);
}

type Listed =
  | { ok: true; entries: NamedEntry[]; hasMore: boolean; fileSize: number }
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
          if (isFile({ entry, name: nameOf(entry) })) files += 1;
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
      entries: entries.map((entry) => ({ entry, name: nameOf(entry) })),
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

/** Tells yauzl not to check names and sizes: findProblem does, and says which of them is wrong. */
function openZip(localPath: string): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    yauzl.open(
      localPath,
      { lazyEntries: true, autoClose: false, validateEntrySizes: false, decodeStrings: false },
      (error, zip) => (error ? reject(error) : resolve(zip)),
    );
  });
}

/** A backslash is how some Windows programs write a slash; `./` in front means nothing. */
function nameOf(entry: Entry): string {
  return yauzl
    .getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, false)
    .replace(/^(?:\.\/)+/, '');
}

function isFile({ name }: NamedEntry): boolean {
  return !name.endsWith('/') && name !== '' && !isSystemEntry(name);
}

function isSystemEntry(name: string): boolean {
  return /(?:^|\/)(?:__MACOSX\/.*|\._[^/]*|\.DS_Store|Thumbs\.db|desktop\.ini)$/i.test(name);
}

function findProblem(
  entries: readonly NamedEntry[],
  { hasMore, fileSize }: { hasMore: boolean; fileSize: number },
): ArchiveProblem | null {
  const because = (code: IssueCode, params: IssueParams = {}): ArchiveProblem => ({ code, params });
  if (entries.length === 0) return because('ZIP_EMPTY');
  if (hasMore) return because('ZIP_TOO_MANY_ENTRIES', { limit: ZIP_LIMITS.entries });
  if (entries.some(({ entry }) => (entry.generalPurposeBitFlag & 1) === 1))
    return because('ZIP_ENCRYPTED');
  if (entries.some(({ name }) => name.includes('\0') || yauzl.validateFileName(name) !== null))
    return because('ZIP_PATH');
  const link = entries.find(({ entry }) => isLink(entry));
  if (link) return because('ZIP_LINK', { entry: shown(link.name) });
  if (entries.every(({ name }) => /\.(?:zip|7z|gz|rar|tar)$/i.test(name)))
    return because('ZIP_NESTED');
  const odd = entries.find(({ name, entry }) => isRosterFile(name) && !isKnownMethod(entry));
  if (odd)
    return because('ZIP_METHOD', {
      entry: shown(odd.name),
      method: methodName(odd.entry.compressionMethod),
    });
  const crossed = findOverlap(entries, fileSize);
  if (crossed) return damaged(crossed.name, 'PLACE');
  const uneven = entries.find(
    ({ entry }) =>
      (entry.compressionMethod === STORED && entry.compressedSize !== entry.uncompressedSize) ||
      (entry.compressedSize === 0 && entry.uncompressedSize > 0),
  );
  if (uneven) return damaged(uneven.name, 'SIZE');
  const total = entries.reduce((sum, { entry }) => sum + entry.uncompressedSize, 0);
  if (total > ZIP_LIMITS.totalBytes) return because('ZIP_TOO_LARGE', { limit: '4 GB' });
  const packed = entries.reduce((sum, { entry }) => sum + entry.compressedSize, 0);
  if (total > packed * ZIP_LIMITS.ratio)
    return because('ZIP_RATIO', { ratio: Math.round(total / packed) });
  return null;
}

/** An entry whose data overlap those of another, or run beyond the end of the archive. */
function findOverlap(entries: readonly NamedEntry[], fileSize: number): NamedEntry | null {
  const inOrder = [...entries].sort(
    (a, b) => a.entry.relativeOffsetOfLocalHeader - b.entry.relativeOffsetOfLocalHeader,
  );
  for (const [index, { entry, name }] of inOrder.entries()) {
    const end =
      entry.relativeOffsetOfLocalHeader +
      LOCAL_HEADER_BYTES +
      entry.fileNameLength +
      entry.compressedSize;
    const next = inOrder[index + 1]?.entry.relativeOffsetOfLocalHeader ?? fileSize;
    if (end > next) return { entry, name };
  }
  return null;
}

async function* readEntry(localPath: string, entry: Entry, name: string): AsyncGenerator<Buffer> {
  if (!isKnownMethod(entry))
    throw new ArchiveProblemError({
      code: 'ZIP_METHOD',
      params: { entry: shown(name), method: methodName(entry.compressionMethod) },
    });
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

const STORED = 0;
const DEFLATED = 8;
const LOCAL_HEADER_BYTES = 30;
const UNIX = 3;
const FILE_TYPE = 0o170000;
const LINK = 0o120000;

/** A symbolic link: its data are the name of another file. */
function isLink(entry: Entry): boolean {
  const mode = entry.externalFileAttributes >>> 16;
  return entry.versionMadeBy >>> 8 === UNIX && (mode & FILE_TYPE) === LINK;
}

function isKnownMethod({ compressionMethod }: Entry): boolean {
  return compressionMethod === STORED || compressionMethod === DEFLATED;
}

/** Of the zip specification (APPNOTE 4.4.5), as programs show them. */
const METHODS: Readonly<Record<number, string>> = {
  1: 'Shrink',
  6: 'Implode',
  9: 'Deflate64',
  12: 'BZIP2',
  14: 'LZMA',
  20: 'Zstandard',
  93: 'Zstandard',
  95: 'XZ',
  96: 'JPEG',
  97: 'WavPack',
  98: 'PPMd',
  99: 'AES encryption',
};

function methodName(method: number): string {
  return METHODS[method] ?? `number ${method}`;
}

function damaged(name: string, because: 'PLACE' | 'SIZE' | 'DATA' | 'CHECKSUM'): ArchiveProblem {
  return { code: 'ZIP_DAMAGED', params: { entry: shown(name), because } };
}

function refused(code: IssueCode): { ok: false; problem: ArchiveProblem } {
  return { ok: false, problem: { code, params: {} } };
}

/** A name from inside an archive may hold anything. */
function shown(name: string): string {
  return name.replace(/\p{Cc}/gu, '').slice(0, 100);
}
