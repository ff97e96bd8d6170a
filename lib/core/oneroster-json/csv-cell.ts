const NEEDS_QUOTES = /[",\r\n]/;
const LINE_BREAKS = /[\r\n]+/g;

/**
 * A cell of a OneRoster CSV file, by RFC 4180. OneRoster allows no line break within a value, so those that JSON brings become
 * blanks. Nothing is put before what looks like a formula: the file is for our reader, and every character of it counts.
 */
export function csvCell(text: string): string {
  if (text === '' || !NEEDS_QUOTES.test(text)) return text;
  const line = text.replace(LINE_BREAKS, ' ');
  return `"${line.includes('"') ? line.replaceAll('"', '""') : line}"`;
}

/** A whole line of such a file, with its end. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\n`;
}
