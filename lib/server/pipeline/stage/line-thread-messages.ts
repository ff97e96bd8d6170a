// What the worker and the thread that reads lines for it say to each other. Bytes change hands; the index is in memory
// that both see, and only one of them looks into it at a time: the thread until it sends a block it did not look through.
import type { HashSeed } from '@/lib/core/csv/bytes/line-hash';
import type { LineBlock, LineFacts, UnreadableText } from '@/lib/core/csv/bytes/read-lines';

export type ToThread =
  | { kind: 'open' }
  /** What the lines after the first block are looked for in. */
  | { kind: 'recognize'; slots: Int32Array; count: number; seed: HashSeed }
  | { kind: 'bytes'; bytes: Uint8Array }
  | { kind: 'end' }
  /** A block was taken. */
  | { kind: 'taken'; byteCount: number };

/** Since the message before: lines cut because they were too long, and the digests of those whose end was read. */
interface CutLines {
  tooLong: number[];
  tooLongContents: string[];
}

export type FromThread =
  | ({ kind: 'block'; block: LineBlock; byteCount: number } & CutLines)
  | { kind: 'used' }
  | ({ kind: 'done'; facts: LineFacts } & CutLines)
  | { kind: 'unreadable'; problem: UnreadableText };
