// An attendance or calendar file as a stream: its header, then its records in small batches. Values may hold line breaks
// here, unlike in OneRoster: published headers do.
import type { DailyFile } from '@/lib/core/attendance/columns';
import { readDailyHeader, type DailyHeader } from '@/lib/core/attendance/header';
import { isBlankRow } from '@/lib/core/csv/cells';
import { MAX_RECORD_CHARACTERS, RecordReader, type CsvRecord } from '@/lib/core/csv/read-records';
import { sniffNotCsv } from '@/lib/core/oneroster';
import { BadByteError, openText } from '../../text/read-text';
import type { DailyIssue, DailyIssues } from '../issues';

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
  source: AsyncIterable<Buffer>;
  file: DailyFile<Name>;
  fileName: string;
  issues: DailyIssues;
  /** Whether the cells of a line are a row of this file, as far as one can see. */
  isRow(header: DailyHeader<Name>, cells: readonly string[]): boolean;
}

/** Throws UnreadableFileError where there is no header to read. */
export async function openDailyFile<Name extends string>({
  source,
  file,
  fileName,
  issues,
  isRow,
}: OpenInput<Name>): Promise<OpenDailyFile<Name>> {
  const text = await openText(source);
  const kind = sniffNotCsv(text.head.toString('latin1', 0, 1024));
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
    for await (const piece of pieces) yield withoutBlanks(reader.take(piece));
  } catch (error) {
    if (!(error instanceof BadByteError)) throw error;
    const { line, problem } = { line: reader.lineNumber, problem: 'ATTENDANCE_NOT_UTF8' as const };
    throw unreadable(problem, { position: error.byte }, line);
  }
  yield withoutBlanks(reader.end());
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

/** What is wrong with the shape of a record; null where its cells can be read. */
export function shapeProblem(
  header: { width: number },
  { line, cells, problem }: CsvRecord,
): DailyIssue | null {
  const say = (code: DailyIssue['code'], params: DailyIssue['params'] = {}): DailyIssue => ({
    code,
    line,
    column: null,
    value: null,
    params,
  });
  if (problem === 'QUOTE') return say('ATTENDANCE_QUOTE');
  if (problem === 'TOO_LONG')
    return say('ATTENDANCE_ROW_TOO_LONG', { limit: MAX_RECORD_CHARACTERS });
  if (cells.length === header.width) return null;
  // Spreadsheets leave commas at the end of lines.
  if (cells.length > header.width && isBlankRow(cells, header.width)) return null;
  return say('ATTENDANCE_ROW_WIDTH', { count: cells.length, width: header.width });
}
