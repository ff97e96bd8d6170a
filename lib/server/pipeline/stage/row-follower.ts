import type { CellValue } from '@/lib/core/oneroster/row/row-state';
import type { KeptLine } from '@/lib/core/oneroster/file-reading/row-keeper';

/** Told of each accepted row while its file is read. */
export interface RowFollower {
  /** The values of a row that was read. */
  take(values: readonly CellValue[]): void;
  /** A row that needed no reading. */
  takeLine(line: KeptLine): void;
}

/** Two that are told the same. */
export function followedBy(first: RowFollower, second: RowFollower): RowFollower {
  return {
    take(values) {
      first.take(values);
      second.take(values);
    },
    takeLine(line) {
      first.takeLine(line);
      second.takeLine(line);
    },
  };
}
