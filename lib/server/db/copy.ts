// COPY in text format: rows are built as one string per chunk and sent with back-pressure.
import { finished } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';
import type pg from 'pg';

const CHUNK_CHARACTERS = 1 << 18;
/** Sent and not yet taken by the server: enough that neither it nor the reader waits for the other. */
const MAX_CHUNKS_IN_FLIGHT = 24;
const NEEDS_ESCAPE = /[\\\t\n\r]/;

export interface CopySink {
  /** One row, encoded already: cells escaped, tabs between them, a line break at the end. */
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

/** True where no value read from this text needs escaping: asked once per line instead of once per cell. */
export function isPlainText(text: string): boolean {
  return !NEEDS_ESCAPE.test(text);
}

export function escapeText(text: string): string {
  if (!NEEDS_ESCAPE.test(text)) return text;
  return text
    .replaceAll('\\', '\\\\')
    .replaceAll('\t', '\\t')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r');
}
