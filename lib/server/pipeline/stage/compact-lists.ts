// What is remembered of a million people without an object for each. All grow by doubling.
import type { BinaryRows } from '../../db/binary-rows';

/** Eight yes or no each, in the order they came. */
export class Bitset {
  private bytes = new Uint8Array(1 << 12);
  private length = 0;

  push(): void {
    if (this.length === this.bytes.length) {
      const larger = new Uint8Array(2 * this.length);
      larger.set(this.bytes);
      this.bytes = larger;
    }
    this.length += 1;
  }

  at(index: number): number {
    return this.bytes[index] as number;
  }

  /** Beside those that are set already. */
  set(index: number, marks: number): void {
    this.bytes[index] = (this.bytes[index] as number) | marks;
  }
}

/** Numbers in the order they came. */
export class IntList {
  private values = new Int32Array(1 << 12);
  length = 0;

  push(value: number): void {
    if (this.length === this.values.length) {
      const larger = new Int32Array(2 * this.length);
      larger.set(this.values);
      this.values = larger;
    }
    this.values[this.length] = value;
    this.length += 1;
  }

  at(index: number): number {
    return this.values[index] as number;
  }

  set(index: number, value: number): void {
    this.values[index] = value;
  }
}

const BYTES_PER_CHARACTER = 3;

/** Texts in the order they came, as bytes of one block: a million strings would cost five times as much. */
export class StringArena {
  private bytes = Buffer.allocUnsafe(1 << 16);
  private end = 0;
  private readonly ends = new IntList();

  push(text: string): void {
    const room = text.length * BYTES_PER_CHARACTER;
    if (this.end + room > this.bytes.length) {
      const larger = Buffer.allocUnsafe(2 * this.bytes.length + room);
      this.bytes.copy(larger, 0, 0, this.end);
      this.bytes = larger;
    }
    this.end += this.bytes.write(text, this.end);
    this.ends.push(this.end);
  }

  /** As the next cell of a row. */
  write(index: number, into: BinaryRows): void {
    into.copy(this.bytes, index === 0 ? 0 : this.ends.at(index - 1), this.ends.at(index));
  }
}
