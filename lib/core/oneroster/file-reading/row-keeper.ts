// What the reader of a file tells of its rows. Who keeps them, and where, is the caller's.
import type { HashSeed } from '@/lib/core/csv/bytes/line-hash';
import type { LineBlock } from '@/lib/core/csv/bytes/read-lines';
import type { CellBounds } from '@/lib/core/csv/bytes/split-cells';
import type { IssueCode } from '@/lib/core/issues';
import type { DeltaState } from '../delta-states';
import type { CellValue, RowIssue } from '../row/row-state';

/** The hash of a row's line in two halves. */
export interface RowHash {
  low: number;
  high: number;
}

/** The line a row was read from, if all of it is ASCII: cells that are kept can then be taken over as bytes. */
export interface LinePlace {
  cells: readonly string[];
  block: Uint8Array;
  bounds: CellBounds;
}

/** A line of ASCII that is kept as it stands. Valid until the next. */
export interface KeptLine {
  bytes: Uint8Array;
  bounds: CellBounds;
  /** For each stored column its cell; -1 for none. */
  cellIndexes: readonly number[];
}

/** A row that cannot be used. Without a sourcedId nobody knows whom it meant. */
export type RejectedRow = { line: number; sourcedId: string | null } & (
  | { kind: 'row'; cells: readonly string[]; issues: readonly RowIssue[] }
  /** Its text is no row: a quote too many, a line break within a value. */
  | { kind: 'text'; code: IssueCode; text: string }
  /** What it is known again by is told once its end was read. */
  | { kind: 'too long' }
);

/** A record that a delta file names more than once, and what it was said to be. */
export interface RepeatedRecord {
  sourcedId: string;
  states: readonly DeltaState[];
}

/** What became of lines that were looked for among those in force. Valid until the next. */
export interface LookedForLines {
  /** Lines that are in force and stand here for the first time: they need no reading. */
  knownCount: number;
  /** Where in the block each other line stands, in their order. */
  left: Uint32Array;
  /** Of those, 1 for each that is in force and stood in the file before. */
  isCopy: Uint8Array;
  leftCount: number;
  /** Nobody looked for the lines from here on. */
  end: number;
  /** The line before `end` has a quote that does not close: it may go on in the next lines. */
  isOpen: boolean;
}

export interface RowKeeper {
  /** What the hashes of lines are seeded with. */
  readonly seed: HashSeed;
  /** Looks for the lines of a block, from one on, among those in force. Without it, every line is read. */
  recognize?(block: LineBlock, from: number): LookedForLines;
  /** A line that is sure to be accepted as it stands. Without it, such a line is read like any other. */
  keepLine?(line: KeptLine, hash: RowHash, number: number): void;
  /** `values` follow `storedColumns`. The hash is null where the row has a problem: it is to be told again every day. */
  accept(values: CellValue[], hash: RowHash | null, line: number, place: LinePlace | null): void;
  /** A row that says its record is gone. */
  remove(sourcedId: string, line: number): void;
  reject(row: RejectedRow): void;
  /** A line that is known and was there before. */
  noteCopy?(sourcedId: string | null): void;
  /** The digest of the next line that was too long, in their order. */
  noteTooLong?(digest: string): void;
  /** Waits until there is room for more rows. */
  drain?(): Promise<void>;
  /** After each block of lines. */
  endBlock?(): Promise<void>;
  /** After the last row. Of a delta it settles what stands several times, and says how many accepted rows count no longer. */
  end(repeated: readonly RepeatedRecord[]): Promise<{ ignored: number; rejected: number }>;
  /** The reading is given up. */
  abandon?(): Promise<void>;
}
