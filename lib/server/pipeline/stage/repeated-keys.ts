// Which people seem to be in a class twice, told while enrollments are read: the database then looks at theirs alone.
import { storedColumns } from '@/lib/core/oneroster';
import type { CellValue } from '@/lib/core/oneroster/row/row-state';
import { LANE_FACTORS, LANE_SEEDS, mixHigh, mixLow } from '@/lib/core/csv/bytes/line-hash';
import type { KeptLine } from '@/lib/core/oneroster/file-reading/row-keeper';
import { nodeBytes } from '../../text/node-bytes';
import type { RowFollower } from './row-follower';

const FIELDS = storedColumns('enrollment').map(({ field }) => field);
/** What makes two rows the same membership, whatever their ids. */
const USER = FIELDS.indexOf('user_sourced_id');
const CLASS = FIELDS.indexOf('class_sourced_id');
const ROLE = FIELDS.indexOf('role');

/**
 * A block is a cache line, and all keys of a person are in one: files mostly come in the order of people or of classes,
 * and a line then costs no visit to memory. 16 MB hold 5 million keys at one mistake in 1,000.
 */
const WORDS_PER_BLOCK = 16;
const BLOCKS_BITS = 18;
/** On a usual day few rows are read again: the first keys take 128 KB, since touching 16 MB costs a tenth of a second. */
const FIRST_BLOCKS_BITS = 11;
const FIRST_KEYS = 40_000;
const BITS_IN_BLOCK = 9;
const BIT_MASK = (1 << BITS_IN_BLOCK) - 1;
const BITS_PER_KEY = 5;
/** So many fit into what is left of the first word of a hash; the rest come out of the second. */
const FROM_FIRST_WORD = 3;
/** With more of them than that, going through all rows costs less than a list. */
const MOST_PEOPLE = 50_000;
/** Of a key that is kept: two words of its hash, and one of its person's. */
const WORDS_PER_KEY = 3;

/**
 * A Bloom filter over the keys of the rows that were read. It misses no key that comes again; that some come again which do
 * not is for the database to find out.
 */
export class RepeatedKeys implements RowFollower {
  private words = new Int32Array(WORDS_PER_BLOCK << FIRST_BLOCKS_BITS);
  private blocksBits = FIRST_BLOCKS_BITS;
  /** The first keys, until there are more. */
  private firstKeys: Int32Array | null = new Int32Array(WORDS_PER_KEY * FIRST_KEYS);
  private firstCount = 0;
  private readonly found = new Set<string>();
  private low = 0;
  private high = 0;

  /** Those with a key that came again; 'many' where there are too many to list. */
  people(): readonly string[] | 'many' {
    return this.found.size > MOST_PEOPLE ? 'many' : [...this.found];
  }

  take(values: readonly CellValue[]): void {
    const user = String(values[USER] ?? '');
    const role = String(values[ROLE] ?? '');
    this.begin();
    this.addText(user);
    const person = mixHigh(this.low, this.high);
    this.addText(String(values[CLASS] ?? ''));
    if (this.cameBefore(person, role.length, role.charCodeAt(0))) this.note(user);
  }

  takeLine({ bytes, bounds, cellIndexes }: KeptLine): void {
    const userCell = 2 * (cellIndexes[USER] as number);
    const classCell = 2 * (cellIndexes[CLASS] as number);
    const roleCell = 2 * (cellIndexes[ROLE] as number);
    const from = bounds[userCell] as number;
    const to = bounds[userCell + 1] as number;
    const role = bounds[roleCell] as number;
    this.begin();
    this.addBytes(bytes, from, to);
    const person = mixHigh(this.low, this.high);
    this.addBytes(bytes, bounds[classCell] as number, bounds[classCell + 1] as number);
    const roleLength = (bounds[roleCell + 1] as number) - role;
    if (this.cameBefore(person, roleLength, bytes[role] as number))
      this.note(nodeBytes.utf8(bytes, from, to));
  }

  private note(user: string): void {
    if (this.found.size <= MOST_PEOPLE) this.found.add(user);
  }

  private begin(): void {
    this.low = LANE_SEEDS[0];
    this.high = LANE_SEEDS[1];
  }

  private addText(text: string): void {
    let { low, high } = this;
    low ^= text.length;
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      low = Math.imul(low ^ code, LANE_FACTORS[0]);
      high = Math.imul(high ^ code, LANE_FACTORS[1]) ^ (low >>> 15);
    }
    this.low = low;
    this.high = high;
  }

  /** Of ASCII the same as `addText` of its text. */
  private addBytes(bytes: Uint8Array, from: number, to: number): void {
    let { low, high } = this;
    low ^= to - from;
    for (let at = from; at < to; at += 1) {
      const code = bytes[at] as number;
      low = Math.imul(low ^ code, LANE_FACTORS[0]);
      high = Math.imul(high ^ code, LANE_FACTORS[1]) ^ (low >>> 15);
    }
    this.low = low;
    this.high = high;
  }

  /** No two roles have both their length and their first letter in common. */
  private cameBefore(person: number, roleLength: number, roleLetter: number): boolean {
    const seed = this.low ^ Math.imul((roleLength << 8) | roleLetter, LANE_FACTORS[1]);
    const low = mixLow(seed, this.high);
    const high = mixHigh(seed, this.high);
    if (this.firstKeys) this.keepFirst(low, high, person);
    return this.mark(low, high, person);
  }

  private keepFirst(low: number, high: number, person: number): void {
    const keys = this.firstKeys as Int32Array;
    const at = WORDS_PER_KEY * this.firstCount;
    if (at < keys.length) {
      keys[at] = low;
      keys[at + 1] = high;
      keys[at + 2] = person;
      this.firstCount += 1;
      return;
    }
    this.firstKeys = null;
    this.words = new Int32Array(WORDS_PER_BLOCK << BLOCKS_BITS);
    this.blocksBits = BLOCKS_BITS;
    for (let key = 0; key < keys.length; key += WORDS_PER_KEY)
      this.mark(keys[key] as number, keys[key + 1] as number, keys[key + 2] as number);
  }

  /** Returns whether all bits of the key were set. */
  private mark(low: number, high: number, person: number): boolean {
    const { words } = this;
    const block = (person >>> (32 - this.blocksBits)) * WORDS_PER_BLOCK;
    let bits = low;
    let isKnown = true;
    for (let nth = 0; nth < BITS_PER_KEY; nth += 1) {
      if (nth === FROM_FIRST_WORD) bits = high;
      const at = block + ((bits & BIT_MASK) >>> 5);
      const mask = 1 << (bits & 31);
      const word = words[at] as number;
      if ((word & mask) === 0) {
        isKnown = false;
        words[at] = word | mask;
      }
      bits >>>= BITS_IN_BLOCK;
    }
    return isKnown;
  }
}
