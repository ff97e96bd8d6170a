// The lines of a file after its header: each is recognized, kept as it stands, or cut into cells and read. What a line is
// worth is decided here; what becomes of its row, in row-outcomes.ts and by the keeper. Five million lines pass here a day.
import { parseCsvLines, splitLine } from '@/lib/core/csv';
import type { ByteTools } from '@/lib/core/csv/bytes/byte-tools';
import { mixHigh, mixLow } from '@/lib/core/csv/bytes/line-hash';
import { MAX_RECORD_BYTES, type LineBlock, type LineReader } from '@/lib/core/csv/bytes/read-lines';
import { cutCells, splitCells, UNSURE, type CellBounds } from '@/lib/core/csv/bytes/split-cells';
import { createCleanLines } from '../clean-line';
import type { KeptLine, RowHash } from './row-keeper';
import { RowOutcomes, type RowsOfFile } from './row-outcomes';

/** How many following lines may belong to a quoted field with line breaks. */
const MAX_BROKEN_LINES = 3;
const BATCH_ROWS = 5_000;

export interface ReadRowsInput extends RowsOfFile {
  bytes: ByteTools;
}

export interface RowsReader {
  /** All lines that were cut until now, and the digests of those whose end was read. */
  cut(lines: Pick<LineReader, 'tooLong' | 'tooLongContents'>): void;
  take(block: LineBlock, firstIndex: number): Promise<void>;
  end(): Promise<void>;
}

export function createRowsReader(input: ReadRowsInput): RowsReader {
  const { spec, settings, header, reader, keeper, reading, bytes: tools } = input;
  const rows = new RowOutcomes(input);
  const cleanLines = keeper.keepLine ? createCleanLines(spec, header, settings) : null;
  const { seed } = keeper;
  const cellBounds: CellBounds = new Int32Array(2 * header.width);

  const tooLong = new Set<number>();
  let linesCut = 0;
  let digestsTold = 0;

  /** Lines of one record whose quotes do not close on its first line. */
  let open: { text: string; line: number; hash: RowHash }[] = [];

  const takeText = (text: string, line: number, hash: RowHash): void => {
    if (open.length > 0) {
      takeOpen(text, line, hash);
      return;
    }
    const cells = splitLine(text);
    if (cells) {
      rows.readCells(cells, line, hash, null);
      return;
    }
    if (hasOpenQuote(text)) {
      open = [{ text, line, hash }];
      return;
    }
    const { rows: parsed, problems } = parseCsvLines(text);
    const problem = problems?.get(0);
    if (problem) rows.readBroken(text, line, problem);
    else rows.readCells(parsed[0] ?? [], line, hash, null);
  };

  const takeOpen = (text: string, line: number, hash: RowHash): void => {
    open.push({ text, line, hash });
    const joined = open.map((part) => part.text).join('\n');
    if (!hasOpenQuote(joined)) {
      const { rows: parsed, problems } = parseCsvLines(joined.replaceAll('\n', ' '));
      const cells = parsed[0] ?? [];
      if (!problems && cells.length === header.width) {
        const firstLine = open[0]?.line ?? line;
        open = [];
        rows.rejectText(firstLine, cells, 'LINE_BREAK_IN_FIELD', joined);
        return;
      }
    }
    if (open.length > MAX_BROKEN_LINES || joined.length > MAX_RECORD_BYTES) giveUpOpen();
  };

  /** The quote never closed: its line is set aside and the lines after it are read for themselves. */
  const giveUpOpen = (): void => {
    const [broken, ...rest] = open;
    open = [];
    if (!broken) return;
    rows.readBroken(broken.text, broken.line, 'UNCLOSED_QUOTE');
    for (const part of rest) takeText(part.text, part.line, part.hash);
  };

  const takeKnown = (count: number): void => {
    reading.rowsRead += count;
    reading.rowsAccepted += count;
    reading.rowsUnchanged += count;
  };

  const textOf = ({ bytes, bounds }: LineBlock, i: number): string =>
    tools.utf8(bytes, bounds[2 * i] ?? 0, bounds[2 * i + 1] ?? 0);

  /** Reads one line of the block, by where it stands in it. */
  const lineTaker = (block: LineBlock): ((i: number) => void) => {
    const { bytes, bounds, lanes, isWide } = block;
    // Cut out of one text of the block, cells cost least. Recognized lines are not read, so few of the others are
    // worth its conversion.
    let blockText: string | null = null;
    const kept: KeptLine = { bytes, bounds: cellBounds, cellIndexes: reader.cellIndexes };
    return (i) => {
      const start = bounds[2 * i] ?? 0;
      const end = bounds[2 * i + 1] ?? 0;
      const line = numberOf(block, i);
      if (end === start) {
        if (tooLong.has(line)) rows.rejectTooLong(line);
        return;
      }
      const lane0 = (lanes[2 * i] ?? 0) ^ seed.low;
      const lane1 = (lanes[2 * i + 1] ?? 0) ^ seed.high;
      const hash = { low: mixLow(lane0, lane1), high: mixHigh(lane0, lane1) };
      const count =
        keeper.recognize || isWide[i] === 1 || open.length > 0
          ? UNSURE
          : splitCells(bytes, start, end, cellBounds);
      if (count === UNSURE) takeText(tools.utf8(bytes, start, end), line, hash);
      else if (count === header.width && cleanLines?.isClean(bytes, cellBounds)) {
        reading.rowsRead += 1;
        reading.rowsAccepted += 1;
        keeper.keepLine?.(kept, hash, line);
      } else {
        blockText ??= tools.perByte(bytes);
        const cells = cutCells(blockText, cellBounds, count);
        rows.readCells(cells, line, hash, { cells, block: bytes, bounds: cellBounds });
      }
    };
  };

  return {
    cut(lines) {
      for (; linesCut < lines.tooLong.length; linesCut += 1)
        tooLong.add(lines.tooLong[linesCut] ?? 0);
      for (; digestsTold < lines.tooLongContents.length; digestsTold += 1)
        keeper.noteTooLong?.(lines.tooLongContents[digestsTold] ?? '');
    },
    async take(block, firstIndex) {
      const { lineCount, recognized } = block;
      const takeLine = lineTaker(block);
      let i = firstIndex;
      let taken = 0;
      if (recognized) {
        takeKnown(recognized.knownCount);
        for (; i < recognized.leftCount; i += 1) {
          if (recognized.isCopy[i] === 1) rows.ignoreCopy(textOf(block, i), numberOf(block, i));
          else takeLine(i);
          taken += 1;
          if (taken % BATCH_ROWS === 0) await keeper.drain?.();
        }
      }
      while (i < lineCount) {
        if (keeper.recognize && open.length === 0) {
          const { knownCount, left, isCopy, leftCount, end } = keeper.recognize(block, i);
          takeKnown(knownCount);
          for (let nth = 0; nth < leftCount; nth += 1) {
            const at = left[nth] ?? 0;
            if (isCopy[nth] === 1) rows.ignoreCopy(textOf(block, at), numberOf(block, at));
            else takeLine(at);
            taken += 1;
            if (taken % BATCH_ROWS === 0) await keeper.drain?.();
          }
          i = end;
        } else {
          takeLine(i);
          i += 1;
          taken += 1;
          if (taken % BATCH_ROWS === 0) await keeper.drain?.();
        }
      }
      await keeper.endBlock?.();
    },
    async end() {
      while (open.length > 0) giveUpOpen();
      await rows.end();
    },
  };
}

function numberOf({ firstLine, recognized }: LineBlock, i: number): number {
  return recognized ? (recognized.lineNumbers[i] ?? 0) : firstLine + i;
}

function hasOpenQuote(text: string): boolean {
  let quotes = 0;
  for (let at = text.indexOf('"'); at !== -1; at = text.indexOf('"', at + 1)) quotes += 1;
  return quotes % 2 === 1;
}
