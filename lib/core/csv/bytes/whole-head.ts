import { HEAD_BYTES } from '../encoding';
import type { ByteTools } from './byte-tools';

/**
 * The same bytes, of which the first piece holds the whole head of the file (less only where the file is shorter): what is
 * judged by the beginning does not depend on how the bytes come.
 */
export async function* withWholeHead(
  source: AsyncIterable<Uint8Array>,
  { join }: Pick<ByteTools, 'join'>,
): AsyncGenerator<Uint8Array> {
  let head: Uint8Array[] | null = [];
  let size = 0;
  for await (const chunk of source) {
    if (head === null) {
      yield chunk;
      continue;
    }
    head.push(chunk);
    size += chunk.length;
    if (size < HEAD_BYTES) continue;
    yield head.length === 1 ? chunk : join(head);
    head = null;
  }
  if (head !== null && size > 0) yield join(head);
}
