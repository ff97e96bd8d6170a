const NEEDS_QUOTES = /[",\r\n]/;
const LINE_BREAKS = /[\r\n]+/g;

/**
 * A cell of a OneRoster CSV file, by RFC 4180. OneRoster allows no line break within a value, so those that JSON brings become
 * blanks. Nothing is put before what looks like a formula: the file is for our reader, and every character of it counts.
 */
export function csvCell(text: string): string {
  if (text === '' || !needsQuotes(text)) return text;
  const line = text.replace(LINE_BREAKS, ' ');
  return `"${line.includes('"') ? line.replaceAll('"', '""') : line}"`;
}

/** Up to this length, looking at each character is faster. */
const SHORT = 40;
const LF = 10;
const CR = 13;
const QUOTE = 34;
const COMMA = 44;

function needsQuotes(text: string): boolean {
  if (text.length > SHORT) return NEEDS_QUOTES.test(text);
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code <= COMMA && (code === COMMA || code === QUOTE || code === LF || code === CR))
      return true;
  }
  return false;
}

/** A whole line of such a file, with its end. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\n`;
}
