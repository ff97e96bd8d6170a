// What the page and its worker say to each other.
import type { ReadingChoices } from '@/lib/core/check-set/reading-choices';

/** Said where the browser itself cannot read what was chosen or dropped. */
export const FILE_GONE =
  'The browser could not read one of these files. It may have been moved or changed. Choose the files again.';

export interface CheckRequest {
  files: File[];
  choices: ReadingChoices;
  /** The reader's day. */
  today: string;
}

export interface CheckProgress {
  fileName: string;
  bytesRead: number;
  bytesTotal: number;
}

export interface FileVerdict {
  fileName: string;
  isUsable: boolean;
  rowsRead: number;
  rowsAccepted: number;
  rowsRejected: number;
  rowsIgnored: number;
}

export interface ProblemGroup {
  fileName: string;
  code: string;
  /** As the pages of a district call it. */
  level: string;
  title: string;
  count: number;
  message: string;
  fix: string;
  /** The first of them. */
  lines: { line: number | null; message: string }[];
}

export interface CheckResult {
  tone: 'good' | 'waiting' | 'problem';
  title: string;
  verdicts: string[];
  files: FileVerdict[];
  problems: ProblemGroup[];
  notRead: readonly string[];
  /** Every problem that was kept, as a file. */
  csv: Blob;
}

export type CheckAnswer =
  | ({ kind: 'progress' } & CheckProgress)
  | { kind: 'done'; result: CheckResult }
  /** Nothing could be checked; the words say why. */
  | { kind: 'refused'; message: string }
  /** An error on our side. */
  | { kind: 'failed' };
