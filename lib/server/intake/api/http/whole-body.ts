// The whole of an answer, decompressed, up to a limit that counts what comes out: a small answer can be a large one, compressed.
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { ApiFailure } from './failures';

export async function readWhole(
  body: Readable,
  encoding: string | null,
  maxBytes: number,
): Promise<Buffer> {
  const parts: Buffer[] = [];
  let byteCount = 0;
  const keep = async (source: AsyncIterable<Buffer>): Promise<void> => {
    for await (const part of source) {
      byteCount += part.byteLength;
      if (byteCount > maxBytes) throw new ApiFailure('TOO_LARGE', 'SMALLER_PAGE');
      parts.push(part);
    }
  };
  const decoder = decoderOf(encoding);
  await (decoder ? pipeline(body, decoder, keep) : pipeline(body, keep));
  return Buffer.concat(parts, byteCount);
}

function decoderOf(encoding: string | null) {
  switch (encoding?.trim().toLowerCase()) {
    case 'gzip':
    case 'x-gzip':
      return createGunzip();
    case 'br':
      return createBrotliDecompress();
    case 'deflate':
      return createInflate();
    // What we did not ask for is left as it is.
    default:
      return null;
  }
}
