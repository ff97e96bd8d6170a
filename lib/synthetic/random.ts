/**
 * Every value of a synthetic district is a hash of where it stands (seed, purpose, number), never the
 * next draw of a sequence: any row can be made without making the rows before it.
 */
export function hash(seed: number, purpose: number, number: number): number {
  let h = Math.imul(seed ^ Math.imul(purpose + 1, 0x9e3779b1), 0x85ebca6b);
  h ^= h >>> 15;
  h = Math.imul(h ^ number, 0x7feb352d);
  h ^= h >>> 15;
  h = Math.imul(h, 0x846ca68b);
  h ^= h >>> 16;
  h = Math.imul(h, 0x9e3779b1);
  return (h ^ (h >>> 13)) >>> 0;
}

export function seedNumber(text: string): number {
  let h = 0x811c9dc5;
  for (const character of text) {
    h = Math.imul(h ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  return h >>> 0;
}

/** The bound below which a hash falls with this probability. */
export function threshold(share: number): number {
  return Math.floor(Math.min(1, Math.max(0, share)) * 0x1_0000_0000);
}

export function at<T>(list: readonly T[], index: number): T {
  const value = list[index];
  if (value === undefined) throw new RangeError(`No element ${index} in a list of ${list.length}`);
  return value;
}

export function pick<T>(list: readonly T[], h: number): T {
  return at(list, h % list.length);
}
