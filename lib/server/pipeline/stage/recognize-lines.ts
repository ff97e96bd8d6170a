import { mixHigh, mixLow, type HashSeed } from '@/lib/core/csv/bytes/line-hash';
import type { LineBlock } from '@/lib/core/csv/bytes/read-lines';
import type { LookedForLines } from '@/lib/core/oneroster/file-reading/row-keeper';
import type { BaselineIndex } from './baseline-index';

const QUOTE = 34;

export type LineRecognizer = (block: LineBlock, from: number) => LookedForLines;

/**
 * Looks for lines among those in force, up to a line whose quotes do not close: it may go on in the next ones, which then
 * are no lines of their own. Empty lines are left, since a line that was too long stands as one.
 */
export function lineRecognizer(index: BaselineIndex, seed: HashSeed): LineRecognizer {
  let left = new Uint32Array(0);
  let isCopy = new Uint8Array(0);
  return ({ bytes, bounds, lanes, lineCount }, from) => {
    if (left.length < lineCount) {
      left = new Uint32Array(lineCount);
      isCopy = new Uint8Array(lineCount);
    }
    let knownCount = 0;
    let leftCount = 0;
    let end = from;
    let isOpen = false;
    for (; end < lineCount && !isOpen; end += 1) {
      const startsAt = bounds[2 * end] as number;
      const endsAt = bounds[2 * end + 1] as number;
      let wasSeen: boolean | null = null;
      if (startsAt !== endsAt) {
        const lane0 = (lanes[2 * end] as number) ^ seed.low;
        const lane1 = (lanes[2 * end + 1] as number) ^ seed.high;
        wasSeen = index.see(mixLow(lane0, lane1), mixHigh(lane0, lane1));
        if (wasSeen === false) {
          knownCount += 1;
          continue;
        }
        isOpen = wasSeen === null && hasOddQuotes(bytes, startsAt, endsAt);
      }
      left[leftCount] = end;
      isCopy[leftCount] = wasSeen === true ? 1 : 0;
      leftCount += 1;
    }
    return { knownCount, left, isCopy, leftCount, end, isOpen };
  };
}

export function hasOddQuotes(bytes: Uint8Array, from: number, to: number): boolean {
  let isOdd = false;
  for (let at = from; at < to; at += 1) if (bytes[at] === QUOTE) isOdd = !isOdd;
  return isOdd;
}
