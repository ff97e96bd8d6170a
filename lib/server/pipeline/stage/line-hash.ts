// A line that is already in force word for word needs no second reading. Its 64-bit hash is kept on the
// live row; the reader asks this index and marks what it meets.
import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { RosterEntity } from '@/lib/core/oneroster/files';
import { liveTable } from '../parts/tables';

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
  const bytes = Buffer.from(text);
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

const UNSEEN = 1;
const SEEN = 2;

/** Open addressing over typed arrays: 9 bytes a slot, no object per row. */
export class BaselineIndex {
  private readonly slots: number;
  private readonly lows: Uint32Array;
  private readonly highs: Uint32Array;
  private readonly marks: Uint8Array;
  private count = 0;
  /** Records in force that have no hash: their lines had a problem. */
  unhashed = 0;

  constructor(expected: number) {
    this.slots = Math.ceil(Math.max(expected, 8) * 1.6);
    this.lows = new Uint32Array(this.slots);
    this.highs = new Uint32Array(this.slots);
    this.marks = new Uint8Array(this.slots);
  }

  get size(): number {
    return this.count;
  }

  add(low: number, high: number): void {
    const slot = this.slotOf(low, high);
    if (this.marks[slot] !== 0) return;
    this.lows[slot] = low;
    this.highs[slot] = high;
    this.marks[slot] = UNSEEN;
    this.count += 1;
  }

  /** Null: not in the index. False: seen for the first time, now. True: seen before. */
  see(low: number, high: number): boolean | null {
    const slot = this.slotOf(low, high);
    const mark = this.marks[slot];
    if (mark === 0) return null;
    this.marks[slot] = SEEN;
    return mark === SEEN;
  }

  *unseen(): Generator<bigint> {
    for (let slot = 0; slot < this.slots; slot += 1) {
      if (this.marks[slot] === UNSEEN) yield toBigint(this.lows[slot] ?? 0, this.highs[slot] ?? 0);
    }
  }

  private slotOf(low: number, high: number): number {
    let slot = Math.floor((high / 0x1_0000_0000) * this.slots);
    while (this.marks[slot] !== 0 && (this.lows[slot] !== low || this.highs[slot] !== high)) {
      slot += 1;
      if (slot === this.slots) slot = 0;
    }
    return slot;
  }
}

const SIGNATURE_BYTES = 11;
const NO_VALUE = -1;

/** The line hashes of a tenant's records in force. */
export async function loadBaselineIndex(
  client: pg.PoolClient,
  entity: RosterEntity,
  tenantId: number,
): Promise<BaselineIndex> {
  const stream = client.query(
    copyTo(
      `COPY (SELECT line_hash FROM ${liveTable(entity)} WHERE tenant_id = ${tenantId} AND removed_at IS NULL)
       TO STDOUT (FORMAT binary)`,
    ),
  );
  // Kept as they come, low and high by turns, and entered once their number is known.
  let halves = new Uint32Array(1 << 16);
  let filled = 0;
  let unhashed = 0;
  let rest: Buffer = Buffer.alloc(0);
  let hasHeader = false;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    const bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    let offset = 0;
    if (!hasHeader) {
      if (bytes.length < SIGNATURE_BYTES + 8) {
        rest = bytes;
        continue;
      }
      offset = SIGNATURE_BYTES + 8 + bytes.readInt32BE(SIGNATURE_BYTES + 4);
      hasHeader = true;
    }
    // A tuple: int16 field count (-1 ends the data), int32 length of the value, the value.
    while (offset + 6 <= bytes.length) {
      const length = bytes.readInt32BE(offset + 2);
      if (length === NO_VALUE) {
        unhashed += 1;
        offset += 6;
        continue;
      }
      if (offset + 14 > bytes.length) break;
      if (filled === halves.length) {
        const larger = new Uint32Array(2 * filled);
        larger.set(halves);
        halves = larger;
      }
      halves[filled] = bytes.readUInt32BE(offset + 10);
      halves[filled + 1] = bytes.readUInt32BE(offset + 6);
      filled += 2;
      offset += 14;
    }
    rest = Buffer.from(bytes.subarray(offset));
  }
  const index = new BaselineIndex(filled / 2);
  index.unhashed = unhashed;
  for (let i = 0; i < filled; i += 2) index.add(halves[i] ?? 0, halves[i + 1] ?? 0);
  return index;
}
