// Bytes to text in small pieces, so that a file of any size takes the same memory. Which encodings are read is decided
// in ../encoding.
import { firstBadByte, judgeEncoding, unfinishedBytes, type Encoding } from '../encoding';
import type { ByteTools } from './byte-tools';
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
  head: Uint8Array;
  encoding: Encoding;
  /** Throws BadByteError after the text before it. */
  pieces(): AsyncGenerator<string>;
}

export async function openText(
  source: AsyncIterable<Uint8Array>,
  tools: ByteTools,
): Promise<TextReader> {
  const chunks = withWholeHead(source, tools);
  const first = await chunks.next();
  const head = first.done === true ? new Uint8Array(0) : first.value;
  const { encoding, markBytes } = judgeEncoding(head);

  async function* bytes(): AsyncGenerator<Uint8Array> {
    yield head.subarray(markBytes);
    yield* chunks;
  }

  async function* pieces(): AsyncGenerator<string> {
    let carry: Uint8Array = new Uint8Array(0);
    let offset = markBytes;
    try {
      for await (const chunk of bytes()) {
        for (let at = 0; at < chunk.length; at += PIECE_BYTES) {
          const part = chunk.subarray(at, at + PIECE_BYTES);
          const piece = carry.length > 0 ? tools.join([carry, part]) : part;
          const unfinished = encoding === 'utf-8' ? unfinishedBytes(piece) : piece.length % 2;
          const whole = piece.subarray(0, piece.length - unfinished);
          carry = tools.join([piece.subarray(whole.length)]);
          if (encoding === 'utf-8' && !tools.isUtf8(whole)) {
            const bad = firstBadByte(whole);
            yield tools.utf8(whole, 0, bad);
            throw new BadByteError(offset + bad);
          }
          offset += whole.length;
          yield tools.decode(whole, encoding);
        }
      }
      if (carry.length > 0) throw new BadByteError(offset);
    } finally {
      await chunks.return(undefined);
    }
  }

  return { head, encoding, pieces };
}
