// Rows in the binary format of COPY (PostgreSQL manual, COPY, "Binary Format"): each cell is its length and then its value
// in the form that its type's receive function reads. Nothing needs escaping, and the server parses no numbers or dates.

const CHUNK_BYTES = 1 << 18;
const SIGNATURE = Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1');
/** After the signature: four bytes of flags and four for the length of an extension. All are zero. */
const HEADER_REST = 8;
const LENGTH_BYTES = 4;
const BYTES_PER_CHARACTER = 3;
const LAST_ASCII = 127;
/** Up to this length a text is copied byte by byte; beyond it one call of Buffer.write is faster. */
const SHORT_TEXT = 24;
/** The length that stands for NULL. */
const NULL_LENGTH = -1;
const JSONB_VERSION = 1;
/** The number of the type `text` in pg_type. */
const TEXT_OID = 25;
const ARRAY_HEADER_BYTES = 20;
const EMPTY_ARRAY_BYTES = 12;
/** PostgreSQL counts days from 2000-01-01. */
const DAYS_TO_2000 = 730_425;
const DATE = /^\d{4}-\d\d-\d\d$/;
const DATE_LENGTH = 10;
const ZERO = 48;

/** Call `row` for each row, and then one method per cell in the order of the columns. */
export class BinaryRows {
  private chunk = Buffer.allocUnsafeSlow(CHUNK_BYTES);
  private length = 0;

  constructor(private readonly give: (chunk: Buffer) => void) {
    SIGNATURE.copy(this.chunk);
    this.chunk.fill(0, SIGNATURE.length, SIGNATURE.length + HEADER_REST);
    this.length = SIGNATURE.length + HEADER_REST;
  }

  /** Begins a row of so many cells. */
  row(cells: number): void {
    this.room(2);
    this.chunk[this.length] = cells >> 8;
    this.chunk[this.length + 1] = cells;
    this.length += 2;
  }

  nothing(): void {
    this.room(LENGTH_BYTES);
    this.int32(NULL_LENGTH);
  }

  text(text: string): void {
    this.room(LENGTH_BYTES + text.length * BYTES_PER_CHARACTER);
    this.lengthAndText(text);
  }

  /** A text that is UTF-8 already. */
  copy(from: Uint8Array, start: number, end: number): void {
    const size = end - start;
    this.room(LENGTH_BYTES + size);
    this.int32(size);
    this.bytes(from, start, end);
  }

  texts(items: readonly string[]): void {
    if (items.length === 0) {
      this.room(LENGTH_BYTES + EMPTY_ARRAY_BYTES);
      this.int32(EMPTY_ARRAY_BYTES);
      this.int32(0);
      this.int32(0);
      this.int32(TEXT_OID);
      return;
    }
    let room = LENGTH_BYTES + ARRAY_HEADER_BYTES;
    for (let i = 0; i < items.length; i += 1) {
      room += LENGTH_BYTES + (items[i] as string).length * BYTES_PER_CHARACTER;
    }
    this.room(room);
    const at = this.length;
    this.length += LENGTH_BYTES;
    // One dimension, no NULLs, the type, how many items, and the index of the first.
    this.int32(1);
    this.int32(0);
    this.int32(TEXT_OID);
    this.int32(items.length);
    this.int32(1);
    for (let i = 0; i < items.length; i += 1) this.lengthAndText(items[i] as string);
    this.lengthAt(at);
  }

  /** A text that is JSON. */
  json(text: string): void {
    this.room(LENGTH_BYTES + 1 + text.length * BYTES_PER_CHARACTER);
    const at = this.length;
    this.length += LENGTH_BYTES;
    this.chunk[this.length] = JSONB_VERSION;
    this.length += 1;
    this.put(text);
    this.lengthAt(at);
  }

  boolean(value: boolean): void {
    this.room(LENGTH_BYTES + 1);
    this.int32(1);
    this.chunk[this.length] = value ? 1 : 0;
    this.length += 1;
  }

  /** A whole number of 32 bits. */
  integer(value: number): void {
    this.room(2 * LENGTH_BYTES);
    this.int32(4);
    this.int32(value);
  }

  /** A 64-bit number in two halves. */
  bigint(low: number, high: number): void {
    this.room(3 * LENGTH_BYTES);
    this.int32(8);
    this.int32(high);
    this.int32(low);
  }

  /** A day of the calendar, written 2026-08-17. Throws RangeError where the text has another form. */
  date(text: string): void {
    if (!DATE.test(text)) throw new RangeError('a date is written 2026-08-17');
    for (let i = 0; i < DATE_LENGTH; i += 1) digits[i] = text.charCodeAt(i);
    this.integer(dayNumber(digits, 0));
  }

  /** The same from bytes that are known to be a date. */
  dateAt(from: Uint8Array, start: number): void {
    this.integer(dayNumber(from, start));
  }

  /** After the last row. */
  end(): void {
    this.room(2);
    this.chunk[this.length] = 0xff;
    this.chunk[this.length + 1] = 0xff;
    this.length += 2;
    this.give(this.chunk.subarray(0, this.length));
  }

  /** Makes room for `size` more bytes: where the chunk is too full, it is sent and a new one begun. */
  private room(size: number): void {
    if (this.length + size > this.chunk.length) this.flush(size);
  }

  private flush(room: number): void {
    if (this.length > 0) this.give(this.chunk.subarray(0, this.length));
    this.chunk = Buffer.allocUnsafeSlow(Math.max(CHUNK_BYTES, room));
    this.length = 0;
  }

  private int32(value: number): void {
    const { chunk, length } = this;
    chunk[length] = value >> 24;
    chunk[length + 1] = value >> 16;
    chunk[length + 2] = value >> 8;
    chunk[length + 3] = value;
    this.length = length + 4;
  }

  private lengthAndText(text: string): void {
    const at = this.length;
    this.length += LENGTH_BYTES;
    this.put(text);
    this.lengthAt(at);
  }

  private put(text: string): void {
    const { chunk } = this;
    const size = text.length;
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

  private bytes(from: Uint8Array, start: number, end: number): void {
    const { chunk } = this;
    let to = this.length;
    for (let at = start; at < end; at += 1) {
      chunk[to] = from[at] as number;
      to += 1;
    }
    this.length = to;
  }

  /** Writes the length of what was written since `at` at that place, which was left free for it. */
  private lengthAt(at: number): void {
    const end = this.length;
    this.length = at;
    this.int32(end - at - LENGTH_BYTES);
    this.length = end;
  }
}

const digits = new Uint8Array(DATE_LENGTH);

/** Days from 2000-01-01 to a date of the Gregorian calendar, of years 1 to 9999. */
function dayNumber(bytes: Uint8Array, at: number): number {
  const month = twoDigits(bytes, at + 5);
  // Counted in years that begin in March, so that a leap day is the last day of its year.
  const year = 100 * twoDigits(bytes, at) + twoDigits(bytes, at + 2) - (month <= 2 ? 1 : 0);
  const daysBeforeMonth = Math.floor((153 * ((month + 9) % 12) + 2) / 5);
  const leapDays = Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400);
  return 365 * year + leapDays + daysBeforeMonth + twoDigits(bytes, at + 8) - 1 - DAYS_TO_2000;
}

function twoDigits(bytes: Uint8Array, at: number): number {
  return 10 * ((bytes[at] as number) - ZERO) + (bytes[at + 1] as number) - ZERO;
}
