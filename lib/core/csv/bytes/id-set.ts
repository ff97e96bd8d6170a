// Which ids have come, where their places do not matter: half the room of an index.
import { hash, hashText } from './id-index';

/** Fuller than this, looking for a free slot takes long. */
const MOST_FULL = 0.75;
const FEWEST_SLOTS = 1024;
/** Of a slot: two halves of the hash. One of which both are 0 is free; an id hashed to that counts as another. */
const WORDS = 2;

/** Ids by a 64-bit hash of their text, 8 bytes a slot. Chance decides at 1 in 2^64 a pair whether two are taken for one. */
export class IdSet {
  private slots = FEWEST_SLOTS;
  private table = new Int32Array(WORDS * FEWEST_SLOTS);
  size = 0;

  /** Whether it is new. */
  add(text: string): boolean {
    if (this.size >= this.slots * MOST_FULL) this.grow();
    hashText(text);
    const low = hash.low === 0 && hash.high === 0 ? 1 : hash.low;
    const { high } = hash;
    const at = slotOf(this.table, low, high);
    if (this.table[at] === low && this.table[at + 1] === high) return false;
    this.table[at] = low;
    this.table[at + 1] = high;
    this.size += 1;
    return true;
  }

  private grow(): void {
    const old = this.table;
    this.slots *= 2;
    this.table = new Int32Array(WORDS * this.slots);
    for (let from = 0; from < old.length; from += WORDS) {
      const [low, high] = [old[from] as number, old[from + 1] as number];
      if (low === 0 && high === 0) continue;
      const to = slotOf(this.table, low, high);
      this.table[to] = low;
      this.table[to + 1] = high;
    }
  }
}

/** Where the id of this hash stands, or would. */
function slotOf(table: Int32Array, low: number, high: number): number {
  let at = WORDS * Math.floor(((high >>> 0) / 0x1_0000_0000) * (table.length / WORDS));
  while (
    (table[at] !== 0 || table[at + 1] !== 0) &&
    (table[at] !== low || table[at + 1] !== high)
  ) {
    at += WORDS;
    if (at === table.length) at = 0;
  }
  return at;
}
