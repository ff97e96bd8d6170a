import { createHash, type Hash } from 'node:crypto';
import type { LineDigest } from '@/lib/core/csv/bytes/read-lines';

const BLANK = 32;
const QUOTE = 34;
const COMMA = 44;

/**
 * What a line is known again by that cannot be read as values: its bytes as they come, in however many pieces. Blanks and
 * quotes around a value are no part of it, and those within one count as one blank: programs write them anew.
 */
export class LineContent implements LineDigest {
  private readonly hash: Hash = createHash('sha1');
  private isAtEdge = true;
  private hasGap = false;

  add(bytes: Uint8Array): void {
    // A blank for every gap, which was at least one byte itself.
    const kept = Buffer.allocUnsafe(bytes.length + 1);
    let length = 0;
    for (const byte of bytes) {
      if (byte <= BLANK || byte === QUOTE) {
        this.hasGap = !this.isAtEdge;
        continue;
      }
      if (this.hasGap && byte !== COMMA) kept[length++] = BLANK;
      this.hasGap = false;
      this.isAtEdge = byte === COMMA;
      kept[length++] = byte;
    }
    this.hash.update(kept.subarray(0, length));
  }

  end(): string {
    return this.hash.digest('base64');
  }
}

/** The same of a line that is all here. */
export function contentOfLine(text: string): string {
  const content = new LineContent();
  content.add(Buffer.from(text.normalize('NFC')));
  return content.end();
}
