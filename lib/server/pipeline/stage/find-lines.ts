import { mixHigh, mixLow, toBigint, type HashSeed } from '@/lib/core/csv/bytes/line-hash';
import { readLines } from '@/lib/core/csv/bytes/read-lines';
import { nodeBytes } from '../../text/node-bytes';
import type { BaselineIndex } from './baseline-index';

/** The first line of the file with each of these hashes, a block at a time: for recognised lines that are at fault. */
export async function* findLines(
  source: AsyncIterable<Buffer>,
  hashes: BaselineIndex,
  seed: HashSeed,
): AsyncGenerator<{ hash: bigint; line: number }[]> {
  let left = hashes.size;
  for await (const { lanes, lineCount, firstLine } of readLines(source, {
    bytes: nodeBytes,
  }).blocks()) {
    const found: { hash: bigint; line: number }[] = [];
    for (let i = 0; i < lineCount; i += 1) {
      const lane0 = (lanes[2 * i] ?? 0) ^ seed.low;
      const lane1 = (lanes[2 * i + 1] ?? 0) ^ seed.high;
      const [low, high] = [mixLow(lane0, lane1), mixHigh(lane0, lane1)];
      if (hashes.see(low, high) === false)
        found.push({ hash: toBigint(low, high), line: firstLine + i });
    }
    left -= found.length;
    if (found.length > 0) yield found;
    if (left === 0) break;
  }
}
