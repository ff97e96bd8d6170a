export type CsvValue = string | number | boolean | null | undefined;

/** Excel reads a CSV file as UTF-8 only when it starts with this mark. */
export const CSV_BYTE_ORDER_MARK = '\ufeff';

// What a spreadsheet may take for a formula, with the full-width forms that it folds, and the characters it skips
// before looking.
const FORMULA_START = /^[=+\-@\t\r\n\0＝＋－＠]/;
const NEEDS_QUOTES = /[",\r\n]/;

/**
 * One line of an export, RFC 4180 with CRLF. Text that a spreadsheet would run as a formula gets a leading
 * apostrophe; numbers are numbers and stay as they are.
 */
export function toCsvRow(values: readonly CsvValue[]): string {
  return `${values.map(toCsvCell).join(',')}\r\n`;
}

function toCsvCell(value: CsvValue): string {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'string') return String(value);
  const safe = FORMULA_START.test(value) ? `'${value}` : value;
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
