// An attendance or calendar file as a stream: its header, then its records in small batches. Values may hold line breaks
// here, unlike in OneRoster: published headers do.
import type { DailyFile } from '../attendance/columns';
import { readDailyHeader, type DailyHeader } from './header';
import { DATE_FORM_LABELS, type DateForm } from '../calendar/read-date';
import { portableBytes, type ByteTools } from '../csv/bytes/byte-tools';
import { BadByteError, openText } from '../csv/bytes/read-text';
import { isBlankRow, trimBlanks } from '../csv/cells';
import { MAX_RECORD_CHARACTERS, RecordReader, type CsvRecord } from '../csv/read-records';
import { isHeaderAgain, isNobodysLine, rowShape } from '../csv/row-shape';
import { shownValue } from '../issues';
import { sniffNotCsv } from '../oneroster/header';
import type { DailyIssue, DailyIssues } from './daily-issues';

/** Nothing of the file can be used; `issue` says why. */
export class UnreadableFileError extends Error {
  constructor(readonly issue: DailyIssue) {
    super(issue.code);
  }
}

export interface OpenDailyFile<Name extends string> {
  header: DailyHeader<Name>;
  /** The records after the header, without blank ones. Throws UnreadableFileError where the text ends. */
  records(): AsyncGenerator<CsvRecord[]>;
}

interface OpenInput<Name extends string> {
  source: AsyncIterable<Uint8Array>;
  /** Those of a browser, where nothing faster is given. */
  bytes?: ByteTools | undefined;
  file: DailyFile<Name>;
  fileName: string;
  issues: DailyIssues;
  /** Whether the cells of a line are a row of this file, as far as one can see. */
  isRow(header: DailyHeader<Name>, cells: readonly string[]): boolean;
}

/** Throws UnreadableFileError where there is no header to read. */
export async function openDailyFile<Name extends string>({
  source,
  bytes = portableBytes,
  file,
  fileName,
  issues,
  isRow,
}: OpenInput<Name>): Promise<OpenDailyFile<Name>> {
  const text = await openText(source, bytes);
  const kind = sniffNotCsv(bytes.perByte(text.head.subarray(0, 1024)));
  if (kind !== null) throw unreadable('ATTENDANCE_NOT_CSV', { kind });
  const reader = new RecordReader();
  const batches = readBatches(text.pieces(), reader);
  let waiting: CsvRecord[] = [];
  while (waiting.length === 0) {
    const { value, done } = await batches.next();
    if (done === true) throw unreadable('ATTENDANCE_FILE_EMPTY');
    waiting = value;
  }
  const [first, ...rest] = waiting;
  const header = readDailyHeader(file, fileName, first?.cells ?? []);
  issues.addAll(header.issues);
  if (text.encoding !== 'utf-8')
    issues.add({ code: 'ATTENDANCE_UTF16', line: null, column: null, value: null });
  reader.isRow = (cells) => isRow(header, cells);

  async function* records(): AsyncGenerator<CsvRecord[]> {
    yield rest;
    yield* batches;
  }
  return { header, records };
}

async function* readBatches(
  pieces: AsyncGenerator<string>,
  reader: RecordReader,
): AsyncGenerator<CsvRecord[]> {
  try {
    for await (const piece of pieces)
      for (const records of reader.take(piece)) yield withoutBlanks(records);
  } catch (error) {
    if (!(error instanceof BadByteError)) throw error;
    const { line, problem } = { line: reader.lineNumber, problem: 'ATTENDANCE_NOT_UTF8' as const };
    throw unreadable(problem, { position: error.byte }, line);
  }
  for (const records of reader.end()) yield withoutBlanks(records);
}

function withoutBlanks(records: CsvRecord[]): CsvRecord[] {
  return records.filter(({ cells, problem }) => problem === 'TOO_LONG' || !isBlankRow(cells));
}

function unreadable(
  code: DailyIssue['code'],
  params: DailyIssue['params'] = {},
  line: number | null = null,
): UnreadableFileError {
  return new UnreadableFileError({ code, line, column: null, value: null, params });
}

/** What a record is before its cells are read. */
export type RecordShape =
  | { kind: 'row' }
  /** A ruler, a total, a footer, the header again. */
  | { kind: 'nobody' }
  /** It may be anybody's. */
  | { kind: 'broken'; issue: DailyIssue };

interface ShapeHeader {
  width: number;
  names: readonly string[];
  lastNeeded: number;
}

/** Tells of each record what it is, and says it where that is not simply a row. */
export class RecordShapes {
  /** Whether a row begins with a value of one word, and whether one begins with several. */
  private hasRow = false;
  private hasSentence = false;

  constructor(
    private readonly header: ShapeHeader,
    private readonly issues: DailyIssues,
  ) {}

  judge({ line, cells, problem }: CsvRecord): RecordShape {
    const { width, names, lastNeeded } = this.header;
    const say = (code: DailyIssue['code'], params: DailyIssue['params'] = {}): DailyIssue => ({
      code,
      line,
      column: null,
      value: null,
      params,
    });
    if (problem === 'TOO_LONG') {
      const params = { limit: MAX_RECORD_CHARACTERS };
      return { kind: 'broken', issue: say('ATTENDANCE_ROW_TOO_LONG', params) };
    }
    if (isHeaderAgain(cells, names)) return this.nobody(line);
    const shape = problem === 'QUOTE' ? 'quote' : rowShape(cells, width, lastNeeded);
    if (shape === 'quote' || shape === 'short' || shape === 'long') {
      if (this.isNobodys(cells)) return this.nobody(line);
      if (shape === 'quote') return { kind: 'broken', issue: say('ATTENDANCE_QUOTE') };
      const params = { count: cells.length, width };
      return { kind: 'broken', issue: say('ATTENDANCE_ROW_WIDTH', params) };
    }
    if (shape === 'padded')
      this.issues.add(say('ATTENDANCE_ROW_PADDED', { count: cells.length, width }));
    return { kind: 'row' };
  }

  /** Of a row whose cells could be read: from then on it is known how rows begin. */
  noteRow(cells: readonly string[]): void {
    this.hasRow = true;
    this.hasSentence ||= /\S\s+\S/.test(cells[0] ?? '');
  }

  /** Asked of rows of the right shape that name nobody. */
  isNobodys(cells: readonly string[]): boolean {
    return isNobodysLine(cells, { isSentenceNobodys: this.hasRow && !this.hasSentence });
  }

  nobody(line: number): { kind: 'nobody' } {
    this.issues.add({ code: 'ATTENDANCE_LINE_OF_NOBODY', line, column: null, value: null });
    return { kind: 'nobody' };
  }
}

/** Dates that are not written YYYY-MM-DD, said once for each form. */
export class DateForms {
  private readonly forms = new Map<DateForm, { count: number; value: string }>();

  note(form: DateForm | null, text: string): void {
    if (form === null) return;
    const seen = this.forms.get(form);
    if (seen) seen.count += 1;
    else this.forms.set(form, { count: 1, value: shownValue(text) });
  }

  say(issues: DailyIssues, column: string): void {
    for (const [form, { count, value }] of this.forms) {
      const params = { count, form: DATE_FORM_LABELS[form] };
      issues.add({ code: 'ATTENDANCE_DATE_FORM', line: null, column, value, params }, count);
    }
  }
}

/** The value of a cell, without what is no value: blanks around it, and zero bytes in it. */
export function cleanCell(cell: string | undefined): string {
  return cell === undefined || cell === '' ? '' : trimBlanks(cell).replaceAll('\0', '');
}
