// COPY in text format: rows are written as bytes into chunks and sent with back-pressure.
import { finished } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';
import type pg from 'pg';

/** Between two cells, and after a row. */
export const TAB = 9;
export const LINE_FEED = 10;

const CHUNK_BYTES = 1 << 18;
/** Sent and not yet taken by the server: enough that neither it nor the reader waits for the other. */
const MAX_CHUNKS_IN_FLIGHT = 24;
const NEEDS_ESCAPE = /[\\\t\n\r]/;
const BYTES_PER_CHARACTER = 3;
const LAST_ASCII = 127;
/** Longer, the call pays. */
const SHORT_TEXT = 24;
const MOST_DIGITS = 24;
const ZERO = 48;
const MINUS = 45;
const BACKSLASH = 92;
const CAPITAL_N = 78;
const BILLION = 1_000_000_000;
const DIGITS_OF_BILLION = 9;
const HALF_WORD = 0x1_0000;
const SIGN_BIT = 0x8000_0000;

/** The numbers below 10,000 as four digits each. */
const FOUR_DIGITS = new Uint8Array(40_000);
for (let n = 0; n < 10_000; n += 1) {
  for (let i = 0, rest = n; i < 4; i += 1, rest = Math.floor(rest / 10)) {
    FOUR_DIGITS[4 * n + 3 - i] = ZERO + (rest % 10);
  }
}

export interface CopySink {
  /** Where a row is written piece by piece: a string per cell and row would cost as much as reading them. */
  readonly bytes: CopyBytes;
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
  let inFlight = 0;
  let wake: (() => void) | null = null;
  const taken = (): void => {
    inFlight -= 1;
    wake?.();
  };
  const bytes = new CopyBytes((chunk) => {
    inFlight += 1;
    stream.write(chunk, taken);
  });
  return {
    bytes,
    add(row) {
      bytes.text(row);
    },
    async drain() {
      while (inFlight > MAX_CHUNKS_IN_FLIGHT) {
        await Promise.race([new Promise<void>((resolve) => (wake = resolve)), closed]);
        wake = null;
      }
    },
    async end() {
      bytes.flush();
      stream.end();
      await closed;
    },
  };
}

/** Bytes of COPY text, gathered into chunks that are given away once they are full. */
export class CopyBytes {
  private chunk = Buffer.allocUnsafeSlow(CHUNK_BYTES);
  private length = 0;

  constructor(private readonly give: (chunk: Buffer) => void) {}

  byte(byte: number): void {
    if (this.length === this.chunk.length) this.flush();
    this.chunk[this.length] = byte;
    this.length += 1;
  }

  /** No value. */
  nothing(): void {
    if (this.length + 2 > this.chunk.length) this.flush();
    this.chunk[this.length] = BACKSLASH;
    this.chunk[this.length + 1] = CAPITAL_N;
    this.length += 2;
  }

  /** A text that needs no escaping. Short and mostly ASCII, it is written faster than a call would take. */
  text(text: string): void {
    const size = text.length;
    if (this.length + size * BYTES_PER_CHARACTER > this.chunk.length) {
      this.flush(size * BYTES_PER_CHARACTER);
    }
    const { chunk } = this;
    let at = this.length;
    if (size <= SHORT_TEXT) {
      for (let i = 0; i < size; i += 1) {
        const code = text.charCodeAt(i);
        if (code > LAST_ASCII) {
          at = this.length + chunk.write(text, this.length);
          break;
        }
        chunk[at] = code;
        at += 1;
      }
      this.length = at;
    } else this.length += chunk.write(text, at);
  }

  /** Bytes that need no escaping, from elsewhere. */
  copy(from: Buffer, start: number, end: number): void {
    if (this.length + end - start > this.chunk.length) this.flush(end - start);
    const { chunk } = this;
    let to = this.length;
    for (let at = start; at < end; at += 1) {
      chunk[to] = from[at] as number;
      to += 1;
    }
    this.length = to;
  }

  /** A whole number below 2^31, not negative. */
  integer(value: number): void {
    if (this.length + MOST_DIGITS > this.chunk.length) this.flush();
    this.digits(value, countDigits(value));
  }

  /** A 64-bit number in two halves, signed as PostgreSQL's bigint is. */
  bigint(low: number, high: number): void {
    if (this.length + MOST_DIGITS > this.chunk.length) this.flush();
    let lower = low >>> 0;
    let upper = high >>> 0;
    if (upper >= SIGN_BIT) {
      this.byte(MINUS);
      lower = (~lower + 1) >>> 0;
      upper = (~upper + (lower === 0 ? 1 : 0)) >>> 0;
    }
    // Divided by 10^9 in steps of 16 bits: everything stays a number that is exact. No remainders of large
    // numbers are asked for: they cost ten times a division.
    const first = Math.floor(upper / BILLION);
    const second = (upper - first * BILLION) * HALF_WORD + (lower >>> 16);
    const secondQuotient = Math.floor(second / BILLION);
    const third = (second - secondQuotient * BILLION) * HALF_WORD + (lower & 0xffff);
    const thirdQuotient = Math.floor(third / BILLION);
    const rest = third - thirdQuotient * BILLION;
    const quotient = (first * HALF_WORD + secondQuotient) * HALF_WORD + thirdQuotient;
    const top = Math.floor(quotient / BILLION);
    const middle = quotient - top * BILLION;
    if (top > 0) {
      this.digits(top, countDigits(top));
      this.digits(middle, DIGITS_OF_BILLION);
      this.digits(rest, DIGITS_OF_BILLION);
    } else if (middle > 0) {
      this.digits(middle, countDigits(middle));
      this.digits(rest, DIGITS_OF_BILLION);
    } else this.digits(rest, countDigits(rest));
  }

  /** Gives away what is there, and begins a chunk with `room` at least. */
  flush(room = 0): void {
    if (this.length > 0) this.give(this.chunk.subarray(0, this.length));
    this.chunk = Buffer.allocUnsafeSlow(Math.max(CHUNK_BYTES, room));
    this.length = 0;
  }

  private digits(value: number, size: number): void {
    const { chunk } = this;
    let rest = value | 0;
    let at = this.length + size;
    this.length = at;
    for (let left = size; left >= 4; left -= 4) {
      const shorter = (rest / 10_000) | 0;
      const from = 4 * (rest - 10_000 * shorter);
      rest = shorter;
      at -= 4;
      chunk[at] = FOUR_DIGITS[from] as number;
      chunk[at + 1] = FOUR_DIGITS[from + 1] as number;
      chunk[at + 2] = FOUR_DIGITS[from + 2] as number;
      chunk[at + 3] = FOUR_DIGITS[from + 3] as number;
    }
    for (let left = size & 3; left > 0; left -= 1) {
      const shorter = (rest / 10) | 0;
      at -= 1;
      chunk[at] = ZERO + rest - 10 * shorter;
      rest = shorter;
    }
  }
}

function countDigits(value: number): number {
  let size = 1;
  for (let rest = value | 0; rest >= 10; rest = (rest / 10) | 0) size += 1;
  return size;
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
