/** Which of `count` evenly spaced points is nearest to a share of the width, from 0 to 1. */
export function nearestPoint(share: number, count: number): number {
  return Math.max(0, Math.min(count - 1, Math.floor(share * count)));
}

/** Where a key leads from a point, or null where it is none of ours. */
export function pointAfterKey(key: string, from: number, count: number): number | null {
  const to = moves.get(key)?.(from, count);
  return to === undefined ? null : Math.max(0, Math.min(count - 1, to));
}

const far = (count: number): number => Math.max(2, Math.round(count / 6));

const moves = new Map<string, (from: number, count: number) => number>([
  ['ArrowLeft', (from) => from - 1],
  ['ArrowDown', (from) => from - 1],
  ['ArrowRight', (from) => from + 1],
  ['ArrowUp', (from) => from + 1],
  ['PageDown', (from, count) => from - far(count)],
  ['PageUp', (from, count) => from + far(count)],
  ['Home', () => 0],
  ['End', (_, count) => count - 1],
]);
