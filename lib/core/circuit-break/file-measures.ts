// What the files themselves say: their size beside the last applied ones, and rows that could not be used.
import { FILE_SPECS } from '../oneroster';
import type { Measured } from './evaluate';

export interface FileFacts {
  fileName: string;
  mode: string;
  rowsRead: number;
  rowsRejected: number;
  duplicates: number;
  /** Of the duplicates, those that differ and were set aside. */
  duplicatesRejected: number;
  dangling: number;
  /** Rows of the same file in the last applied run that sent it whole; null without one. */
  rowsBefore: number | null;
}

const SIZED = ['users.csv', 'enrollments.csv'];
const REQUIRED = new Set(
  FILE_SPECS.filter(({ required }) => required).map(({ fileName }) => fileName),
);

export function fileMeasures(files: readonly FileFacts[]): Measured[] {
  return files.flatMap((file) => {
    const share = (measure: Measured['measure'], count: number): Measured => ({
      measure,
      subject: file.fileName,
      baseline: file.rowsRead,
      count,
    });
    // Rows that are fine in themselves and stand twice or lead nowhere have rules of their own.
    const invalid = Math.max(0, file.rowsRejected - file.duplicatesRejected - file.dangling);
    return [
      ...(REQUIRED.has(file.fileName) ? [share('invalidRows', invalid)] : []),
      share('duplicates', file.duplicates),
      share('dangling', file.dangling),
      ...sizeMeasures(file),
    ];
  });
}

function sizeMeasures({ fileName, rowsRead, rowsBefore }: FileFacts): Measured[] {
  if (rowsBefore === null || !SIZED.includes(fileName)) return [];
  const of = { subject: fileName, baseline: rowsBefore };
  return [
    { ...of, measure: 'fileShrunk', count: Math.max(0, rowsBefore - rowsRead) },
    { ...of, measure: 'fileGrown', count: Math.max(0, rowsRead - rowsBefore) },
  ];
}
