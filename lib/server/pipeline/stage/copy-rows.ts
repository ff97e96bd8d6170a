// A roster row as COPY takes it, cells by their kind.
import type { CellValue } from '@/lib/core/oneroster/row';
import type { StoredColumn } from '@/lib/core/oneroster/files';
import { escapeText, LINE_FEED, TAB, type CopyBytes } from '../../db/copy';
import type { KeptLine } from './row-follower';
import type { CellBounds } from './split-cells';

const DOUBLE_QUOTE = 34;
const COMMA = 44;
const COLON = 58;
const OPENING_BRACE = 123;
const CLOSING_BRACE = 125;
const TRUE = 116;
const FALSE = 102;
const NEEDS_QUOTES = /[{}",\\\s]|^null$|^$/i;

/** The hash of a row's line in two halves; null where the line is not to be recognised. */
export interface RowHash {
  low: number;
  high: number;
}

/** The line a row was read from, where it holds nothing that COPY would take for a control. */
export interface PlainLine {
  cells: readonly string[];
  /** Where the cells stand, if all of the line is ASCII: their bytes are then taken over as they are. */
  place: { block: Buffer; bounds: CellBounds } | null;
}

export type WriteRow = (
  bytes: CopyBytes,
  values: readonly CellValue[],
  hash: RowHash | null,
  line: number,
  plain: PlainLine | null,
) => void;

/**
 * Writes rows of `columns` followed by line_hash and line_number. `cellIndexes`: for each column the cell its text
 * is read from, -1 for none.
 */
export function createRowWriter(
  columns: readonly StoredColumn[],
  cellIndexes: readonly number[],
): WriteRow {
  const width = columns.length;
  return (bytes, values, hash, line, plain) => {
    const place = plain?.place ?? null;
    for (let i = 0; i < width; i += 1) {
      const value = values[i];
      if (value === null || value === undefined) bytes.nothing();
      else if (typeof value === 'string') {
        const cell = cellIndexes[i] as number;
        if (plain === null) bytes.text(escapeText(value));
        else if (place !== null && cell !== -1 && value === plain.cells[cell]) {
          const { block, bounds } = place;
          bytes.copy(block, bounds[2 * cell] as number, bounds[2 * cell + 1] as number);
        } else bytes.text(value);
      } else if (value === true) bytes.byte(TRUE);
      else if (value === false) bytes.byte(FALSE);
      else if (Array.isArray(value)) writeArray(bytes, value);
      else if (place !== null && typeof value === 'object') writeRecord(bytes, value);
      else bytes.text(escapeText(JSON.stringify(value)));
      bytes.byte(TAB);
    }
    if (hash === null) bytes.nothing();
    else bytes.bigint(hash.low, hash.high);
    bytes.byte(TAB);
    bytes.integer(line);
    bytes.byte(LINE_FEED);
  };
}

export type WriteLine = (bytes: CopyBytes, line: KeptLine, hash: RowHash, number: number) => void;

/** Writes lines that are kept as they stand: each stored cell's bytes, or what its column holds where it is empty. */
export function createLineWriter(emptyValues: readonly CellValue[]): WriteLine {
  return (bytes, { bytes: block, bounds, cellIndexes }, hash, number) => {
    for (let i = 0; i < cellIndexes.length; i += 1) {
      const cell = cellIndexes[i] as number;
      const from = cell === -1 ? 0 : (bounds[2 * cell] as number);
      const to = cell === -1 ? 0 : (bounds[2 * cell + 1] as number);
      if (from < to) bytes.copy(block, from, to);
      else if (emptyValues[i] === false) bytes.byte(FALSE);
      else bytes.nothing();
      bytes.byte(TAB);
    }
    bytes.bigint(hash.low, hash.high);
    bytes.byte(TAB);
    bytes.integer(number);
    bytes.byte(LINE_FEED);
  };
}

/** As JSON; of a line whose bytes are taken over as they are, no cell has anything that JSON escapes. */
function writeRecord(bytes: CopyBytes, record: Readonly<Record<string, string>>): void {
  let before = OPENING_BRACE;
  for (const key in record) {
    bytes.byte(before);
    bytes.text(escapeText(JSON.stringify(key)));
    bytes.byte(COLON);
    bytes.byte(DOUBLE_QUOTE);
    bytes.text(record[key] ?? '');
    bytes.byte(DOUBLE_QUOTE);
    before = COMMA;
  }
  if (before === OPENING_BRACE) bytes.byte(OPENING_BRACE);
  bytes.byte(CLOSING_BRACE);
}

function writeArray(bytes: CopyBytes, items: readonly string[]): void {
  bytes.byte(OPENING_BRACE);
  for (let i = 0; i < items.length; i += 1) {
    const item = items[i] ?? '';
    if (i > 0) bytes.byte(COMMA);
    if (NEEDS_QUOTES.test(item)) {
      bytes.text(escapeText(`"${item.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`));
    } else bytes.text(item);
  }
  bytes.byte(CLOSING_BRACE);
}
