import type { LineBlock } from '@/lib/core/csv/bytes/read-lines';
import type { LookedForLines } from '@/lib/core/oneroster/file-reading/row-keeper';

/**
 * A copy of the lines of a block that are left to read, from one on: of those looked for the ones that are not known,
 * and all that nobody looked for. It shares no memory with the block.
 */
export function partOfBlock(
  block: LineBlock,
  from: number,
  found: LookedForLines | null,
): LineBlock {
  const leftCount = found?.leftCount ?? 0;
  const rest = found?.end ?? from;
  const lineCount = leftCount + block.lineCount - rest;
  const placeOf = (nth: number): number =>
    nth < leftCount ? (found?.left[nth] ?? 0) : rest + nth - leftCount;
  const bounds = new Uint32Array(2 * lineCount);
  const lanes = new Uint32Array(2 * lineCount);
  const isWide = new Uint8Array(lineCount);
  const lineNumbers = new Uint32Array(lineCount);
  let size = 0;
  for (let nth = 0; nth < lineCount; nth += 1) {
    const at = placeOf(nth);
    size += (block.bounds[2 * at + 1] ?? 0) - (block.bounds[2 * at] ?? 0);
  }
  const bytes = new Uint8Array(size);
  let filled = 0;
  for (let nth = 0; nth < lineCount; nth += 1) {
    const at = placeOf(nth);
    const start = block.bounds[2 * at] ?? 0;
    const end = block.bounds[2 * at + 1] ?? 0;
    bytes.set(block.bytes.subarray(start, end), filled);
    bounds[2 * nth] = filled;
    filled += end - start;
    bounds[2 * nth + 1] = filled;
    lanes[2 * nth] = block.lanes[2 * at] ?? 0;
    lanes[2 * nth + 1] = block.lanes[2 * at + 1] ?? 0;
    isWide[nth] = block.isWide[at] ?? 0;
    lineNumbers[nth] = block.firstLine + at;
  }
  return {
    bytes,
    bounds,
    lanes,
    isWide,
    lineCount,
    firstLine: block.firstLine,
    recognized: {
      knownCount: found?.knownCount ?? 0,
      leftCount,
      lineNumbers,
      isCopy: found ? found.isCopy.slice(0, leftCount) : new Uint8Array(0),
    },
  };
}
