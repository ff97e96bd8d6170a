/** A bar this many times as long as the longest of the others leaves nothing to see of them. */
const TOO_MUCH = 4;
/** At most this share of the bars is cut: where more are long, the scale is theirs. */
const AT_MOST = 0.1;
/** Of fewer bars a long one is what there is to see. */
const FEWEST = 5;

/**
 * The length above which bars are cut short, so that one of them does not flatten the others, or null where all fit. Bars
 * of no length are not counted: they read as nothing on any scale.
 */
export function cutAbove(lengths: readonly number[]): number | null {
  const descending = lengths.filter((length) => length > 0).sort((a, b) => b - a);
  if (descending.length < FEWEST) return null;
  const most = Math.max(1, Math.floor(lengths.length * AT_MOST));
  for (let cut = 1; cut <= most; cut += 1) {
    const [before = 0, after = 0] = [descending[cut - 1], descending[cut]];
    if (after > 0 && before > after * TOO_MUCH) return after;
  }
  return null;
}
