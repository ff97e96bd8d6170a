// A line that is already in force word for word needs no second reading. Its 64-bit hash is kept on the
// live row; the reader asks this index and remembers the line it was seen on.
import { to as copyTo } from 'pg-copy-streams';
import type pg from 'pg';
import xxhash from 'xxhash-wasm';
import type { RosterEntity } from '@/lib/core/oneroster/files';
import { liveTable } from '../parts/tables';

export type HashLine = (line: Uint8Array, seed: bigint) => bigint;

/** Hashes are stored as PostgreSQL bigint, which is signed. */
export async function createLineHasher(): Promise<HashLine> {
  const { h64Raw } = await xxhash();
  return (line, seed) => BigInt.asIntN(64, h64Raw(line, seed));
}

/** One seed per header, file mode and reading rules: another header or rule makes every line new. */
export async function hashSeed(text: string): Promise<bigint> {
  const { h64 } = await xxhash();
  return h64(text);
}

const EMPTY = 0;
const UNSEEN = -1;

/** Open addressing over typed arrays: 12 bytes a slot, no object per row. */
export class BaselineIndex {
  private lows: Uint32Array;
  private highs: Uint32Array;
  /** EMPTY, UNSEEN, or the line the hash was seen on. */
  private lines: Int32Array;
  private mask: number;
  private count = 0;
  private readonly word = new BigInt64Array(1);
  private readonly halves = new Uint32Array(this.word.buffer);

  constructor(expected: number) {
    const slots = 2 ** Math.ceil(Math.log2(Math.max(expected, 8) * 1.5));
    this.lows = new Uint32Array(slots);
    this.highs = new Uint32Array(slots);
    this.lines = new Int32Array(slots);
    this.mask = slots - 1;
  }

  get size(): number {
    return this.count;
  }

  add(hash: bigint): void {
    this.word[0] = hash;
    const low = this.halves[0] ?? 0;
    const high = this.halves[1] ?? 0;
    const slot = this.slotOf(low, high);
    if (this.lines[slot] !== EMPTY) return;
    this.lows[slot] = low;
    this.highs[slot] = high;
    this.lines[slot] = UNSEEN;
    this.count += 1;
  }

  /** Null: not in the index. 0: seen for the first time, now. Otherwise the line it was seen on before. */
  see(hash: bigint, line: number): number | null {
    this.word[0] = hash;
    const slot = this.slotOf(this.halves[0] ?? 0, this.halves[1] ?? 0);
    const seenOn = this.lines[slot] ?? EMPTY;
    if (seenOn === EMPTY) return null;
    if (seenOn !== UNSEEN) return seenOn;
    this.lines[slot] = line;
    return 0;
  }

  *unseen(): Generator<bigint> {
    for (let slot = 0; slot <= this.mask; slot += 1) {
      if (this.lines[slot] !== UNSEEN) continue;
      this.halves[0] = this.lows[slot] ?? 0;
      this.halves[1] = this.highs[slot] ?? 0;
      yield this.word[0] ?? 0n;
    }
  }

  private slotOf(low: number, high: number): number {
    let slot = (low ^ Math.imul(high, 0x9e3779b1)) & this.mask;
    while (this.lines[slot] !== EMPTY && (this.lows[slot] !== low || this.highs[slot] !== high)) {
      slot = (slot + 1) & this.mask;
    }
    return slot;
  }
}

const SIGNATURE_BYTES = 11;
const TUPLE_BYTES = 14; // int16 field count, int32 length, int64 value

/** The line hashes of a tenant's records in force. */
export async function loadBaselineIndex(
  client: pg.PoolClient,
  entity: RosterEntity,
  tenantId: number,
): Promise<BaselineIndex> {
  const where = `tenant_id = ${tenantId} AND removed_at IS NULL AND line_hash IS NOT NULL`;
  const counted = await client.query<{ count: number }>(
    `SELECT count(*) AS count FROM ${liveTable(entity)} WHERE ${where}`,
  );
  const index = new BaselineIndex(counted.rows[0]?.count ?? 0);
  if (index.size === 0 && (counted.rows[0]?.count ?? 0) === 0) return index;
  const stream = client.query(
    copyTo(
      `COPY (SELECT line_hash FROM ${liveTable(entity)} WHERE ${where}) TO STDOUT (FORMAT binary)`,
    ),
  );
  let rest: Buffer = Buffer.alloc(0);
  let hasHeader = false;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    let bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    let offset = 0;
    if (!hasHeader) {
      if (bytes.length < SIGNATURE_BYTES + 8) {
        rest = bytes;
        continue;
      }
      offset = SIGNATURE_BYTES + 8 + bytes.readInt32BE(SIGNATURE_BYTES + 4);
      hasHeader = true;
    }
    while (offset + TUPLE_BYTES <= bytes.length) {
      index.add(bytes.readBigInt64BE(offset + 6));
      offset += TUPLE_BYTES;
    }
    bytes = bytes.subarray(offset);
    rest = Buffer.from(bytes);
  }
  return index;
}
