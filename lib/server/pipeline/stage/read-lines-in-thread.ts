// The worker's side of line-thread.ts. One thread for the whole process, started when the first large file comes and kept;
// while it is taken, another file is read without it.
import { Worker } from 'node:worker_threads';
import {
  UnreadableTextError,
  type LineBlock,
  type LineFacts,
  type LineReader,
} from '@/lib/core/csv/bytes/read-lines';
import type { HashSeed } from '@/lib/core/csv/bytes/line-hash';
import type { BaselineIndex } from './baseline-index';
import type { FromThread, ToThread } from './line-thread-messages';

/** Sent to the thread and not yet used. */
const MOST_SENT_CHUNKS = 4;

export interface ThreadedLines extends LineReader {
  /** After the last block, or to give the file up. The thread is free when this returns. */
  close(): Promise<void>;
}

interface ReadInThreadInput {
  /** Called once, and only if the thread is free. */
  open(): AsyncIterable<Buffer>;
  baseline: BaselineIndex;
  /** By the first line of the file; null where it is no header, so that nothing else will be read. */
  seedFor(header: LineBlock): HashSeed | null;
}

let thread: Worker | null = null;
let isTaken = false;

/** Starts at once, whoever asks for the blocks later. Null: the thread is taken. */
export function readLinesInThread(input: ReadInThreadInput): ThreadedLines | null {
  if (isTaken) return null;
  isTaken = true;
  thread ??= startThread();
  return readWith(thread, input);
}

function startThread(): Worker {
  const worker = new Worker(new URL('./line-thread.ts', import.meta.url), {
    // Not those of this process: some watch its channel to the one that started it.
    execArgv: ['--import', 'tsx'],
    resourceLimits: { maxYoungGenerationSizeMb: 32, maxOldGenerationSizeMb: 256 },
  });
  const forget = (): void => {
    if (thread === worker) thread = null;
  };
  worker.on('exit', forget).on('error', forget);
  return worker;
}

function readWith(worker: Worker, { open, baseline, seedFor }: ReadInThreadInput): ThreadedLines {
  const messages: FromThread[] = [];
  let sentChunks = 0;
  let failure: { error: unknown } | null = null;
  let isDone = false;
  let isClosed = false;
  const waiters = new Set<() => void>();
  const wake = (): void => {
    for (const waiter of waiters) waiter();
    waiters.clear();
  };
  const until = async (isTrue: () => boolean): Promise<void> => {
    while (!isTrue()) await new Promise<void>((resolve) => waiters.add(resolve));
  };
  const send = (message: ToThread, transfer: ArrayBuffer[] = []): void =>
    worker.postMessage(message, transfer);
  const fail = (error: unknown): void => {
    failure ??= { error };
    wake();
  };
  const onExit = (code: number): void => fail(new Error(`the line thread ended with ${code}`));
  const sendSeed = (header: LineBlock): void => {
    try {
      const seed = seedFor(header);
      if (seed) send({ kind: 'recognize', slots: baseline.slots, count: baseline.size, seed });
    } catch (error) {
      fail(error);
    }
  };
  let isHeaderRead = false;
  const onMessage = (message: FromThread): void => {
    if (message.kind === 'used') sentChunks -= 1;
    else {
      messages.push(message);
      if (message.kind === 'block' && !isHeaderRead) {
        isHeaderRead = true;
        sendSeed(message.block);
      }
    }
    wake();
  };
  worker.ref();
  worker.on('message', onMessage).on('error', fail).on('exit', onExit);
  send({ kind: 'open' });

  const feeding = (async () => {
    for await (const chunk of open()) {
      await until(() => sentChunks < MOST_SENT_CHUNKS || failure !== null || isClosed);
      if (failure !== null || isClosed) return;
      sentChunks += 1;
      const bytes = ownBytes(chunk);
      send({ kind: 'bytes', bytes }, [bytes.buffer]);
    }
    send({ kind: 'end' });
  })().catch(fail);

  const tooLong: number[] = [];
  const tooLongContents: string[] = [];
  let facts: LineFacts | null = null;
  const takeCut = (cut: { tooLong: number[]; tooLongContents: string[] }): void => {
    tooLong.push(...cut.tooLong);
    tooLongContents.push(...cut.tooLongContents);
  };

  async function* blocks(): AsyncGenerator<LineBlock> {
    for (;;) {
      await until(() => messages.length > 0 || failure !== null);
      if (failure !== null) throw failure.error;
      const message = messages.shift();
      if (message?.kind === 'block') {
        const { block, byteCount } = message;
        takeCut(message);
        yield block;
        send({ kind: 'taken', byteCount });
      } else if (message?.kind === 'done') {
        takeCut(message);
        facts = message.facts;
        isDone = true;
        return;
      } else if (message?.kind === 'unreadable') {
        isDone = true;
        throw new UnreadableTextError(message.problem);
      }
    }
  }

  return {
    blocks,
    tooLong,
    tooLongContents,
    facts() {
      if (!facts) throw new Error('the file was not read to its end');
      return facts;
    },
    async close() {
      if (isClosed) return;
      isClosed = true;
      worker.off('message', onMessage).off('error', fail).off('exit', onExit);
      wake();
      await feeding;
      if (!isDone) {
        // In the middle of a file: what it would still send belongs to nobody.
        if (thread === worker) thread = null;
        await worker.terminate();
      }
      worker.unref();
      isTaken = false;
    },
  };
}

/** Bytes that can change hands: those that share their memory with others are copied. */
function ownBytes(chunk: Buffer): Uint8Array<ArrayBuffer> {
  const { buffer } = chunk;
  return buffer instanceof ArrayBuffer && buffer.byteLength === chunk.byteLength
    ? new Uint8Array(buffer)
    : new Uint8Array(chunk);
}
