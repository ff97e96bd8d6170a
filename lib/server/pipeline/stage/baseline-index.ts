// A line that is already in force word for word needs no second reading. Its hash is kept on the live row; the
// reader asks this index and marks what it meets. What is left over is missing from the file, and the index
// knows where each of those rows stands.
import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { RosterEntity } from '@/lib/core/oneroster/files';
import { rosterTable, type RunKey } from '../../db/roster-tables';
import { toBigint } from '@/lib/core/csv/bytes/line-hash';

const EMPTY = 0;
const UNSEEN = 1;
const SEEN = 2;
/** Fuller than this, looking for a free slot takes long. */
const MOST_FULL = 0.75;
const FEWEST_SLOTS = 16;

/** Where PostgreSQL keeps a row (`ctid`), as it is written: "(block,item)". */
export type RowPlace = `(${number},${number})`;

/** Open addressing over typed arrays: 15 bytes a slot, no object per row. */
export class BaselineIndex {
  private slots = 0;
  private lows = new Uint32Array(0);
  private highs = new Uint32Array(0);
  private blocks = new Uint32Array(0);
  private items = new Uint16Array(0);
  private marks = new Uint8Array(0);
  private count = 0;
  /** Block and item by turns. */
  private readonly withoutHash: number[] = [];

  /** `expected` rows fit without the index having to grow. */
  constructor(expected: number) {
    this.allocate(expected);
  }

  /** Rows that have a hash. */
  get size(): number {
    return this.count;
  }

  add(low: number, high: number, block: number, item: number): void {
    if (this.count >= this.slots * MOST_FULL) this.grow();
    const slot = this.slotOf(low, high);
    if (this.marks[slot] !== EMPTY) return;
    this.put(slot, low, high, block, item, UNSEEN);
    this.count += 1;
  }

  /** A row in force that has no hash: its line had a problem. */
  addWithoutHash(block: number, item: number): void {
    this.withoutHash.push(block, item);
  }

  /** Null: not in the index. False: seen for the first time, now. True: seen before. */
  see(low: number, high: number): boolean | null {
    const slot = this.slotOf(low, high);
    const mark = this.marks[slot];
    if (mark === EMPTY) return null;
    this.marks[slot] = SEEN;
    return mark === SEEN;
  }

  /** The rows no line was equal to, with their hash, if they have one. */
  *unseen(): Generator<{ hash: bigint | null; place: RowPlace }> {
    for (let i = 0; i < this.withoutHash.length; i += 2) {
      yield { hash: null, place: `(${this.withoutHash[i] ?? 0},${this.withoutHash[i + 1] ?? 0})` };
    }
    for (let slot = 0; slot < this.slots; slot += 1) {
      if (this.marks[slot] !== UNSEEN) continue;
      yield {
        hash: toBigint(this.lows[slot] ?? 0, this.highs[slot] ?? 0),
        place: `(${this.blocks[slot] ?? 0},${this.items[slot] ?? 0})`,
      };
    }
  }

  private slotOf(low: number, high: number): number {
    let slot = Math.floor((high / 0x1_0000_0000) * this.slots);
    while (this.marks[slot] !== EMPTY && (this.lows[slot] !== low || this.highs[slot] !== high)) {
      slot += 1;
      if (slot === this.slots) slot = 0;
    }
    return slot;
  }

  private put(
    slot: number,
    low: number,
    high: number,
    block: number,
    item: number,
    mark: number,
  ): void {
    this.lows[slot] = low;
    this.highs[slot] = high;
    this.blocks[slot] = block;
    this.items[slot] = item;
    this.marks[slot] = mark;
  }

  private allocate(rows: number): void {
    this.slots = Math.max(FEWEST_SLOTS, Math.ceil(rows / MOST_FULL) + 1);
    this.lows = new Uint32Array(this.slots);
    this.highs = new Uint32Array(this.slots);
    this.blocks = new Uint32Array(this.slots);
    this.items = new Uint16Array(this.slots);
    this.marks = new Uint8Array(this.slots);
  }

  private grow(): void {
    const { slots, lows, highs, blocks, items, marks } = this;
    this.allocate(2 * this.count);
    for (let slot = 0; slot < slots; slot += 1) {
      const mark = marks[slot] ?? EMPTY;
      if (mark === EMPTY) continue;
      const low = lows[slot] ?? 0;
      const high = highs[slot] ?? 0;
      this.put(this.slotOf(low, high), low, high, blocks[slot] ?? 0, items[slot] ?? 0, mark);
    }
  }
}

const SIGNATURE_BYTES = 11;
const NO_VALUE = -1;
/** int16 field count, int32 length and 8 bytes of the hash, int32 length and 6 bytes of the place. */
const TUPLE_BYTES = 2 + 4 + 8 + 4 + 6;
const TUPLE_BYTES_WITHOUT_HASH = TUPLE_BYTES - 8;

/** The line hashes of a tenant's records in force. */
export async function loadBaselineIndex(
  client: pg.PoolClient,
  entity: RosterEntity,
  run: RunKey,
): Promise<BaselineIndex> {
  const { rows } = await client.query<{ expected: number }>(
    `SELECT coalesce(sum(count), 0)::int AS expected FROM roster_count WHERE tenant_id = $1 AND entity = $2 AND facet = ''`,
    [run.tenantId, entity],
  );
  return loadHashes(
    client,
    rows[0]?.expected ?? 0,
    `SELECT line_hash, ctid FROM ${rosterTable(entity, run)} WHERE tenant_id = ${run.tenantId} AND removed_at IS NULL`,
  );
}

/** The hashes and places of rows that a query gives. */
export async function loadHashes(
  client: pg.PoolClient,
  expected: number,
  query: string,
): Promise<BaselineIndex> {
  const index = new BaselineIndex(expected);
  const stream = client.query(copyTo(`COPY (${query}) TO STDOUT (FORMAT binary)`));
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
    // A field count of -1 ends the data; shorter than any tuple, it is never taken for one.
    while (offset + TUPLE_BYTES_WITHOUT_HASH <= bytes.length) {
      if (bytes.readInt32BE(offset + 2) === NO_VALUE) {
        index.addWithoutHash(bytes.readUInt32BE(offset + 10), bytes.readUInt16BE(offset + 14));
        offset += TUPLE_BYTES_WITHOUT_HASH;
        continue;
      }
      if (offset + TUPLE_BYTES > bytes.length) break;
      index.add(
        bytes.readUInt32BE(offset + 10),
        bytes.readUInt32BE(offset + 6),
        bytes.readUInt32BE(offset + 18),
        bytes.readUInt16BE(offset + 22),
      );
      offset += TUPLE_BYTES;
    }
    rest = Buffer.from(bytes.subarray(offset));
  }
  return index;
}
