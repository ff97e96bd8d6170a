// What reading a file asks of its bytes and not every platform does equally well. Everything here works in a browser; a
// server may bring what it does faster (lib/server/text/node-bytes.ts).
import type { Encoding } from '../encoding';

/**
 * Bytes are taken as they come and only looked at. `subarray` and `indexOf` of them may be used, `slice` may not: of
 * Node's own bytes it is no copy.
 */
export interface ByteTools {
  isUtf8(bytes: Uint8Array): boolean;
  /** The text of bytes that were found to be in the encoding, a byte order mark included. */
  decode(bytes: Uint8Array, encoding: Encoding): string;
  /** The same of UTF-8 between two places. */
  utf8(bytes: Uint8Array, start: number, end: number): string;
  /** One character for each byte, that of ASCII for each byte of ASCII. */
  perByte(bytes: Uint8Array): string;
  /** A copy of all parts, one after the other. */
  join(parts: readonly Uint8Array[]): Uint8Array;
}

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const decoders: Readonly<Record<Encoding, TextDecoder>> = {
  'utf-8': new TextDecoder('utf-8', { ignoreBOM: true }),
  'utf-16le': new TextDecoder('utf-16le', { ignoreBOM: true }),
  'utf-16be': new TextDecoder('utf-16be', { ignoreBOM: true }),
};
const singleBytes = new TextDecoder('windows-1252');

export const portableBytes: ByteTools = {
  isUtf8(bytes) {
    try {
      strict.decode(bytes);
      return true;
    } catch (error) {
      if (error instanceof TypeError) return false;
      throw error;
    }
  },
  decode: (bytes, encoding) => decoders[encoding].decode(bytes),
  utf8: (bytes, start, end) => decoders['utf-8'].decode(bytes.subarray(start, end)),
  perByte: (bytes) => singleBytes.decode(bytes),
  join(parts) {
    const joined = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const part of parts) {
      joined.set(part, at);
      at += part.length;
    }
    return joined;
  },
};
