// A line's 64-bit hash: by it a line is recognised that is already in force word for word.

/**
 * Two 32-bit lanes over the bytes of a line, mixed at the end: no call, no copy and no object per line,
 * where a library's hash needs all three. Not for secrets; chance decides, at 1 in 2^64.
 */
export const LANE_SEEDS = [0xdeadbeef, 0x41c6ce57] as const;
export const LANE_FACTORS = [0x9e3779b1, 0x5f356495] as const;

/** One seed per header, file mode and reading rules: another header or rule makes every line new. */
export interface HashSeed {
  low: number;
  high: number;
}

export function hashSeed(text: string): HashSeed {
  const bytes = new TextEncoder().encode(text);
  let low: number = LANE_SEEDS[0];
  let high: number = LANE_SEEDS[1];
  for (const byte of bytes) {
    low = Math.imul(low ^ byte, LANE_FACTORS[0]);
    high = Math.imul(high ^ byte, LANE_FACTORS[1]);
  }
  return { low: mixLow(low, high), high: mixHigh(low, high) };
}

/** Final mixing: every bit of both lanes reaches every bit of the result. */
export function mixLow(low: number, high: number): number {
  let mixed = Math.imul(low ^ (low >>> 16), 0x85ebca6b);
  mixed ^= Math.imul(high ^ (high >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}

export function mixHigh(low: number, high: number): number {
  let mixed = Math.imul(high ^ (high >>> 16), 0x85ebca6b);
  mixed ^= Math.imul(low ^ (low >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}

const word = new BigInt64Array(1);
const halves = new Uint32Array(word.buffer);

/** As PostgreSQL keeps it: a signed bigint. */
export function toBigint(low: number, high: number): bigint {
  halves[0] = low;
  halves[1] = high;
  return word[0] ?? 0n;
}
