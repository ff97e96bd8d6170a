// A file as a browser has it. Its streams are read by hand: not every browser can iterate them.
import type { ArchiveAtHand } from './open-archive';

export function blobAtHand(blob: Blob): ArchiveAtHand {
  return {
    size: blob.size,
    read: async (start, end) => new Uint8Array(await blob.slice(start, end).arrayBuffer()),
    stream: (start, end) => chunksOf(blob.slice(start, end).stream()),
    inflate: (start, end) =>
      chunksOf(blob.slice(start, end).stream().pipeThrough(new DecompressionStream('deflate-raw'))),
  };
}

export async function* chunksOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}
