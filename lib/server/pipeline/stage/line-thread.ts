// The thread that cuts a large file into lines and looks for them among those in force, while the worker's own thread
// reads another file. Sends only what is left to read.
import { parentPort } from 'node:worker_threads';
import { readLines, UnreadableTextError, type LineBlock } from '@/lib/core/csv/bytes/read-lines';
import type { LookedForLines } from '@/lib/core/oneroster/file-reading/row-keeper';
import { LineContent } from '../../text/line-content';
import { nodeBytes } from '../../text/node-bytes';
import { BaselineIndex } from './baseline-index';
import type { FromThread, ToThread } from './line-thread-messages';
import { partOfBlock } from './part-of-block';
import { lineRecognizer, type LineRecognizer } from './recognize-lines';

/** Sent and not yet taken: as much as waits while the worker reads another file. */
const MOST_WAITING_BYTES = 16 << 20;

const port = parentPort;
if (!port) throw new Error('line-thread.ts is started as a thread');

interface OpenFile {
  chunks: Uint8Array[];
  isWhole: boolean;
  recognizer: LineRecognizer | null;
  waitingBytes: number;
}

let file: OpenFile | null = null;
const waiters = new Set<() => void>();

port.on('message', (message: ToThread) => {
  if (message.kind === 'open') {
    file = { chunks: [], isWhole: false, recognizer: null, waitingBytes: 0 };
    void readOpened(file);
  } else if (file) take(file, message);
  for (const waiter of waiters) waiter();
  waiters.clear();
});

function take(file: OpenFile, message: Exclude<ToThread, { kind: 'open' }>): void {
  if (message.kind === 'bytes') file.chunks.push(message.bytes);
  else if (message.kind === 'end') file.isWhole = true;
  else if (message.kind === 'taken') file.waitingBytes -= message.byteCount;
  else
    file.recognizer = lineRecognizer(
      BaselineIndex.over(message.slots, message.count),
      message.seed,
    );
}

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise<void>((resolve) => waiters.add(resolve));
}

async function* chunksOf(file: OpenFile): AsyncGenerator<Uint8Array> {
  for (;;) {
    await until(() => file.chunks.length > 0 || file.isWhole);
    const chunk = file.chunks.shift();
    if (!chunk) return;
    send({ kind: 'used' });
    // Of Node's own bytes, places are found twice as fast.
    yield Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  }
}

async function readOpened(file: OpenFile): Promise<void> {
  const lines = readLines(chunksOf(file), {
    bytes: nodeBytes,
    digestOfLine: () => new LineContent(),
  });
  const cut = () => ({
    tooLong: lines.tooLong.splice(0),
    tooLongContents: lines.tooLongContents.splice(0),
  });
  const sendPart = async (block: LineBlock): Promise<void> => {
    const buffers = buffersOf(block);
    // All of it: a line without a byte has its place and number too.
    const byteCount = buffers.reduce((sum, { byteLength }) => sum + byteLength, 0);
    file.waitingBytes += byteCount;
    send({ kind: 'block', block, byteCount, ...cut() }, buffers);
    await until(() => file.waitingBytes < MOST_WAITING_BYTES);
  };
  try {
    let isFirst = true;
    let isOpen = false;
    for await (const block of lines.blocks()) {
      let from = 0;
      if (isFirst) {
        // What the hashes of the lines are seeded with, the header says.
        await sendPart(partOfBlock({ ...block, lineCount: 1 }, 0, null));
        await until(() => file.recognizer !== null);
        isFirst = false;
        from = 1;
      }
      const found: LookedForLines | null = isOpen ? null : (file.recognizer?.(block, from) ?? null);
      await sendPart(partOfBlock(block, from, found));
      // Where a record may go on in the next lines, the reader looks for them itself.
      isOpen ||= found?.isOpen ?? false;
    }
    send({ kind: 'done', facts: lines.facts(), ...cut() });
  } catch (error) {
    if (!(error instanceof UnreadableTextError)) throw error;
    send({ kind: 'unreadable', problem: error.problem });
  }
}

function send(message: FromThread, transfer: ArrayBuffer[] = []): void {
  port?.postMessage(message, transfer);
}

function buffersOf({ bytes, bounds, lanes, isWide, recognized }: LineBlock): ArrayBuffer[] {
  const all = [bytes, bounds, lanes, isWide, recognized?.lineNumbers, recognized?.isCopy];
  return all.flatMap((part) => (part?.buffer instanceof ArrayBuffer ? [part.buffer] : []));
}
