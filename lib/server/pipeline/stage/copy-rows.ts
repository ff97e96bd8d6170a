// A roster row as COPY takes it, cells by their kind.
import type { CellValue } from '@/lib/core/oneroster/row';
import type { StoredColumn } from '@/lib/core/oneroster/files';
import { escapeText, type CopyBytes } from '../../db/copy';

const TAB = 9;
const LINE_FEED = 10;
const COMMA = 44;
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

export type WriteRow = (
  bytes: CopyBytes,
  values: readonly CellValue[],
  hash: RowHash | null,
  line: number,
  /** Whether the line these values came from holds nothing that COPY would take for a control. */
  isPlain: boolean,
) => void;

/** Writes rows of `columns` followed by line_hash and line_number. */
export function createRowWriter(columns: readonly StoredColumn[]): WriteRow {
  const width = columns.length;
  return (bytes, values, hash, line, isPlain) => {
    for (let i = 0; i < width; i += 1) {
      const value = values[i];
      if (value === null || value === undefined) bytes.nothing();
      else if (typeof value === 'string') bytes.text(isPlain ? value : escapeText(value));
      else if (value === true) bytes.byte(TRUE);
      else if (value === false) bytes.byte(FALSE);
      else if (Array.isArray(value)) writeArray(bytes, value);
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
