import { mixHigh, mixLow, toBigint, type HashSeed } from '../../text/line-hash';
import { readLines } from '../../text/read-lines';

/** The first line of the file with each of these hashes. For the few recognised lines that turn out to be at fault. */
export async function findLines(
  source: AsyncIterable<Buffer>,
  hashes: ReadonlySet<bigint>,
  seed: HashSeed,
): Promise<Map<bigint, number>> {
  const found = new Map<bigint, number>();
  for await (const { lanes, lineCount, firstLine } of readLines(source).blocks()) {
    for (let i = 0; i < lineCount; i += 1) {
      const low = (lanes[2 * i] ?? 0) ^ seed.low;
      const high = (lanes[2 * i + 1] ?? 0) ^ seed.high;
      const hash = toBigint(mixLow(low, high), mixHigh(low, high));
      if (hashes.has(hash) && !found.has(hash)) found.set(hash, firstLine + i);
    }
    if (found.size === hashes.size) break;
  }
  return found;
}
