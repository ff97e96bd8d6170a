/**
 * Labels at the ends of lines, moved apart where the ends are close: none nearer than `gap` to the next, all between 0 and
 * `height`, in the order of the ends, and none moved that has room. All in one unit.
 */
export function spreadLabels(ends: readonly number[], gap: number, height: number): number[] {
  const order = ends.map((_, index) => index).sort((a, b) => (ends[a] ?? 0) - (ends[b] ?? 0));
  const placed = [...ends];
  let least = 0;
  for (const index of order) {
    placed[index] = Math.max(least, placed[index] ?? 0);
    least = placed[index] + gap;
  }
  let most = height;
  for (const index of order.toReversed()) {
    placed[index] = Math.min(most, placed[index] ?? 0);
    most = placed[index] - gap;
  }
  return placed;
}
