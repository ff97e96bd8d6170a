// The lines of a file after its header: each is recognized, kept as it stands, or cut into cells and checked. What a line
// is worth is decided here; what becomes of its row, by the keeper. Five million lines pass here a day.
import { readInstant } from '@/lib/core/calendar/read-date';
import { parseCsvLines, splitLine } from '@/lib/core/csv';
import type { ByteTools } from '@/lib/core/csv/bytes/byte-tools';
import { mixHigh, mixLow } from '@/lib/core/csv/bytes/line-hash';
import { MAX_RECORD_BYTES, type LineBlock, type LineReader } from '@/lib/core/csv/bytes/read-lines';
import { cutCells, splitCells, UNSURE, type CellBounds } from '@/lib/core/csv/bytes/split-cells';
import { trimBlanks } from '@/lib/core/csv/cells';
import { isNobodysLine } from '@/lib/core/csv/row-shape';
import type { IssueCode, IssueGroups } from '@/lib/core/issues';
import { createCleanLines } from '../clean-line';
import type { DeltaState } from '../delta-states';
import { storedColumns, type FileSpec } from '../files';
import type { ReadHeader } from '../header';
import type { RowReader } from '../row';
import type { RowSettings } from '../row/row-state';
import type { FileReading } from './file-reading';
import type { KeptLine, LinePlace, RowHash, RowKeeper } from './row-keeper';

/** How many following lines may belong to a quoted field with line breaks. */
const MAX_BROKEN_LINES = 3;
const BATCH_ROWS = 5_000;

export interface ReadRowsInput {
  spec: FileSpec;
  settings: RowSettings;
  header: ReadHeader;
  reader: RowReader;
  keeper: RowKeeper;
  bytes: ByteTools;
  issues: IssueGroups;
  /** Counts are added to it. */
  reading: FileReading;
}

export interface RowsReader {
  /** All lines that were cut until now, and the digests of those whose end was read. */
  cut(lines: Pick<LineReader, 'tooLong' | 'tooLongContents'>): void;
  take(block: LineBlock, firstIndex: number): Promise<void>;
  end(): Promise<void>;
}

export function createRowsReader(input: ReadRowsInput): RowsReader {
  const { spec, settings, header, reader, keeper, issues, reading, bytes: tools } = input;
  if (spec.entity === null) throw new Error(`${spec.fileName} has no entity`);
  const idPosition = storedColumns(spec.entity).findIndex(({ field }) => field === 'sourced_id');
  const cleanLines = keeper.keepLine ? createCleanLines(spec, header, settings) : null;
  const { seed } = keeper;
  const isRecognizing = keeper.recognize !== undefined;
  const cellBounds: CellBounds = new Int32Array(2 * header.width);

  const tooLong = new Set<number>();
  let linesCut = 0;
  let digestsTold = 0;

  const countRejected = (sourcedId: string | null): void => {
    reading.rowsRejected += 1;
    if (sourcedId === null) reading.rowsUnidentified += 1;
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
    if (settings.mode !== 'delta' || sourcedId === null) return;
    const at = readInstant(trimBlanks(cells[modifiedIndex] ?? ''), {
      acceptsUsDates: settings.acceptUsDates,
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
        keeper.accept(outcome.values, outcome.issues ? null : hash, line, place);
        noteState(cells, String(outcome.values[idPosition]), line, 'active');
        break;
      case 'remove':
        if (settings.mode === 'delta') reading.rowsAccepted += 1;
        else reading.rowsIgnored += 1;
        keeper.remove(outcome.sourcedId, line);
        noteState(cells, outcome.sourcedId, line, 'remove');
        break;
      case 'rejected': {
        const { sourcedId } = outcome;
        countRejected(sourcedId);
        keeper.reject({ kind: 'row', line, sourcedId, cells, issues: outcome.issues });
        noteState(cells, sourcedId, line, 'unusable');
        break;
      }
    }
  };

  const rejectText = (line: number, cells: string[], code: IssueCode, text: string): void => {
    issues.add(spec.fileName, code, { line, column: null, value: null });
    const sourcedId = reader.sourcedIdOf(cells);
    countRejected(sourcedId);
    keeper.reject({ kind: 'text', line, sourcedId, code, text });
  };

  const readBroken = (text: string, line: number, code: IssueCode): void => {
    const cells = parseCsvLines(text).rows[0] ?? [];
    if (isNobodysLine(cells)) ignoreLine(line);
    else rejectText(line, cells, code, text);
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
          rejectText(firstLine, cells, 'LINE_BREAK_IN_FIELD', joined);
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

  const rejectTooLong = (line: number): void => {
    reading.rowsRead += 1;
    issues.add(spec.fileName, 'RECORD_TOO_LONG', {
      line,
      column: null,
      value: null,
      params: { limit: MAX_RECORD_BYTES },
    });
    countRejected(null);
    keeper.reject({ kind: 'too long', line, sourcedId: null });
  };

  /** The line was there before, word for word: one of the two is not counted. */
  const ignoreCopy = (text: string, line: number): void => {
    reading.rowsIgnored += 1;
    const value = reader.sourcedIdOf(parseCsvLines(text).rows[0] ?? []);
    issues.add(spec.fileName, 'DUPLICATE_ID_SAME', { line, column: 'sourcedId', value });
    keeper.noteCopy?.(value);
  };

  return {
    cut(lines) {
      for (; linesCut < lines.tooLong.length; linesCut += 1)
        tooLong.add(lines.tooLong[linesCut] ?? 0);
      for (; digestsTold < lines.tooLongContents.length; digestsTold += 1)
        keeper.noteTooLong?.(lines.tooLongContents[digestsTold] ?? '');
    },
    async take(block, firstIndex) {
      const { bytes, bounds, lanes, isWide, lineCount, firstLine } = block;
      // Cut out of one text of the block, cells cost least. Recognized lines are not read, so few of the others are
      // worth its conversion.
      let blockText: string | null = null;
      const kept: KeptLine = { bytes, bounds: cellBounds, cellIndexes: reader.cellIndexes };
      for (let i = firstIndex; i < lineCount; i += 1) {
        const start = bounds[2 * i] ?? 0;
        const end = bounds[2 * i + 1] ?? 0;
        const line = firstLine + i;
        if (end === start) {
          if (tooLong.has(line)) rejectTooLong(line);
          continue;
        }
        const lane0 = (lanes[2 * i] ?? 0) ^ seed.low;
        const lane1 = (lanes[2 * i + 1] ?? 0) ^ seed.high;
        const low = mixLow(lane0, lane1);
        const high = mixHigh(lane0, lane1);
        if (isRecognizing && open.length === 0) {
          const known = keeper.recognize?.(low, high) ?? null;
          if (known !== null) {
            reading.rowsRead += 1;
            if (known === 'known again') ignoreCopy(tools.utf8(bytes, start, end), line);
            else {
              reading.rowsAccepted += 1;
              reading.rowsUnchanged += 1;
            }
            continue;
          }
        }
        const count =
          isRecognizing || isWide[i] === 1 || open.length > 0
            ? UNSURE
            : splitCells(bytes, start, end, cellBounds);
        if (count === UNSURE) takeText(tools.utf8(bytes, start, end), line, { low, high });
        else if (count === header.width && cleanLines?.isClean(bytes, cellBounds)) {
          reading.rowsRead += 1;
          reading.rowsAccepted += 1;
          keeper.keepLine?.(kept, { low, high }, line);
        } else {
          reading.rowsRead += 1;
          blockText ??= tools.perByte(bytes);
          const cells = cutCells(blockText, cellBounds, count);
          readCells(cells, line, { low, high }, { cells, block: bytes, bounds: cellBounds });
        }
        if (i % BATCH_ROWS === 0) await keeper.drain?.();
      }
      await keeper.endBlock?.();
    },
    async end() {
      while (open.length > 0) giveUpOpen();
      const repeated = [...states]
        .filter(([, said]) => said.length > 1)
        .map(([sourcedId, said]) => ({ sourcedId, states: said }));
      const { ignored, rejected } = await keeper.end(repeated);
      reading.rowsAccepted -= ignored + rejected;
      reading.rowsIgnored += ignored;
      reading.rowsRejected += rejected;
    },
  };
}

function hasOpenQuote(text: string): boolean {
  let quotes = 0;
  for (let at = text.indexOf('"'); at !== -1; at = text.indexOf('"', at + 1)) quotes += 1;
  return quotes % 2 === 1;
}
