// What is wrong with an archive, from its directory alone and before anything of it is unpacked; and which of its entries are the
// files of a set. Both for the server and for a browser.
import { nearestFileName, ONEROSTER_1_2_FILE_NAMES } from '../oneroster/file-names';
import type { IssueCode, IssueParams } from '../issues';
import {
  ArchiveProblemError,
  damaged,
  shownName,
  ZIP_LIMITS,
  type ArchiveEntry,
  type ArchiveProblem,
} from './archive-entry';

export const STORED = 0;
const DEFLATED = 8;
export const LOCAL_HEADER_BYTES = 30;
const UNIX = 3;
const FILE_TYPE = 0o170000;
const LINK = 0o120000;

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

/** Folders, and what systems leave in archives, are no files. */
export function isFileEntry(name: string): boolean {
  return !name.endsWith('/') && name !== '' && !isSystemEntry(name);
}

function isSystemEntry(name: string): boolean {
  return /(?:^|\/)(?:__MACOSX\/.*|\._[^/]*|\.DS_Store|Thumbs\.db|desktop\.ini)$/i.test(name);
}

/** To learn whether an archive is a set of files, at most this many names are read. */
export const INSPECTED_NAMES = 1_000;

/** By the names in it: roster files, other files, or an archive that cannot be opened or holds only archives. */
export type ArchiveContent = 'ROSTER' | 'OTHER' | 'UNREADABLE';

/** What an archive was sent for. Attendance files in it make it no set: they are taken on their own only. */
export function contentOf(entries: readonly { name: string }[]): ArchiveContent {
  const names = entries.map(({ name }) => name).filter(isFileEntry);
  if (names.some(isRosterFile)) return 'ROSTER';
  // An empty archive, or one of archives, was probably meant as a set.
  return names.every(isArchive) ? 'UNREADABLE' : 'OTHER';
}

const isArchive = (name: string): boolean => /\.(?:zip|7z|gz|rar|tar)$/i.test(name);

export function isRosterFile(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (ONEROSTER_1_2_FILE_NAMES.has(name)) return true;
  const { kind } = nearestFileName(name);
  if (kind === 'exact' || kind === 'wrong-case') return true;
  return kind === 'near' && /\.(?:csv|txt)$/i.test(name);
}

/** The folder that all files of the set are in, if they are. Exporters often make one, sometimes with a note beside it. */
export function folderOf(entries: readonly ArchiveEntry[]): string | null {
  const roster = entries.filter(({ name }) => isRosterFile(name));
  const folders = new Set(
    (roster.length > 0 ? roster : entries).map(({ name }) =>
      name.slice(0, name.lastIndexOf('/') + 1),
    ),
  );
  const [onlyFolder] = folders;
  return folders.size === 1 && onlyFolder ? onlyFolder : null;
}

export function findArchiveProblem(
  entries: readonly ArchiveEntry[],
  { hasMore, fileSize }: { hasMore: boolean; fileSize: number },
): ArchiveProblem | null {
  const because = (code: IssueCode, params: IssueParams = {}): ArchiveProblem => ({ code, params });
  if (entries.length === 0) return because('ZIP_EMPTY');
  if (hasMore) return because('ZIP_TOO_MANY_ENTRIES', { limit: ZIP_LIMITS.entries });
  if (entries.some(({ flags }) => (flags & 1) === 1)) return because('ZIP_ENCRYPTED');
  if (entries.some(({ name }) => leadsElsewhere(name))) return because('ZIP_PATH');
  const link = entries.find(isLink);
  if (link) return because('ZIP_LINK', { entry: shownName(link.name) });
  if (entries.every(({ name }) => isArchive(name))) return because('ZIP_NESTED');
  const odd = entries.find((entry) => isRosterFile(entry.name) && !isKnownMethod(entry));
  if (odd) return unknownMethod(odd);
  const crossed = findOverlap(entries, fileSize);
  if (crossed) return damaged(crossed.name, 'PLACE');
  const uneven = entries.find(
    ({ method, compressedSize, uncompressedSize }) =>
      (method === STORED && compressedSize !== uncompressedSize) ||
      (compressedSize === 0 && uncompressedSize > 0),
  );
  if (uneven) return damaged(uneven.name, 'SIZE');
  const total = entries.reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0);
  if (total > ZIP_LIMITS.totalBytes) return because('ZIP_TOO_LARGE', { limit: '4 GB' });
  const packed = entries.reduce((sum, { compressedSize }) => sum + compressedSize, 0);
  if (total > packed * ZIP_LIMITS.ratio)
    return because('ZIP_RATIO', { ratio: Math.round(total / packed) });
  return null;
}

/** Thrown before an entry is read that cannot be. */
export function requireKnownMethod(entry: ArchiveEntry): void {
  if (!isKnownMethod(entry)) throw new ArchiveProblemError(unknownMethod(entry));
}

/** Zero bytes, drives, roots and ways up. */
function leadsElsewhere(name: string): boolean {
  return /[\0\\]|^[a-zA-Z]:|^\//.test(name) || name.split('/').includes('..');
}

/** A symbolic link: its data are the name of another file. */
function isLink({ externalAttributes, versionMadeBy }: ArchiveEntry): boolean {
  const mode = externalAttributes >>> 16;
  return versionMadeBy >>> 8 === UNIX && (mode & FILE_TYPE) === LINK;
}

function isKnownMethod({ method }: ArchiveEntry): boolean {
  return method === STORED || method === DEFLATED;
}

function unknownMethod({ name, method }: ArchiveEntry): ArchiveProblem {
  return {
    code: 'ZIP_METHOD',
    params: { entry: shownName(name), method: METHODS[method] ?? `number ${method}` },
  };
}

/** An entry whose data overlap those of another, or run beyond the end of the archive. */
function findOverlap(entries: readonly ArchiveEntry[], fileSize: number): ArchiveEntry | null {
  const inOrder = [...entries].sort((a, b) => a.offset - b.offset);
  for (const [index, entry] of inOrder.entries()) {
    const end = entry.offset + LOCAL_HEADER_BYTES + entry.nameLength + entry.compressedSize;
    const next = inOrder[index + 1]?.offset ?? fileSize;
    if (end > next) return entry;
  }
  return null;
}
