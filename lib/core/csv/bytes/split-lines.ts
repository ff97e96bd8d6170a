// Where each line of a block begins and ends, and the hash of its bytes. Five million lines pass here a day:
// a plain function over typed arrays, since closures and objects per line cost three times as much.
import { LANE_FACTORS, LANE_SEEDS } from './line-hash';

const LF = 10;
const CR = 13;
const TYPICAL_LINE = 40;
const HIGH_BITS = 0x80808080;

export interface SplitLines {
  /** Pairs of start and end (exclusive, without line ends). */
  bounds: Uint32Array;
  /** Pairs of unmixed hash lanes of each line. */
  lanes: Uint32Array;
  lineCount: number;
  /** 1 for each line with bytes outside ASCII. */
  isWide: Uint8Array;
  /** Of the lines, those that ended with CR LF. */
  crlfCount: number;
}

/** Splits at `newline`; with LF, a CR before it belongs to the line end. */
export function splitLines(bytes: Uint8Array, newline: number): SplitLines {
  const size = bytes.length;
  const view = new DataView(bytes.buffer, bytes.byteOffset, size);
  let room = Math.max(16, Math.ceil(size / TYPICAL_LINE));
  let bounds = new Uint32Array(2 * room);
  let lanes = new Uint32Array(2 * room);
  let isWide = new Uint8Array(room);
  let lineCount = 0;
  let crlfCount = 0;
  let start = 0;
  while (start < size) {
    const at = bytes.indexOf(newline, start);
    let end = at === -1 ? size : at;
    const next = end + 1;
    if (newline === LF && end > start && bytes[end - 1] === CR) {
      end -= 1;
      crlfCount += 1;
    }
    if (lineCount === room) {
      room *= 2;
      bounds = copied(bounds, new Uint32Array(2 * room));
      lanes = copied(lanes, new Uint32Array(2 * room));
      isWide = copied(isWide, new Uint8Array(room));
    }
    bounds[2 * lineCount] = start;
    bounds[2 * lineCount + 1] = end;
    if (hashInto(lanes, 2 * lineCount, bytes, view, start, end)) isWide[lineCount] = 1;
    lineCount += 1;
    start = next;
  }
  return { bounds, lanes, isWide, lineCount, crlfCount };
}

/**
 * Eight bytes a step. Each step is a bijection of both lanes for given bytes, so what differs once stays
 * different; the length keeps lines apart that differ in trailing zero bytes alone. True where a byte is
 * outside ASCII.
 */
function hashInto(
  lanes: Uint32Array,
  slot: number,
  bytes: Uint8Array,
  view: DataView,
  start: number,
  end: number,
): boolean {
  let seen = 0;
  let low: number = LANE_SEEDS[0] ^ (end - start);
  let high: number = LANE_SEEDS[1];
  let at = start;
  for (; at + 8 <= end; at += 8) {
    const first = view.getInt32(at, true);
    const second = view.getInt32(at + 4, true);
    seen |= first | second;
    low = Math.imul(low ^ first, LANE_FACTORS[0]);
    low = ((low << 13) | (low >>> 19)) ^ high;
    high = Math.imul(high ^ second, LANE_FACTORS[1]);
    high = ((high << 11) | (high >>> 21)) ^ low;
  }
  for (; at < end; at += 1) {
    const byte = bytes[at] as number;
    seen |= byte;
    low = Math.imul(low ^ byte, LANE_FACTORS[0]);
    high = Math.imul(high ^ byte, LANE_FACTORS[1]) ^ (low >>> 15);
  }
  lanes[slot] = low;
  lanes[slot + 1] = high;
  return (seen & HIGH_BITS) !== 0;
}

function copied<T extends Uint8Array | Uint32Array>(from: T, into: T): T {
  into.set(from);
  return into;
}
