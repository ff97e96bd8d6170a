/** Levenshtein distance, given up (as `limit + 1`) once it must exceed the limit. */
export function editDistance(left: string, right: string, limit: number): number {
  if (left === right) return 0;
  if (Math.abs(left.length - right.length) > limit) return limit + 1;
  let previous = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    let best = row;
    for (let column = 1; column <= right.length; column += 1) {
      const same = left.charCodeAt(row - 1) === right.charCodeAt(column - 1);
      const distance = Math.min(
        (previous[column] ?? limit) + 1,
        (current[column - 1] ?? limit) + 1,
        (previous[column - 1] ?? limit) + (same ? 0 : 1),
      );
      current.push(distance);
      best = Math.min(best, distance);
    }
    if (best > limit) return limit + 1;
    previous = current;
  }
  return Math.min(previous[right.length] ?? limit + 1, limit + 1);
}

/** The only closest name within the limit; null when there is none or when two are equally close. */
export function nearestName(
  text: string,
  names: readonly string[],
  limit: number,
  fold: (name: string) => string = (name) => name,
): string | null {
  const folded = fold(text);
  let nearest: string | null = null;
  let best = limit + 1;
  for (const name of names) {
    const distance = editDistance(folded, fold(name), limit);
    if (distance < best) {
      best = distance;
      nearest = name;
    } else if (distance === best) {
      nearest = null;
    }
  }
  return best > limit ? null : nearest;
}
