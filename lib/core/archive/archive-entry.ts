// What an archive says of one of its files, and what may be wrong with an archive.
import type { IssueCode, IssueParams } from '../issues';

export const ZIP_LIMITS = { entries: 50, ratio: 200, totalBytes: 4 * 1024 ** 3 } as const;

export interface ArchiveEntry {
  /** As it is written, with slashes. */
  name: string;
  /** Bytes of the name in the archive. */
  nameLength: number;
  versionMadeBy: number;
  flags: number;
  method: number;
  crc32: number;
  compressedSize: number;
  uncompressedSize: number;
  externalAttributes: number;
  /** Where its own header stands. */
  offset: number;
}

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

export const problemOfArchive = (error: unknown): ArchiveProblem | null =>
  error instanceof ArchiveProblemError ? error.problem : null;

export interface ArchiveFile<Bytes extends Uint8Array = Uint8Array> {
  /** Without the folder, where all roster files are in one. */
  name: string;
  byteCount: number;
  /** Throws ArchiveProblemError, at the latest when the last byte has been read. */
  open(): AsyncGenerator<Bytes>;
}

export type OpenedArchive<Bytes extends Uint8Array = Uint8Array> =
  | { ok: true; files: ArchiveFile<Bytes>[]; folder: string | null }
  | { ok: false; problem: ArchiveProblem };

export function damaged(
  name: string,
  because: 'PLACE' | 'SIZE' | 'DATA' | 'CHECKSUM',
): ArchiveProblem {
  return { code: 'ZIP_DAMAGED', params: { entry: shownName(name), because } };
}

/** A name from inside an archive may hold anything. */
export function shownName(name: string): string {
  return name.replace(/\p{Cc}/gu, '').slice(0, 100);
}
