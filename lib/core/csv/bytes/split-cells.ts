const QUOTE = 34;
const COMMA = 44;
const FIRST_PRINTABLE = 32;

/** 1 for each byte that never ends a cell and needs no second look. */
const IS_PLAIN = new Uint8Array(256).fill(1, FIRST_PRINTABLE);
for (const byte of [QUOTE, COMMA]) IS_PLAIN[byte] = 0;

/** Where the cells of the line read last stand in its block: pairs of start and end. */
export type CellBounds = Int32Array;

export const UNSURE = -1;

/**
 * How many cells a line has whose bytes are all ASCII, and in `bounds` where they stand. UNSURE where only a CSV
 * parser can say what is meant, where a cell holds a control character, and where there are more
 * cells than `bounds` has room for: then the slow way is taken.
 */
export function splitCells(
  bytes: Uint8Array,
  start: number,
  end: number,
  bounds: CellBounds,
): number {
  const room = bounds.length >> 1;
  let count = 0;
  let at = start;
  for (;;) {
    const isQuoted = at < end && bytes[at] === QUOTE;
    if (isQuoted) at += 1;
    const from = at;
    for (; at < end; at += 1) {
      const byte = bytes[at] as number;
      if (IS_PLAIN[byte] === 1) continue;
      if (byte === (isQuoted ? QUOTE : COMMA)) break;
      if (byte !== COMMA) return UNSURE;
    }
    if (count === room) return UNSURE;
    bounds[2 * count] = from;
    bounds[2 * count + 1] = at;
    count += 1;
    if (isQuoted) {
      if (at === end) return UNSURE;
      at += 1;
    }
    if (at === end) return count;
    // After a closing quote only a comma may follow: a doubled quote is for the parser.
    if (bytes[at] !== COMMA) return UNSURE;
    at += 1;
  }
}

/** The texts of those cells. `text` is the block read as Latin-1, so that positions in it are positions in bytes. */
export function cutCells(text: string, bounds: CellBounds, count: number): string[] {
  const cells: string[] = [];
  for (let i = 0; i < count; i += 1) {
    const from = bounds[2 * i] as number;
    const to = bounds[2 * i + 1] as number;
    cells.push(from === to ? '' : text.slice(from, to));
  }
  return cells;
}
