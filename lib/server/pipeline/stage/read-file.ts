// One file of the set: its lines are recognised, or parsed and checked, and staged.
import type pg from 'pg';
import { readInstant } from '@/lib/core/calendar/read-date';
import { parseCsvLines, splitLine } from '@/lib/core/csv';
import { trimBlanks } from '@/lib/core/csv/cells';
import { isNobodysLine } from '@/lib/core/csv/row-shape';
import type { IssueCode } from '@/lib/core/issues';
import {
  createCleanLines,
  createRowContent,
  createRowReader,
  readHeader,
  sniffNotCsv,
  storedColumns,
  type FileSpec,
  type ReadHeader,
  type RowIssue,
  type RowReader,
  type RowSettings,
} from '@/lib/core/oneroster';
import {
  formatOfFile,
  otherFormatRemedies,
  otherFormatWords,
} from '@/lib/core/oneroster/other-formats';
import { escapeText, openBinaryCopy, openCopy } from '../../db/copy';
import type { DeltaState } from '@/lib/core/oneroster/delta-states';
import { settleDeltaStates } from './settle-delta-states';
import { createLineWriter, createRowWriter, type LinePlace, type RowHash } from './copy-rows';
import { ArchiveProblemError } from '../../archives/open-archive';
import { adjustRowCounts } from '../parts/adjust-row-counts';
import type { FileAccounting } from '../parts/run-files';
import type { IssueCollector } from '../parts/issue-collector';
import type { BaselineIndex } from './baseline-index';
import { contentOfLine } from '../../text/line-content';
import { mixHigh, mixLow, type HashSeed } from '../../text/line-hash';
import {
  MAX_RECORD_BYTES,
  readLines,
  UnreadableTextError,
  type LineBlock,
  type LineReader,
} from '../../text/read-lines';
import type { KeptLine, RowFollower } from './row-follower';
import { cutCells, splitCells, UNSURE, type CellBounds } from './split-cells';
import { stagingTable, type RunKey } from '../../db/roster-tables';

export const MAX_ROWS = 5_000_000;

/** How many following lines may belong to a quoted field with line breaks. */
const MAX_BROKEN_LINES = 3;
const BATCH_ROWS = 5_000;

export interface ReadFileInput {
  /** For COPY into the entity's staging table, created in its open transaction; nothing else uses it. */
  client: pg.ClientBase;
  /** For the keys of rows that could not be used. */
  keysClient: pg.ClientBase;
  run: RunKey;
  spec: FileSpec;
  mode: RowSettings['mode'];
  settings: Omit<RowSettings, 'mode'>;
  source: AsyncIterable<Buffer>;
  /** Empty where there is no baseline. */
  baseline: BaselineIndex;
  seedFor(header: ReadHeader): HashSeed;
  issues: IssueCollector;
  onProgress(rowsRead: number): void;
  /** Asked of a full copy without rows: did two people say that these bytes are meant? */
  isMeantEmpty(): Promise<boolean>;
  maxRows?: number | undefined;
  follower?: RowFollower | undefined;
}

export interface FileReading extends FileAccounting {
  /** False: nothing of the file can be used; the issues say why. */
  isUsable: boolean;
  /** Rejected rows whose sourcedId could not be read: nobody knows whom they meant. */
  rowsUnidentified: number;
  byteCount: number;
  /** Records in force that no line of the file was equal to. */
  baselineUnseen: number;
  /** What its line hashes were seeded with; null where no row was read. */
  seed: HashSeed | null;
}

/** Reads, checks and stages one file. Problems of the data go to `issues`; only our own faults throw. */
export async function readFile(input: ReadFileInput): Promise<FileReading> {
  const { spec, issues, maxRows = MAX_ROWS } = input;
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
    baselineUnseen: 0,
    seed: null,
  };
  const lines = readLines(input.source);
  let rows: RowStage | null = null;
  try {
    for await (const block of lines.blocks()) {
      let first = 0;
      if (!rows) {
        const header = readHeaderLine(block, spec, issues);
        if (!header) return reading;
        rows = await openRowStage(input, header, reading);
        first = 1;
      }
      rows.cut(lines);
      await rows.take(block, first);
      input.onProgress(reading.rowsRead);
      if (reading.rowsRead > maxRows) {
        issues.add(spec.fileName, 'TOO_MANY_ROWS', {
          line: null,
          column: null,
          value: null,
          params: { limit: maxRows },
        });
        await rows.end();
        return reading;
      }
    }
    rows?.cut(lines);
    await rows?.end();
  } catch (error) {
    await rows?.abandon();
    if (error instanceof ArchiveProblemError) {
      const { code, params } = error.problem;
      issues.add(spec.fileName, code, { line: null, column: null, value: null, params });
      return reading;
    }
    if (!(error instanceof UnreadableTextError)) throw error;
    if (error.problem.code === 'EMPTY_FILE' && (await acceptsEmpty(input, reading)))
      return { ...reading, isUsable: true };
    const { code, ...params } = error.problem;
    issues.add(spec.fileName, code, {
      line: 'line' in error.problem ? error.problem.line : null,
      column: null,
      value: null,
      params: 'byte' in params ? { position: params.byte } : {},
    });
    return reading;
  }
  const facts = lines.facts();
  reading.newline = facts.newline;
  reading.hasBom = facts.hasBom;
  reading.byteCount = facts.byteCount;
  const say = (code: IssueCode) =>
    issues.add(spec.fileName, code, { line: null, column: null, value: null });
  if (facts.hasBom) say('HEADER_BOM');
  if (facts.newline === 'mixed') say('MIXED_NEWLINES');
  if (facts.newline === 'CR') say('CR_ONLY');
  if (reading.rowsRead === reading.rowsIgnored && input.mode === 'bulk') {
    if (await acceptsEmpty(input, reading)) return { ...reading, isUsable: true };
    say('HEADER_ONLY');
    return reading;
  }
  for (const note of rows?.notes() ?? []) {
    if (note.count === 0) continue;
    reading.cleanUps[note.code] = (reading.cleanUps[note.code] ?? 0) + note.count;
    issues.addCounted(spec.fileName, note.code, note.count, [
      { line: null, column: note.column, value: note.value, params: { count: note.count } },
    ]);
  }
  reading.isUsable = true;
  return reading;
}

/** Only what has no row at all: rows that are all ignored say something else than nothing. */
async function acceptsEmpty(input: ReadFileInput, reading: FileReading): Promise<boolean> {
  if (input.mode !== 'bulk' || reading.rowsRead > 0) return false;
  if (!(await input.isMeantEmpty())) return false;
  input.issues.add(input.spec.fileName, 'EMPTY_ON_PURPOSE', {
    line: null,
    column: null,
    value: null,
  });
  return true;
}

function readHeaderLine(
  block: LineBlock,
  spec: FileSpec,
  issues: IssueCollector,
): ReadHeader | null {
  const text = block.bytes.toString('utf8', block.bounds[0] ?? 0, block.bounds[1] ?? 0);
  const notCsv = sniffNotCsv(block.bytes.toString('latin1', 0, 512));
  if (notCsv) {
    issues.add(spec.fileName, 'FILE_NOT_CSV', {
      line: 1,
      column: null,
      value: null,
      params: { kind: notCsv },
    });
    return null;
  }
  const header = readHeader(spec, parseCsvLines(text).rows[0] ?? []);
  const format = header.ok ? null : formatOfFile(spec.fileName, text);
  if (format !== null) {
    const params = { format: otherFormatWords[format], remedy: otherFormatRemedies[format] };
    issues.add(spec.fileName, 'OTHER_FORMAT', { line: 1, column: null, value: null, params });
    return null;
  }
  for (const issue of header.issues) issues.add(spec.fileName, issue.code, issue);
  return header.ok ? header : null;
}

interface RowStage {
  /** All lines that were cut until now, and what those are known again by whose end was read. */
  cut(lines: Pick<LineReader, 'tooLong' | 'tooLongContents'>): void;
  take(block: LineBlock, firstIndex: number): Promise<void>;
  end(): Promise<void>;
  /** Ends the COPYs without minding their outcome: the transaction is given up. */
  abandon(): Promise<void>;
  notes: RowReader['notes'];
}

async function openRowStage(
  input: ReadFileInput,
  header: ReadHeader,
  reading: FileReading,
): Promise<RowStage> {
  const { spec, run, issues, baseline, follower } = input;
  if (spec.entity === null) throw new Error(`${spec.fileName} has no entity`);
  const { entity } = spec;
  const columns = storedColumns(entity);
  const idPosition = columns.findIndex(({ field }) => field === 'sourced_id');
  const reader = createRowReader(spec, header, { mode: input.mode, ...input.settings });
  const content = createRowContent(spec, header);
  const cleanLines = createCleanLines(spec, header, { mode: input.mode });
  const writeLine = createLineWriter(columns, reader.emptyValues);
  const writeRow = createRowWriter(columns, reader.cellIndexes);
  const seed = input.seedFor(header);
  reading.seed = seed;
  const isRecognising = baseline.size > 0;
  const staged = openBinaryCopy(input.client, stagingTable(run, spec.entity), [
    ...columns.map((column) => column.field),
    'line_hash',
    'line_number',
  ]);
  const cellBounds: CellBounds = new Int32Array(2 * header.width);
  const keptKeys: string[] = [];
  const goneKeys: string[] = [];

  const tooLong = new Set<number>();
  let linesCut = 0;
  let contentsNoted = 0;

  /** `about`: what is wrong, and of a row nobody can name which it is. Null where it is not known yet. */
  const reject = (
    line: number,
    sourcedId: string | null,
    about: readonly (string | null)[] | null,
  ): void => {
    reading.rowsRejected += 1;
    if (about) issues.rows.note('invalidRows', spec.fileName, [sourcedId, ...about]);
    if (sourcedId === null) reading.rowsUnidentified += 1;
    else keptKeys.push(`${spec.entity}\t${escapeText(sourcedId)}\t${line}\n`);
  };

  const ignoreLine = (line: number): void => {
    reading.rowsIgnored += 1;
    issues.add(spec.fileName, 'LINE_OF_NOBODY', { line, column: null, value: null });
  };

  /** Of a delta: what each record was said to be. */
  const states = new Map<string, DeltaState[]>();
  const modifiedIndex = header.columnIndexes.get('dateLastModified') ?? -1;
  const noteState = (
    cells: readonly string[],
    sourcedId: string | null,
    line: number,
    kind: DeltaState['kind'],
  ): void => {
    if (input.mode !== 'delta' || sourcedId === null) return;
    const at = readInstant(trimBlanks(cells[modifiedIndex] ?? ''), {
      acceptsUsDates: input.settings.acceptUsDates,
    });
    const known = states.get(sourcedId);
    if (known) known.push({ line, at, kind });
    else states.set(sourcedId, [{ line, at, kind }]);
  };

  const readCells = (
    cells: string[],
    line: number,
    hash: RowHash,
    place: LinePlace | null,
  ): void => {
    const outcome = reader.read(cells);
    if (outcome.kind === 'ignored') {
      reading.rowsIgnored += 1;
      return;
    }
    if (outcome.kind === 'nobody') {
      ignoreLine(line);
      return;
    }
    if (outcome.issues) {
      const schoolSourcedId = reader.schoolOf(cells);
      for (const issue of outcome.issues) {
        issues.add(spec.fileName, issue.code, {
          line,
          column: issue.column,
          value: issue.value,
          params: issue.params,
          schoolSourcedId,
        });
      }
    }
    switch (outcome.kind) {
      case 'accepted':
        reading.rowsAccepted += 1;
        // Only a clean line is recognised tomorrow: a problem is to be said again every day.
        writeRow(staged.rows, outcome.values, outcome.issues ? null : hash, line, place);
        follower?.take(outcome.values);
        noteState(cells, String(outcome.values[idPosition]), line, 'active');
        break;
      case 'remove':
        if (input.mode === 'delta') reading.rowsAccepted += 1;
        else reading.rowsIgnored += 1;
        goneKeys.push(`${spec.entity}\t${escapeText(outcome.sourcedId)}\t${line}\n`);
        noteState(cells, outcome.sourcedId, line, 'remove');
        break;
      case 'rejected':
        reject(line, outcome.sourcedId, aboutRejected(cells, outcome.sourcedId, outcome.issues));
        noteState(cells, outcome.sourcedId, line, 'unusable');
        break;
    }
  };

  /** Values as they stand: of what a problem shows only the beginning may be told, or the length. */
  const aboutRejected = (
    cells: readonly string[],
    sourcedId: string | null,
    problems: readonly RowIssue[],
  ): (string | null)[] => {
    const said = problems.map(({ code, column }) => ({
      ...{ code, column, value: column === null ? null : content.ofColumn(cells, column) },
    }));
    // Without an id, or without a value that is at fault, it is the whole row.
    const isWhole = sourcedId === null || said.some(({ value }) => value === null);
    return [
      ...said.flatMap(({ code, column, value }) => [code, column, value]),
      ...(isWhole ? [content.ofRow(cells)] : []),
    ];
  };

  const readBroken = (text: string, line: number, code: IssueCode): void => {
    const cells = parseCsvLines(text).rows[0] ?? [];
    if (isNobodysLine(cells)) {
      ignoreLine(line);
      return;
    }
    issues.add(spec.fileName, code, { line, column: null, value: null });
    reject(line, reader.sourcedIdOf(cells), [code, contentOfLine(text)]);
  };

  /** Lines of one record whose quotes do not close on its first line. */
  let open: { text: string; line: number; hash: RowHash }[] = [];

  const takeText = (text: string, line: number, hash: RowHash): void => {
    if (open.length > 0) {
      open.push({ text, line, hash });
      const joined = open.map((part) => part.text).join('\n');
      if (!hasOpenQuote(joined)) {
        const { rows, problems } = parseCsvLines(joined.replaceAll('\n', ' '));
        const cells = rows[0] ?? [];
        if (!problems && cells.length === header.width) {
          const firstLine = open[0]?.line ?? line;
          open = [];
          reading.rowsRead += 1;
          issues.add(spec.fileName, 'LINE_BREAK_IN_FIELD', {
            line: firstLine,
            column: null,
            value: null,
          });
          const about = ['LINE_BREAK_IN_FIELD', contentOfLine(joined)];
          reject(firstLine, reader.sourcedIdOf(cells), about);
          return;
        }
      }
      if (open.length > MAX_BROKEN_LINES || joined.length > MAX_RECORD_BYTES) giveUpOpen();
      return;
    }
    const cells = splitLine(text);
    if (cells) {
      reading.rowsRead += 1;
      readCells(cells, line, hash, null);
      return;
    }
    if (hasOpenQuote(text)) {
      open = [{ text, line, hash }];
      return;
    }
    reading.rowsRead += 1;
    const { rows, problems } = parseCsvLines(text);
    const problem = problems?.get(0);
    if (problem) readBroken(text, line, problem);
    else readCells(rows[0] ?? [], line, hash, null);
  };

  /** The quote never closed: its line is set aside and the lines after it are read for themselves. */
  const giveUpOpen = (): void => {
    const [broken, ...rest] = open;
    open = [];
    if (!broken) return;
    reading.rowsRead += 1;
    readBroken(broken.text, broken.line, 'UNCLOSED_QUOTE');
    for (const part of rest) takeText(part.text, part.line, part.hash);
  };

  const sendKeys = async (): Promise<void> => {
    for (const [part, keys] of [
      ['kept', keptKeys],
      ['gone', goneKeys],
    ] as const) {
      if (keys.length === 0) continue;
      const sink = openCopy(input.keysClient, stagingTable(run, part), [
        'entity',
        'sourced_id',
        'line_number',
      ]);
      for (const key of keys) sink.add(key);
      await sink.end();
      keys.length = 0;
    }
  };

  return {
    cut(lines) {
      for (; linesCut < lines.tooLong.length; linesCut += 1)
        tooLong.add(lines.tooLong[linesCut] ?? 0);
      for (; contentsNoted < lines.tooLongContents.length; contentsNoted += 1) {
        const about = [null, 'RECORD_TOO_LONG', lines.tooLongContents[contentsNoted] ?? null];
        issues.rows.note('invalidRows', spec.fileName, about);
      }
    },
    notes: () => reader.notes(),
    async take(block, firstIndex) {
      const { bytes, bounds, lanes, isWide, lineCount, firstLine } = block;
      // Cut out of one text of the block, cells cost least. Recognised lines are not read, so few of the others are
      // worth its conversion.
      let blockText: string | null = null;
      const kept: KeptLine = { bytes, bounds: cellBounds, cellIndexes: reader.cellIndexes };
      for (let i = firstIndex; i < lineCount; i += 1) {
        const start = bounds[2 * i] ?? 0;
        const end = bounds[2 * i + 1] ?? 0;
        const line = firstLine + i;
        if (end === start) {
          if (tooLong.has(line)) {
            reading.rowsRead += 1;
            issues.add(spec.fileName, 'RECORD_TOO_LONG', {
              line,
              column: null,
              value: null,
              params: { limit: MAX_RECORD_BYTES },
            });
            reject(line, null, null);
          }
          continue;
        }
        const lane0 = (lanes[2 * i] ?? 0) ^ seed.low;
        const lane1 = (lanes[2 * i + 1] ?? 0) ^ seed.high;
        const low = mixLow(lane0, lane1);
        const high = mixHigh(lane0, lane1);
        if (isRecognising && open.length === 0) {
          const wasSeen = baseline.see(low, high);
          if (wasSeen !== null) {
            reading.rowsRead += 1;
            if (!wasSeen) {
              reading.rowsAccepted += 1;
              reading.rowsUnchanged += 1;
            } else {
              reading.rowsIgnored += 1;
              const cells = parseCsvLines(bytes.toString('utf8', start, end)).rows[0] ?? [];
              const value = reader.sourcedIdOf(cells);
              issues.add(spec.fileName, 'DUPLICATE_ID_SAME', { line, column: 'sourcedId', value });
              issues.rows.noteCopy(spec.fileName, value);
            }
            continue;
          }
        }
        const count =
          isRecognising || isWide[i] === 1 || open.length > 0
            ? UNSURE
            : splitCells(bytes, start, end, cellBounds);
        if (count === UNSURE) takeText(bytes.toString('utf8', start, end), line, { low, high });
        else {
          reading.rowsRead += 1;
          if (count === header.width && cleanLines?.isClean(bytes, cellBounds)) {
            reading.rowsAccepted += 1;
            writeLine(staged.rows, kept, { low, high }, line);
            follower?.takeLine(kept);
          } else {
            blockText ??= bytes.toString('latin1');
            const cells = cutCells(blockText, cellBounds, count);
            readCells(
              cells,
              line,
              { low, high },
              {
                cells,
                block: bytes,
                bounds: cellBounds,
              },
            );
          }
        }
        if (i % BATCH_ROWS === 0) await staged.drain();
      }
      await staged.drain();
      if (keptKeys.length + goneKeys.length > BATCH_ROWS) await sendKeys();
    },
    async end() {
      while (open.length > 0) giveUpOpen();
      await staged.end();
      await sendKeys();
      const repeated = [...states]
        .filter(([, said]) => said.length > 1)
        .map(([sourcedId, said]) => ({ sourcedId, states: said }));
      if (repeated.length === 0) return;
      const { client, keysClient } = input;
      const settling = { client, keysClient, run, entity, fileName: spec.fileName, issues };
      adjustRowCounts(reading, await settleDeltaStates(settling, repeated));
    },
    async abandon() {
      await staged.end().catch(() => {});
    },
  };
}

function hasOpenQuote(text: string): boolean {
  let quotes = 0;
  for (let at = text.indexOf('"'); at !== -1; at = text.indexOf('"', at + 1)) quotes += 1;
  return quotes % 2 === 1;
}
