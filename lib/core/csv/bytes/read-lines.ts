// Bytes to lines. The length of a record is bounded here, before any parser sees it: a parser fed an
// unclosed quote would otherwise swallow the file.
import { firstBadByte, judgeEncoding } from '../encoding';
import type { ByteTools } from './byte-tools';
import { splitLines } from './split-lines';
import { withWholeHead } from './whole-head';

export const MAX_RECORD_BYTES = 64 * 1024;

const NO_BYTES = new Uint8Array(0);
const LF = 10;
const CR = 13;

/** Whole lines of the file, `start` and `end` (exclusive, without line ends) into `bytes`. */
export interface LineBlock {
  bytes: Uint8Array;
  /** 1 for each line with bytes outside ASCII. */
  isWide: Uint8Array;
  /** Pairs of start and end. */
  bounds: Uint32Array;
  /** Pairs of unmixed hash lanes of each line (see line-hash.ts). */
  lanes: Uint32Array;
  lineCount: number;
  /** Number of the first line of the block; the first line of the file is 1. */
  firstLine: number;
  /** Of a block some of whose lines were recognized elsewhere and left out. */
  recognized?: RecognizedLines;
}

/** What became of the first lines of a block that were looked for among those in force. */
export interface RecognizedLines {
  /** Lines that are in force and stand here for the first time: they need no reading. */
  knownCount: number;
  /** How many lines of the block are left of those looked for; nobody looked for the lines after them. */
  leftCount: number;
  /** The number of each line of the block. */
  lineNumbers: Uint32Array;
  /** Of the lines left, 1 for each that is in force and stood in the file before. */
  isCopy: Uint8Array;
}

export interface LineFacts {
  byteCount: number;
  newline: 'LF' | 'CRLF' | 'CR' | 'mixed' | null;
  hasBom: boolean;
  lastLineIsOpen: boolean;
}

export type UnreadableText =
  | { code: 'NOT_UTF8'; byte: number; line: number }
  | { code: 'UTF16'; byte: number }
  | { code: 'EMPTY_FILE' };

export class UnreadableTextError extends Error {
  constructor(readonly problem: UnreadableText) {
    super(problem.code);
  }
}

export interface LineReader {
  blocks(): AsyncGenerator<LineBlock>;
  /** Lines cut because they were longer than a record may be. */
  tooLong: number[];
  /** The digest of each of those, in their order, as soon as its end was read; none where nobody asked for one. */
  tooLongContents: string[];
  facts(): LineFacts;
}

/** What a line that is too long to be kept is known again by: its bytes as they come, in however many pieces. */
export interface LineDigest {
  add(bytes: Uint8Array): void;
  end(): string;
}

export interface ReadLinesOptions {
  bytes: ByteTools;
  digestOfLine?: (() => LineDigest) | undefined;
}

/** Throws UnreadableTextError from `blocks()` where the bytes are not UTF-8 text. */
export function readLines(
  source: AsyncIterable<Uint8Array>,
  { bytes: tools, digestOfLine }: ReadLinesOptions,
): LineReader {
  const tooLong: number[] = [];
  const tooLongContents: string[] = [];
  const facts: LineFacts = { byteCount: 0, newline: null, hasBom: false, lastLineIsOpen: false };
  const keepDigest = (digest: LineDigest | undefined): void => {
    if (digest) tooLongContents.push(digest.end());
  };
  let crlfLines = 0;
  let lfLines = 0;

  async function* blocks(): AsyncGenerator<LineBlock> {
    let carry: Uint8Array = NO_BYTES;
    let newline = LF;
    let line = 1;
    let offset = 0;
    let isFirst = true;
    /** Of a line that is cut and goes on. */
    let skipped: { digest: LineDigest | undefined } | null = null;

    const toBlock = (bytes: Uint8Array): LineBlock => {
      if (!tools.isUtf8(bytes)) throw notUtf8(bytes, offset, line, newline);
      const firstLine = line;
      const { bounds, lanes, isWide, lineCount, crlfCount } = splitLines(bytes, newline);
      if (newline === LF) {
        crlfLines += crlfCount;
        lfLines += lineCount - crlfCount;
      }
      for (let i = 0; i < lineCount; i += 1) {
        const start = bounds[2 * i] ?? 0;
        const end = bounds[2 * i + 1] ?? 0;
        if (end - start <= MAX_RECORD_BYTES) continue;
        tooLong.push(line + i);
        const digest = digestOfLine?.();
        digest?.add(bytes.subarray(start, end));
        keepDigest(digest);
        bounds[2 * i + 1] = start;
      }
      line += lineCount;
      offset += bytes.length;
      return { bytes, isWide, bounds, lanes, lineCount, firstLine };
    };

    for await (const chunk of withWholeHead(source, tools)) {
      facts.byteCount += chunk.length;
      let bytes = isFirst ? start(chunk) : chunk;
      if (skipped) {
        const end = bytes.indexOf(newline);
        skipped.digest?.add(end === -1 ? bytes : bytes.subarray(0, end));
        if (end === -1) {
          offset += bytes.length;
          carry = NO_BYTES;
          continue;
        }
        // The cut line was counted when skipping began.
        offset += end + 1;
        bytes = bytes.subarray(end + 1);
        keepDigest(skipped.digest);
        skipped = null;
      }
      if (carry.length > 0) {
        // The line that began in the chunk before is a block of its own: joining both chunks would copy them.
        const end = bytes.indexOf(newline) + 1 || bytes.length;
        carry = tools.join([carry, bytes.subarray(0, end)]);
        bytes = bytes.subarray(end);
        if (carry.at(-1) === newline) {
          yield toBlock(carry);
          carry = NO_BYTES;
        }
      }
      const last = bytes.lastIndexOf(newline);
      if (last >= 0) yield toBlock(bytes.subarray(0, last + 1));
      if (last + 1 < bytes.length) carry = tools.join([bytes.subarray(last + 1)]);
      if (carry.length > 2 * MAX_RECORD_BYTES) {
        tooLong.push(line);
        skipped = { digest: digestOfLine?.() };
        skipped.digest?.add(carry);
        yield {
          bytes: carry,
          isWide: Uint8Array.of(0),
          bounds: Uint32Array.of(0, 0),
          lanes: Uint32Array.of(0, 0),
          lineCount: 1,
          firstLine: line,
        };
        line += 1;
        offset += carry.length;
        carry = NO_BYTES;
      }
    }
    if (skipped) keepDigest(skipped.digest);
    if (facts.byteCount === 0) throw new UnreadableTextError({ code: 'EMPTY_FILE' });
    if (carry.length > 0) {
      facts.lastLineIsOpen = true;
      const counted = lfLines;
      yield toBlock(carry);
      // A last line without an end says nothing about the line ends of the file.
      lfLines = counted;
    }
    if (newline === CR) facts.newline = 'CR';
    else if (crlfLines > 0 && lfLines > 0) facts.newline = 'mixed';
    else if (crlfLines > 0) facts.newline = 'CRLF';
    else if (lfLines > 0) facts.newline = 'LF';

    function start(bytes: Uint8Array): Uint8Array {
      isFirst = false;
      const { encoding, markBytes } = judgeEncoding(bytes);
      if (encoding !== 'utf-8')
        throw new UnreadableTextError({
          code: 'UTF16',
          byte: markBytes > 0 ? 0 : Math.max(0, bytes.indexOf(0)),
        });
      newline = newlineOf(bytes);
      facts.hasBom = markBytes > 0;
      offset = markBytes;
      return bytes.subarray(markBytes);
    }
  }

  return { blocks, tooLong, tooLongContents, facts: () => facts };
}

/** What ends the lines of a file, by its head: LF, with a CR before it or not, or CR alone. */
export function newlineOf(head: Uint8Array): number {
  return !head.includes(LF) && head.includes(CR) ? CR : LF;
}

function notUtf8(
  bytes: Uint8Array,
  offset: number,
  firstLine: number,
  newline: number,
): UnreadableTextError {
  const bad = firstBadByte(bytes);
  let line = firstLine;
  for (let at = bytes.indexOf(newline); at !== -1 && at < bad; at = bytes.indexOf(newline, at + 1))
    line += 1;
  return new UnreadableTextError({ code: 'NOT_UTF8', byte: offset + bad, line });
}
