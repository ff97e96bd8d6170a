// Which ids were read, to find the references that lead nowhere while the files are read.
import { LANE_FACTORS, LANE_SEEDS, mixHigh, mixLow } from './line-hash';

const EMPTY = -1;
/** Fuller than this, looking for a free slot takes long. */
const MOST_FULL = 0.7;
const FEWEST_SLOTS = 1024;

/**
 * Ids by a 64-bit hash of their text, each with its place in the order of adding: 12 bytes a slot and no object
 * per id. As with lines, chance decides at 1 in 2^64 a pair.
 */
export class IdIndex {
  private slots = FEWEST_SLOTS;
  private lows = new Uint32Array(FEWEST_SLOTS);
  private highs = new Uint32Array(FEWEST_SLOTS);
  private places = new Int32Array(FEWEST_SLOTS).fill(EMPTY);
  private count = 0;
  private lastText = '';
  private lastPlace = EMPTY;

  get size(): number {
    return this.count;
  }

  /** The place of the new id; -1 where it is there already. */
  add(text: string): number {
    if (this.count >= this.slots * MOST_FULL) this.grow();
    const { low, high } = hashOf(text);
    const slot = this.slotOf(low, high);
    if (this.places[slot] !== EMPTY) return -1;
    this.lows[slot] = low;
    this.highs[slot] = high;
    this.places[slot] = this.count;
    this.count += 1;
    // It may have been asked for, and not found, just before.
    this.lastPlace = EMPTY;
    return this.count - 1;
  }

  /** The place of an id; -1 where it is not there. Files are sorted, so the same one is often asked for again. */
  find(text: string): number {
    if (this.lastPlace !== EMPTY && text === this.lastText) return this.lastPlace;
    const { low, high } = hashOf(text);
    const place = this.places[this.slotOf(low, high)] ?? EMPTY;
    this.lastText = text;
    this.lastPlace = place;
    return place;
  }

  has(text: string): boolean {
    return this.find(text) !== -1;
  }

  private slotOf(low: number, high: number): number {
    let slot = Math.floor((high / 0x1_0000_0000) * this.slots);
    while (this.places[slot] !== EMPTY && (this.lows[slot] !== low || this.highs[slot] !== high)) {
      slot += 1;
      if (slot === this.slots) slot = 0;
    }
    return slot;
  }

  private grow(): void {
    const { slots, lows, highs, places } = this;
    this.slots = 2 * slots;
    this.lows = new Uint32Array(this.slots);
    this.highs = new Uint32Array(this.slots);
    this.places = new Int32Array(this.slots).fill(EMPTY);
    for (let old = 0; old < slots; old += 1) {
      const place = places[old] ?? EMPTY;
      if (place === EMPTY) continue;
      const slot = this.slotOf(lows[old] ?? 0, highs[old] ?? 0);
      this.lows[slot] = lows[old] ?? 0;
      this.highs[slot] = highs[old] ?? 0;
      this.places[slot] = place;
    }
  }
}

const hash = { low: 0, high: 0 };

/** Valid until the next call: no object per id. */
function hashOf(text: string): { low: number; high: number } {
  let low: number = LANE_SEEDS[0] ^ text.length;
  let high: number = LANE_SEEDS[1];
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    low = Math.imul(low ^ code, LANE_FACTORS[0]);
    high = Math.imul(high ^ code, LANE_FACTORS[1]) ^ (low >>> 15);
  }
  hash.low = mixLow(low, high);
  hash.high = mixHigh(low, high);
  return hash;
}
