// In which encoding a file is, from its first bytes, and where it is not what it is said to be. One place for rosters
// and attendance.

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be';

export interface JudgedEncoding {
  encoding: Encoding;
  /** Bytes of the byte order mark; 0 where there is none. */
  markBytes: number;
}

/** As much of a file's beginning as is looked at. */
export const HEAD_BYTES = 64 * 1024;

/**
 * Without a mark, UTF-16 is known by its letters: each is followed by a zero byte, where in UTF-8 most letters are
 * followed by letters. Zero bytes alone say nothing: some exports write one for every empty value.
 */
export function judgeEncoding(head: Uint8Array): JudgedEncoding {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf)
    return { encoding: 'utf-8', markBytes: 3 };
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: 'utf-16le', markBytes: 2 };
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: 'utf-16be', markBytes: 2 };
  let beforeZero = 0;
  let beforeLetter = 0;
  let evenZeros = 0;
  let oddZeros = 0;
  const size = Math.min(head.length, HEAD_BYTES);
  for (let at = 0; at < size; at += 1) {
    const byte = head[at] as number;
    if (byte === 0) {
      if (at % 2 === 0) evenZeros += 1;
      else oddZeros += 1;
    } else if (isLetter(byte) && at + 1 < size) {
      const next = head[at + 1] as number;
      if (next === 0) beforeZero += 1;
      else if (isLetter(next)) beforeLetter += 1;
    }
  }
  if (beforeZero < 2 || beforeZero < 4 * beforeLetter) return { encoding: 'utf-8', markBytes: 0 };
  return { encoding: oddZeros >= evenZeros ? 'utf-16le' : 'utf-16be', markBytes: 0 };
}

function isLetter(byte: number): boolean {
  return (byte >= 48 && byte <= 57) || (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122);
}

/** Position of the first byte that no UTF-8 text has there; a character that is cut at the end counts. -1: none. */
export function firstBadByte(bytes: Uint8Array): number {
  let at = 0;
  while (at < bytes.length) {
    const length = characterLength(bytes, at);
    if (length === 0) return at;
    at += length;
  }
  return -1;
}

/** How many bytes at the end begin a character that is not whole. */
export function unfinishedBytes(bytes: Uint8Array): number {
  const size = bytes.length;
  for (let back = 1; back <= 3 && back <= size; back += 1) {
    const byte = bytes[size - back] as number;
    if ((byte & 0xc0) === 0x80) continue;
    const wanted = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return wanted > back ? back : 0;
  }
  return 0;
}

/** 0 where no character begins. */
function characterLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at] as number;
  if (first < 0x80) return 1;
  const length =
    first >= 0xc2 && first <= 0xdf
      ? 2
      : first >= 0xe0 && first <= 0xef
        ? 3
        : first >= 0xf0 && first <= 0xf4
          ? 4
          : 0;
  if (length === 0) return 0;
  for (let i = 1; i < length; i += 1) {
    const byte = bytes[at + i];
    if (byte === undefined || (byte & 0xc0) !== 0x80) return 0;
  }
  const second = bytes[at + 1] as number;
  // No longer spelling than needed, no half of a pair, nothing beyond Unicode.
  if (first === 0xe0 && second < 0xa0) return 0;
  if (first === 0xed && second > 0x9f) return 0;
  if (first === 0xf0 && second < 0x90) return 0;
  if (first === 0xf4 && second > 0x8f) return 0;
  return length;
}
