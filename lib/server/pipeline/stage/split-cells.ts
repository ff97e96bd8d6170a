const QUOTE = 34;
const COMMA = 44;
const BACKSLASH = 92;
const FIRST_PRINTABLE = 32;

/**
 * The cells of one line whose bytes are all ASCII, cut out of the block's text by byte positions; what a
 * line of users.csv costs is mostly its two dozen cells. Null where only a CSV parser can say what is
 * meant, or where a cell holds what COPY would take for a control: then the slow way is taken.
 * `text` is the block read as Latin-1, so that positions in it are positions in `bytes`.
 */
export function splitCells(
  bytes: Buffer,
  text: string,
  start: number,
  end: number,
): string[] | null {
  const cells: string[] = [];
  let at = start;
  for (;;) {
    const isQuoted = at < end && bytes[at] === QUOTE;
    if (isQuoted) at += 1;
    const from = at;
    for (; at < end; at += 1) {
      const byte = bytes[at] as number;
      if (byte === QUOTE) {
        if (isQuoted) break;
        return null;
      }
      if (byte === COMMA && !isQuoted) break;
      if (byte < FIRST_PRINTABLE || byte === BACKSLASH) return null;
    }
    cells.push(at === from ? '' : text.slice(from, at));
    if (isQuoted) {
      if (at === end) return null;
      at += 1;
    }
    if (at === end) return cells;
    // After a closing quote only a comma may follow: a doubled quote is for the parser.
    if (bytes[at] !== COMMA) return null;
    at += 1;
  }
}
