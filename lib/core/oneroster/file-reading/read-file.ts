// One file of a set: its bytes become lines, its first line the header, the others rows that are recognized or checked.
// The same code reads on a server, on a command line and in a browser; what is kept of a row is the caller's.
import { parseCsvLines } from '@/lib/core/csv';
import { portableBytes, type ByteTools } from '@/lib/core/csv/bytes/byte-tools';
import {
  readLines,
  UnreadableTextError,
  type LineBlock,
  type LineDigest,
  type LineReader,
  type UnreadableText,
} from '@/lib/core/csv/bytes/read-lines';
import type { IssueCode, IssueGroups, IssueParams } from '@/lib/core/issues';
import type { FileSpec } from '../files';
import { readHeader, sniffNotCsv, type ReadHeader } from '../header';
import { formatOfFile, otherFormatRemedies, otherFormatLabels } from '../other-formats';
import { createRowReader, type RowReader } from '../row';
import type { RowSettings } from '../row/row-state';
import type { FileReading } from './file-reading';
import { createRowsReader, type RowsReader } from './read-rows';
import type { RowKeeper } from './row-keeper';

export const MAX_ROWS = 5_000_000;
const SNIFFED_BYTES = 512;

export interface ReadFileInput {
  spec: FileSpec;
  settings: RowSettings;
  /** Its bytes, or its lines where another thread cuts them. */
  source: AsyncIterable<Uint8Array> | LineReader;
  /** Those of a browser, where nothing faster is given. */
  bytes?: ByteTools;
  issues: IssueGroups;
  /** Asked once, when the header was read. */
  openRows(header: ReadHeader, reader: RowReader): RowKeeper;
  /** Of lines that are too long to be kept. */
  digestOfLine?: () => LineDigest;
  onProgress?(rowsRead: number): void;
  /** Asked of a full copy without rows: is it meant to be empty? */
  isMeantEmpty?(): Promise<boolean>;
  /** What an error of the source says of the file; null where it is our own fault. */
  problemOf?(error: unknown): { code: IssueCode; params: IssueParams } | null;
  maxRows?: number | undefined;
}

/** Reads and checks one file. Problems of the data go to `issues`; only our own faults throw. */
export async function readFile(input: ReadFileInput): Promise<FileReading> {
  const { spec, settings, issues, digestOfLine, maxRows = MAX_ROWS } = input;
  const { bytes = portableBytes } = input;
  const reading: FileReading = {
    isUsable: false,
    rowsRead: 0,
    rowsAccepted: 0,
    rowsRejected: 0,
    rowsIgnored: 0,
    rowsUnchanged: 0,
    rowsUnidentified: 0,
    newline: null,
    hasBom: false,
    byteCount: 0,
    cleanUps: {},
  };
  const say = (code: IssueCode, params: IssueParams = {}, line: number | null = null): void =>
    issues.add(spec.fileName, code, { line, column: null, value: null, params });
  const { source } = input;
  const lines = 'blocks' in source ? source : readLines(source, { bytes, digestOfLine });
  let opened: OpenedRows | null = null;
  try {
    for await (const block of lines.blocks()) {
      let first = 0;
      if (!opened) {
        opened = openRows({ ...input, bytes }, block, reading);
        if (!opened) return reading;
        first = 1;
      }
      const { rows } = opened;
      rows.cut(lines);
      await rows.take(block, first);
      input.onProgress?.(reading.rowsRead);
      if (reading.rowsRead > maxRows) {
        say('TOO_MANY_ROWS', { limit: maxRows });
        await rows.end();
        return reading;
      }
    }
    opened?.rows.cut(lines);
    await opened?.rows.end();
  } catch (error) {
    await opened?.keeper.abandon?.();
    const problem = input.problemOf?.(error);
    if (problem) {
      say(problem.code, problem.params);
      return reading;
    }
    if (!(error instanceof UnreadableTextError)) throw error;
    if (error.problem.code === 'EMPTY_FILE' && (await acceptsEmpty(input, reading)))
      return { ...reading, isUsable: true };
    sayUnreadable(say, error.problem);
    return reading;
  }
  const facts = lines.facts();
  reading.newline = facts.newline;
  reading.hasBom = facts.hasBom;
  reading.byteCount = facts.byteCount;
  if (facts.hasBom) say('HEADER_BOM');
  if (facts.newline === 'mixed') say('MIXED_NEWLINES');
  if (facts.newline === 'CR') say('CR_ONLY');
  if (reading.rowsRead === reading.rowsIgnored && settings.mode === 'bulk') {
    if (await acceptsEmpty(input, reading)) return { ...reading, isUsable: true };
    say('HEADER_ONLY');
    return reading;
  }
  for (const { code, column, count, value } of opened?.reader.notes() ?? []) {
    if (count === 0) continue;
    reading.cleanUps[code] = (reading.cleanUps[code] ?? 0) + count;
    issues.addCounted(spec.fileName, code, count, [
      { line: null, column, value, params: { count } },
    ]);
  }
  reading.isUsable = true;
  return reading;
}

function sayUnreadable(
  say: (code: IssueCode, params: IssueParams, line: number | null) => void,
  problem: UnreadableText,
): void {
  say(
    problem.code,
    'byte' in problem ? { position: problem.byte } : {},
    'line' in problem ? problem.line : null,
  );
}

/** Only what has no row at all: rows that are all ignored say something else than nothing. */
async function acceptsEmpty(input: ReadFileInput, reading: FileReading): Promise<boolean> {
  if (input.settings.mode !== 'bulk' || reading.rowsRead > 0) return false;
  if (!(await input.isMeantEmpty?.())) return false;
  input.issues.add(input.spec.fileName, 'EMPTY_ON_PURPOSE', {
    line: null,
    column: null,
    value: null,
  });
  return true;
}

type OpenInput = ReadFileInput & { bytes: ByteTools };

interface OpenedRows {
  rows: RowsReader;
  keeper: RowKeeper;
  reader: RowReader;
}

/** Null where the first line is no header; the issues say why. */
function openRows(input: OpenInput, block: LineBlock, reading: FileReading): OpenedRows | null {
  const { spec, settings, bytes, issues } = input;
  const header = readHeaderLine(input, block);
  if (!header) return null;
  const reader = createRowReader(spec, header, settings);
  const keeper = input.openRows(header, reader);
  const rows = createRowsReader({
    spec,
    settings,
    header,
    reader,
    keeper,
    bytes,
    issues,
    reading,
  });
  return { rows, keeper, reader };
}

/** What `openRows` is given of a file that begins with this block; null where its first line is no header. */
export function headerOfBlock(
  spec: FileSpec,
  block: LineBlock,
  tools: ByteTools,
): ReadHeader | null {
  const header = parseHeader(spec, firstLineOf(block, tools));
  return header.ok ? header : null;
}

function firstLineOf({ bytes, bounds }: LineBlock, tools: ByteTools): string {
  return tools.utf8(bytes, bounds[0] ?? 0, bounds[1] ?? 0);
}

function parseHeader(spec: FileSpec, line: string): ReturnType<typeof readHeader> {
  return readHeader(spec, parseCsvLines(line).rows[0] ?? []);
}

function readHeaderLine(
  { spec, issues, bytes: tools }: OpenInput,
  block: LineBlock,
): ReadHeader | null {
  const say = (code: IssueCode, params: IssueParams): null => {
    issues.add(spec.fileName, code, { line: 1, column: null, value: null, params });
    return null;
  };
  const text = firstLineOf(block, tools);
  const notCsv = sniffNotCsv(tools.perByte(block.bytes.subarray(0, SNIFFED_BYTES)));
  if (notCsv) return say('FILE_NOT_CSV', { kind: notCsv });
  const header = parseHeader(spec, text);
  const format = header.ok ? null : formatOfFile(spec.fileName, text);
  if (format !== null)
    return say('OTHER_FORMAT', {
      format: otherFormatLabels[format],
      remedy: otherFormatRemedies[format],
    });
  for (const issue of header.issues) issues.add(spec.fileName, issue.code, issue);
  return header.ok ? header : null;
}
