// COPY with back-pressure: rows are gathered into chunks and sent as the server takes them. As text, for a few rows
// at hand; in PostgreSQL's binary format (see binary-rows.ts), for a roster's millions.
import { finished } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';
import type pg from 'pg';
import { BinaryRows } from './binary-rows';

/** Sent and not yet taken by the server: enough that neither it nor the reader waits for the other. */
const MAX_CHUNKS_IN_FLIGHT = 24;
const TEXT_CHUNK = 1 << 16;
const NEEDS_ESCAPE = /[\\\t\n\r]/;

interface Sink {
  /** Waits until the server has taken what was added, as far as its buffer is full. */
  drain(): Promise<void>;
  end(): Promise<void>;
}

export interface CopySink extends Sink {
  /** One row, encoded already: cells escaped, tabs between them, a line break at the end. */
  add(row: string): void;
}

export interface BinaryCopySink extends Sink {
  /** Where a row is written cell by cell: a string per cell and row would cost as much as reading them. */
  readonly rows: BinaryRows;
}

export function openCopy(
  client: pg.ClientBase,
  table: string,
  columns: readonly string[],
): CopySink {
  const stream = openStream(client, `COPY ${table} (${columns.join(', ')}) FROM STDIN`);
  let text = '';
  const flush = (): void => {
    if (text !== '') stream.give(Buffer.from(text));
    text = '';
  };
  return {
    add(row) {
      text += row;
      if (text.length > TEXT_CHUNK) flush();
    },
    drain: () => stream.drain(),
    end() {
      flush();
      return stream.end();
    },
  };
}

/** Into a table that was created in this transaction; its rows then need no second writing later. */
export function openBinaryCopy(
  client: pg.ClientBase,
  table: string,
  columns: readonly string[],
): BinaryCopySink {
  const stream = openStream(
    client,
    `COPY ${table} (${columns.join(', ')}) FROM STDIN (FORMAT binary, FREEZE)`,
  );
  const rows = new BinaryRows((chunk) => stream.give(chunk));
  return {
    rows,
    drain: () => stream.drain(),
    end() {
      rows.end();
      return stream.end();
    },
  };
}

function openStream(client: pg.ClientBase, command: string) {
  const stream = client.query(copyFrom(command));
  const closed = finished(stream);
  // The error also reaches whoever awaits drain() or end(); here it only must not go unheard.
  closed.catch(() => {});
  // Whoever awaits it hears why. It does not end by itself, and to write to it would throw something else.
  let hasFailed = false;
  stream.once('error', () => {
    hasFailed = true;
  });
  let inFlight = 0;
  let wake: (() => void) | null = null;
  const taken = (): void => {
    inFlight -= 1;
    wake?.();
  };
  return {
    give(chunk: Buffer): void {
      if (hasFailed) return;
      inFlight += 1;
      stream.write(chunk, taken);
    },
    async drain(): Promise<void> {
      while (inFlight > MAX_CHUNKS_IN_FLIGHT) {
        await Promise.race([new Promise<void>((resolve) => (wake = resolve)), closed]);
        wake = null;
      }
    },
    async end(): Promise<void> {
      if (!hasFailed) stream.end();
      await closed;
    },
  };
}

/** A cell of a text row. */
export function escapeText(text: string): string {
  if (!NEEDS_ESCAPE.test(text)) return text;
  return text
    .replaceAll('\\', '\\\\')
    .replaceAll('\t', '\\t')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r');
}
