// A roster row as COPY takes it, cells by their kind.
import type { CellValue } from '@/lib/core/oneroster/row';
import type { StoredColumn } from '@/lib/core/oneroster/files';
import { escapeText } from '../../db/copy';

const ARRAY_NEEDS_QUOTES = /[{}",\\\s]|^null$/i;

export type EncodeValues = (
  values: readonly CellValue[],
  lineHash: bigint | null,
  line: number,
  /** Whether the line these values came from holds nothing that COPY would take for a control. */
  isPlain: boolean,
) => string;

/** An encoder for rows of `columns` followed by line_hash and line_number. */
export function createRowEncoder(columns: readonly StoredColumn[]): EncodeValues {
  const width = columns.length;
  return (values, lineHash, line, isPlain) => {
    let row = '';
    for (let i = 0; i < width; i += 1) {
      const value = values[i];
      if (value === null || value === undefined) row += '\\N\t';
      else if (typeof value === 'string') row += isPlain ? `${value}\t` : `${escapeText(value)}\t`;
      else if (value === true) row += 't\t';
      else if (value === false) row += 'f\t';
      else if (Array.isArray(value)) row += `${encodeArray(value)}\t`;
      else if (typeof value === 'number') row += `${value}\t`;
      else row += `${escapeText(JSON.stringify(value))}\t`;
    }
    return `${row}${lineHash === null ? '\\N' : lineHash}\t${line}\n`;
  };
}

function encodeArray(items: readonly string[]): string {
  if (items.length === 0) return '{}';
  const encoded = items.map((item) =>
    item === '' || ARRAY_NEEDS_QUOTES.test(item)
      ? `"${item.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
      : item,
  );
  return escapeText(`{${encoded.join(',')}}`);
}
