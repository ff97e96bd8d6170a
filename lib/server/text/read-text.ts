// Bytes to text in small pieces, so that a file of any size takes the same memory. Which encodings are read is decided
// in lib/core/csv/encoding.
import { isUtf8 } from 'node:buffer';
import {
  firstBadByte,
  judgeEncoding,
  unfinishedBytes,
  type Encoding,
} from '@/lib/core/csv/encoding';
import { withWholeHead } from './whole-head';

const PIECE_BYTES = 64 * 1024;

/** The byte, counted from 0, at which the file stops being text. */
export class BadByteError extends Error {
  constructor(readonly byte: number) {
    super(`byte ${byte} is no text`);
  }
}

export interface TextReader {
  /** The first bytes as they came, for telling what is no text at all. */
  head: Buffer;
  encoding: Encoding;
  /** Throws BadByteError after the text before it. */
  pieces(): AsyncGenerator<string>;
}

export async function openText(source: AsyncIterable<Buffer>): Promise<TextReader> {
  const chunks = withWholeHead(source);
  const first = await chunks.next();
  const head = first.done === true ? Buffer.alloc(0) : first.value;
  const { encoding, markBytes } = judgeEncoding(head);

  async function* bytes(): AsyncGenerator<Buffer> {
    yield head.subarray(markBytes);
    yield* chunks;
  }

  async function* pieces(): AsyncGenerator<string> {
    let carry: Buffer = Buffer.alloc(0);
    let offset = markBytes;
    try {
      for await (const chunk of bytes()) {
        for (let at = 0; at < chunk.length; at += PIECE_BYTES) {
          const part = chunk.subarray(at, at + PIECE_BYTES);
          const piece = carry.length > 0 ? Buffer.concat([carry, part]) : part;
          const unfinished = encoding === 'utf-8' ? unfinishedBytes(piece) : piece.length % 2;
          const whole = piece.subarray(0, piece.length - unfinished);
          carry = Buffer.from(piece.subarray(whole.length));
          if (encoding === 'utf-8' && !isUtf8(whole)) {
            const bad = firstBadByte(whole);
            yield whole.toString('utf8', 0, bad);
            throw new BadByteError(offset + bad);
          }
          offset += whole.length;
          yield decode(whole, encoding);
        }
      }
      if (carry.length > 0) throw new BadByteError(offset);
    } finally {
      await chunks.return(undefined);
    }
  }

  return { head, encoding, pieces };
}

function decode(bytes: Buffer, encoding: Encoding): string {
  if (encoding === 'utf-8') return bytes.toString('utf8');
  return (encoding === 'utf-16le' ? bytes : Buffer.from(bytes).swap16()).toString('utf16le');
}
