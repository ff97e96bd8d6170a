/** At what time of day files usually come, told from when they came. */

export interface UsualTime {
  /** Minutes after midnight; the window may go past it. */
  usual: number;
  from: number;
  to: number;
}

const DAY = 24 * 60;
/** Fewer are no habit. */
export const FEWEST_ARRIVALS = 3;

/**
 * `minutes` after local midnight, of each set one. The day is a circle: 11:50 PM and 12:10 AM are twenty minutes apart. A single
 * set that was sent by hand at noon does not widen the window: the middle half of the arrivals counts, widened by half an hour.
 */
export function usualTime(minutes: readonly number[]): UsualTime | null {
  if (minutes.length < FEWEST_ARRIVALS) return null;
  const sorted = fromWidestGap([...minutes].sort((a, b) => a - b));
  const at = (share: number) => sorted[Math.round((sorted.length - 1) * share)] ?? 0;
  return { usual: wrap(at(0.5)), from: wrap(at(0.25) - 30), to: wrap(at(0.75) + 30) };
}

/** The arrivals in the order in which they follow the longest time without one; those past midnight count on from 24:00. */
function fromWidestGap(sorted: readonly number[]): number[] {
  let start = 0;
  let widest = -1;
  sorted.forEach((minute, index) => {
    const before = index === 0 ? (sorted.at(-1) ?? 0) - DAY : (sorted[index - 1] ?? 0);
    if (minute - before > widest) {
      widest = minute - before;
      start = index;
    }
  });
  return [...sorted.slice(start), ...sorted.slice(0, start).map((minute) => minute + DAY)];
}

function wrap(minute: number): number {
  return ((minute % DAY) + DAY) % DAY;
}
