// Which ids were read, to find the references that lead nowhere while the files are read.
import { LANE_FACTORS, LANE_SEEDS, mixHigh, mixLow } from './line-hash';

const NOT_THERE = -1;
/** Fuller than this, looking for a free slot takes long. */
const MOST_FULL = 0.7;
const FEWEST_SLOTS = 1024;
/** Of a slot: two halves of the hash, the place plus one (0: free), and one word so that no slot crosses a cache line. */
const WORDS = 4;
const HIGH = 1;
const PLACE = 2;

/**
 * Ids by a 64-bit hash of their text, each with its place in the order of adding: 16 bytes a slot and no object
 * per id. As with lines, chance decides at 1 in 2^64 a pair.
 */
export class IdIndex {
  private slots = FEWEST_SLOTS;
  private table = new Int32Array(WORDS * FEWEST_SLOTS);
  private count = 0;
  private lastText = '';
  private lastPlace = NOT_THERE;
  private lastLow = 0;
  private lastHigh = 0;
  private lastPlaceByHash = NOT_THERE;

  get size(): number {
    return this.count;
  }

  /** The place of an id, added where it is new: its place is then what `size` was before. */
  placeOf(text: string): number {
    if (this.lastPlace !== NOT_THERE && text === this.lastText) return this.lastPlace;
    if (this.count >= this.slots * MOST_FULL) this.grow();
    hashText(text);
    const { low, high } = hash;
    const at = this.slotOf(low, high);
    const known = (this.table[at + PLACE] as number) - 1;
    this.lastText = text;
    this.lastPlace = known === NOT_THERE ? this.add(at, low, high) : known;
    return this.lastPlace;
  }

  /** The same for an id of ASCII that stands in a block of the file. */
  placeOfBytes(bytes: Uint8Array, from: number, to: number): number {
    const known = this.findBytes(bytes, from, to);
    if (known !== NOT_THERE) return known;
    if (this.count >= this.slots * MOST_FULL) this.grow();
    const at = this.slotOf(this.lastLow, this.lastHigh);
    this.lastPlaceByHash = this.add(at, this.lastLow, this.lastHigh);
    return this.lastPlaceByHash;
  }

  /** The place of an id; -1 where it is not there. Files are sorted, so the same one is often asked for again. */
  find(text: string): number {
    if (this.lastPlace !== NOT_THERE && text === this.lastText) return this.lastPlace;
    hashText(text);
    const place = (this.table[this.slotOf(hash.low, hash.high) + PLACE] as number) - 1;
    this.lastText = text;
    this.lastPlace = place;
    return place;
  }

  /** The same for an id of ASCII that stands in a block of the file. */
  findBytes(bytes: Uint8Array, from: number, to: number): number {
    hashBytes(bytes, from, to);
    const { low, high } = hash;
    if (this.lastPlaceByHash !== NOT_THERE && low === this.lastLow && high === this.lastHigh) {
      return this.lastPlaceByHash;
    }
    this.lastLow = low;
    this.lastHigh = high;
    this.lastPlaceByHash = (this.table[this.slotOf(low, high) + PLACE] as number) - 1;
    return this.lastPlaceByHash;
  }

  private add(at: number, low: number, high: number): number {
    const { table } = this;
    table[at] = low;
    table[at + HIGH] = high;
    this.count += 1;
    table[at + PLACE] = this.count;
    return this.count - 1;
  }

  /** Where the id of this hash stands in the table, or would. */
  private slotOf(low: number, high: number): number {
    const { table } = this;
    let at = WORDS * Math.floor(((high >>> 0) / 0x1_0000_0000) * this.slots);
    while (table[at + PLACE] !== 0 && (table[at] !== low || table[at + HIGH] !== high)) {
      at += WORDS;
      if (at === table.length) at = 0;
    }
    return at;
  }

  private grow(): void {
    const old = this.table;
    this.slots *= 2;
    this.table = new Int32Array(WORDS * this.slots);
    for (let from = 0; from < old.length; from += WORDS) {
      if (old[from + PLACE] === 0) continue;
      const to = this.slotOf(old[from] as number, old[from + HIGH] as number);
      this.table[to] = old[from] as number;
      this.table[to + HIGH] = old[from + HIGH] as number;
      this.table[to + PLACE] = old[from + PLACE] as number;
    }
  }
}

/** Of the id that was hashed last: no object per id. */
export const hash = { low: 0, high: 0 };

export function hashText(text: string): void {
  let low: number = LANE_SEEDS[0] ^ text.length;
  let high: number = LANE_SEEDS[1];
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    low = Math.imul(low ^ code, LANE_FACTORS[0]);
    high = Math.imul(high ^ code, LANE_FACTORS[1]) ^ (low >>> 15);
  }
  hash.low = mixLow(low, high) | 0;
  hash.high = mixHigh(low, high) | 0;
}

/** Of ASCII what `hashText` makes of its text. */
function hashBytes(bytes: Uint8Array, from: number, to: number): void {
  let low: number = LANE_SEEDS[0] ^ (to - from);
  let high: number = LANE_SEEDS[1];
  for (let at = from; at < to; at += 1) {
    const code = bytes[at] as number;
    low = Math.imul(low ^ code, LANE_FACTORS[0]);
    high = Math.imul(high ^ code, LANE_FACTORS[1]) ^ (low >>> 15);
  }
  hash.low = mixLow(low, high) | 0;
  hash.high = mixHigh(low, high) | 0;
}
