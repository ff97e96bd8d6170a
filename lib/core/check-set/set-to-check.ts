// What a check in memory is given, and how much of it there may be.
import type { ByteTools } from '../csv/bytes/byte-tools';
import type { FileIssue, IssueCode, IssueParams } from '../issues';
import type { RowSettings } from '../oneroster/row/row-state';
import type { FileUse } from './usable-files';

/** All rows are in memory at once: about 1 GB for as many as these. A larger set is refused, not tried. */
export const MOST_ROWS_IN_MEMORY = 1_000_000;
export const MOST_BYTES_IN_MEMORY = 256 * 1024 ** 2;

export interface GivenFile {
  fileName: string;
  open(): AsyncIterable<Uint8Array>;
}

export interface SetSettings {
  rows: Omit<RowSettings, 'mode' | 'titleOfCourse' | 'isSchool'>;
  /** A class without a title is shown under that of its course. */
  showsCourseTitles: boolean;
  isManifestRequired: boolean;
}

export interface CheckSetOptions {
  bytes?: ByteTools;
  /** What was found while the files were opened: of the archive they came in. */
  found?: readonly FileIssue[];
  /** What an error of a file's source says of the file; null where it is our own fault. */
  problemOf?: (error: unknown) => { code: IssueCode; params: IssueParams } | null;
  mostRows?: number;
  mostBytes?: number;
}

/** One file, and what became of its rows: read = accepted + rejected + ignored. */
export interface CheckedFile extends FileUse {
  fileName: string;
  rowsRead: number;
}
