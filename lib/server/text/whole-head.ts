import { HEAD_BYTES } from '@/lib/core/csv/encoding';

/**
 * The same bytes, of which the first piece holds the whole head of the file (less only where the file is shorter): what is
 * judged by the beginning does not depend on how the bytes come.
 */
export async function* withWholeHead(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let head: Buffer[] | null = [];
  let size = 0;
  for await (const chunk of source) {
    if (head === null) {
      yield chunk;
      continue;
    }
    head.push(chunk);
    size += chunk.length;
    if (size < HEAD_BYTES) continue;
    yield head.length === 1 ? chunk : Buffer.concat(head);
    head = null;
  }
  if (head !== null && size > 0) yield Buffer.concat(head);
}
