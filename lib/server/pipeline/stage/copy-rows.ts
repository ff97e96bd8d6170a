// A roster row as COPY takes it, cells by their kind.
import type { CellValue } from '@/lib/core/oneroster/row/row-state';
import type { StoredColumn } from '@/lib/core/oneroster/files';
import type { BinaryRows } from '../../db/binary-rows';
import type { KeptLine, LinePlace, RowHash } from '@/lib/core/oneroster/file-reading/row-keeper';

const TRUE = 116;
/** line_hash and line_number. */
const OWN_COLUMNS = 2;

export type WriteRow = (
  rows: BinaryRows,
  values: readonly CellValue[],
  hash: RowHash | null,
  line: number,
  place: LinePlace | null,
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
  const isDate = columns.map(({ pgType }) => pgType === 'date');
  return (rows, values, hash, line, place) => {
    rows.row(width + OWN_COLUMNS);
    for (let i = 0; i < width; i += 1) {
      const value = values[i];
      if (value === null || value === undefined) rows.nothing();
      else if (typeof value === 'string') {
        const cell = cellIndexes[i] as number;
        if (isDate[i]) rows.date(value);
        else if (place !== null && cell !== -1 && value === place.cells[cell]) {
          const { block, bounds } = place;
          rows.copy(block, bounds[2 * cell] as number, bounds[2 * cell + 1] as number);
        } else rows.text(value);
      } else if (typeof value === 'boolean') rows.boolean(value);
      else if (typeof value === 'number') rows.integer(value);
      else if (Array.isArray(value)) rows.texts(value);
      else rows.json(JSON.stringify(value));
    }
    if (hash === null) rows.nothing();
    else rows.bigint(hash.low, hash.high);
    rows.integer(line);
  };
}

export type WriteLine = (rows: BinaryRows, line: KeptLine, hash: RowHash, number: number) => void;

/** Writes lines that are kept as they stand: what each stored cell says, or what its column holds where it is empty. */
export function createLineWriter(
  columns: readonly StoredColumn[],
  emptyValues: readonly CellValue[],
): WriteLine {
  const width = columns.length;
  const isDate = columns.map(({ pgType }) => pgType === 'date');
  const isBoolean = columns.map(({ pgType }) => pgType === 'boolean');
  return (rows, { bytes, bounds, cellIndexes }, hash, number) => {
    rows.row(width + OWN_COLUMNS);
    for (let i = 0; i < width; i += 1) {
      const cell = cellIndexes[i] as number;
      const from = cell === -1 ? 0 : (bounds[2 * cell] as number);
      const to = cell === -1 ? 0 : (bounds[2 * cell + 1] as number);
      if (from === to) {
        if (emptyValues[i] === false) rows.boolean(false);
        else rows.nothing();
      } else if (isDate[i]) rows.dateAt(bytes, from);
      else if (isBoolean[i]) rows.boolean(bytes[from] === TRUE);
      else rows.copy(bytes, from, to);
    }
    rows.bigint(hash.low, hash.high);
    rows.integer(number);
  };
}
