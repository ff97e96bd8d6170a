// Records of a CSV file whose values may hold line breaks, from its text in pieces; empty lines are none. What is held at once is bounded,
// whatever comes: a quote that never closes costs its own line, and a line longer than a record may be is skipped.
import { TextLines } from './text-lines';

export interface CsvRecord {
  /** Of its first line; the first line of the file is 1. */
  line: number;
  /** Of a record with a problem: its first line, split at the commas. */
  cells: string[];
  problem: 'QUOTE' | 'TOO_LONG' | null;
}

/** More than any note holds. */
export const MAX_RECORD_CHARACTERS = 256 * 1024;

const BATCH_RECORDS = 4096;

/**
 * How much may be read again because a value did not close, before reading on earns more. Without it a file in which every
 * line opens a value would be read once for each of its lines.
 */
const CHARACTERS_TO_REREAD = 16 * MAX_RECORD_CHARACTERS;
const EARNED_PER_CHARACTER = 8;

/** How many lines that were done with may stay in memory before they are let go. */
const LINES_TO_LET_GO = 4096;

export class RecordReader {
  private readonly records: CsvRecord[] = [];
  private readonly text = new TextLines(MAX_RECORD_CHARACTERS, (line) => this.addLine(line));

  /** Lines from the first of the record at hand on; those before `next` have been looked at. */
  private lines: string[] = [];
  private start = 0;
  private next = 0;
  /** Number of the line at `start`. */
  private line = 1;
  private characters = 0;
  private mayReread = CHARACTERS_TO_REREAD;

  private scanned = 0;

  private cells: string[] = [];
  private isOpen = false;
  private value = '';

  /**
   * `isRow`: whether a line read by itself is a row of this file. Two stray quotes in different rows look like one long
   * value; the line in which the second stands then is a row of its own.
   */
  constructor(public isRow: (cells: readonly string[]) => boolean = () => false) {}

  /** The number of the line that comes next. */
  get lineNumber(): number {
    return this.line + (this.lines.length - this.start);
  }

  /** How many characters were read so far, counting what was read again. */
  get charactersScanned(): number {
    return this.scanned;
  }

  /** In batches: a value that did not close lets go of all the lines that waited for it. */
  *take(text: string): Generator<CsvRecord[]> {
    this.text.take(text);
    yield* this.readInBatches();
  }

  *end(): Generator<CsvRecord[]> {
    this.text.end();
    yield* this.readInBatches();
    while (this.next > this.start) {
      this.giveUpFirst();
      yield* this.readInBatches();
    }
  }

  private *readInBatches(): Generator<CsvRecord[]> {
    do {
      this.read(BATCH_RECORDS);
      yield this.records.splice(0);
    } while (this.next < this.lines.length);
  }

  private addLine(line: string | null): void {
    if (line !== null) {
      this.lines.push(line);
      return;
    }
    // What came before it is not part of it.
    this.read();
    while (this.next > this.start) {
      this.giveUpFirst();
      this.read();
    }
    this.records.push({ line: this.line, cells: [], problem: 'TOO_LONG' });
    this.line += 1;
  }

  /** Reads the lines at hand, up to `most` records where not all of them are wanted. */
  private read(most = Infinity): void {
    while (this.next < this.lines.length && this.records.length < most) {
      const text = this.lines[this.next] as string;
      const isFirst = this.next === this.start;
      this.next += 1;
      if (isFirst && text === '') {
        this.line += 1;
        this.beginAt(this.next);
        continue;
      }
      this.characters += text.length + 1;
      this.scanned += text.length + 1;
      const found = this.scan(text);
      if (found === 'stray' || (found === 'complete' && !isFirst && this.isRowByItself(text))) {
        this.giveUpFirst();
      } else if (found === 'complete') {
        this.earn(this.characters);
        this.records.push({ line: this.line, cells: this.cells, problem: null });
        this.line += this.next - this.start;
        this.beginAt(this.next);
      } else if (this.characters > Math.min(MAX_RECORD_CHARACTERS, this.mayReread))
        this.giveUpFirst();
    }
  }

  /** The quote of the first line belongs to no value: the lines after it are read for themselves. */
  private giveUpFirst(): void {
    const first = this.lines[this.start] as string;
    const again = this.characters - (first.length + 1);
    this.mayReread = Math.max(0, this.mayReread - again);
    this.earn(first.length + 1);
    this.records.push({ line: this.line, cells: first.split(','), problem: 'QUOTE' });
    this.line += 1;
    this.beginAt(this.start + 1);
  }

  private earn(characters: number): void {
    this.mayReread = Math.min(
      CHARACTERS_TO_REREAD,
      this.mayReread + EARNED_PER_CHARACTER * characters,
    );
  }

  private beginAt(index: number): void {
    this.start = index;
    this.next = index;
    this.characters = 0;
    this.cells = [];
    this.isOpen = false;
    this.value = '';
    if (this.start === this.lines.length || this.start > LINES_TO_LET_GO) {
      this.lines = this.lines.slice(this.start);
      this.start = 0;
      this.next = 0;
    }
  }

  private isRowByItself(text: string): boolean {
    const { cells } = this;
    this.cells = [];
    const isRow = this.scan(text) === 'complete' && this.isRow(this.cells);
    this.cells = cells;
    this.isOpen = false;
    return isRow;
  }

  /** Adds the cells of a line, as RFC 4180 has them; a quote inside an unquoted value is a character. */
  private scan(text: string): 'complete' | 'open' | 'stray' {
    if (!this.isOpen && !text.includes('"')) {
      for (const cell of text.split(',')) this.cells.push(cell);
      return 'complete';
    }
    let at = 0;
    for (;;) {
      if (!this.isOpen) {
        if (text.charCodeAt(at) === QUOTE) {
          this.isOpen = true;
          this.value = '';
          at += 1;
          continue;
        }
        const comma = text.indexOf(',', at);
        if (comma === -1) {
          this.cells.push(text.slice(at));
          return 'complete';
        }
        this.cells.push(text.slice(at, comma));
        at = comma + 1;
        continue;
      }
      const quote = text.indexOf('"', at);
      if (quote === -1) {
        this.value += `${text.slice(at)}\n`;
        return 'open';
      }
      this.value += text.slice(at, quote);
      if (text.charCodeAt(quote + 1) === QUOTE) {
        this.value += '"';
        at = quote + 2;
        continue;
      }
      this.isOpen = false;
      this.cells.push(this.value);
      at = quote + 1;
      while (text.charCodeAt(at) === SPACE) at += 1;
      if (at >= text.length) return 'complete';
      if (text.charCodeAt(at) !== COMMA) return 'stray';
      at += 1;
    }
  }
}

const QUOTE = 34;
const SPACE = 32;
const COMMA = 44;
