// COPY in text format: rows are built as one string per chunk and sent with back-pressure.
import { finished } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';
import type pg from 'pg';
import type { CellValue } from '@/lib/core/oneroster/row';
import type { StoredColumn } from '@/lib/core/oneroster/files';

const CHUNK_CHARACTERS = 1 << 18;
/** Sent and not yet taken by the server: enough that neither it nor the reader waits for the other. */
const MAX_CHUNKS_IN_FLIGHT = 24;
const NEEDS_ESCAPE = /[\\\t\n\r]/;
const ARRAY_NEEDS_QUOTES = /[{}",\\\s]|^null$/i;

export interface CopySink {
  /** One row, already encoded with `encodeRow`. */
  add(row: string): void;
  /** Waits until the server has taken what was added, as far as its buffer is full. */
  drain(): Promise<void>;
  end(): Promise<void>;
}

/** `isNew`: the table was created in this transaction; its rows then need no second writing later. */
export function openCopy(
  client: pg.ClientBase,
  table: string,
  columns: readonly string[],
  { isNew = false }: { isNew?: boolean } = {},
): CopySink {
  const stream = client.query(
    copyFrom(`COPY ${table} (${columns.join(', ')}) FROM STDIN${isNew ? ' (FREEZE)' : ''}`),
  );
  const closed = finished(stream);
  // The error also reaches whoever awaits drain() or end(); here it only must not go unheard.
  closed.catch(() => {});
  let buffered = '';
  let inFlight = 0;
  let wake: (() => void) | null = null;
  const taken = (): void => {
    inFlight -= 1;
    wake?.();
  };
  const flush = (): void => {
    if (buffered === '') return;
    inFlight += 1;
    stream.write(buffered, taken);
    buffered = '';
  };
  return {
    add(row) {
      buffered += row;
      if (buffered.length >= CHUNK_CHARACTERS) flush();
    },
    async drain() {
      while (inFlight > MAX_CHUNKS_IN_FLIGHT) {
        await Promise.race([new Promise<void>((resolve) => (wake = resolve)), closed]);
        wake = null;
      }
    },
    async end() {
      flush();
      stream.end();
      await closed;
    },
  };
}

export type EncodeValues = (
  values: readonly CellValue[],
  lineHash: bigint | null,
  line: number,
  /** Whether the line these values came from holds nothing that COPY would take for a control. */
  isPlain: boolean,
) => string;

/** True where no value read from this text needs escaping: asked once per line instead of once per cell. */
export function isPlainText(text: string): boolean {
  return !NEEDS_ESCAPE.test(text);
}

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

export function escapeText(text: string): string {
  if (!NEEDS_ESCAPE.test(text)) return text;
  return text
    .replaceAll('\\', '\\\\')
    .replaceAll('\t', '\\t')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r');
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
