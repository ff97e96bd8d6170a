// The same values as the JSON, for reading: columns or "name: value" lines.
type Cell = string | number | boolean | Date | null | undefined;

const NONE = '-';

export function rowsText(
  rows: readonly Readonly<Record<string, Cell>>[],
  columns: readonly string[],
  whenEmpty: string,
): string {
  if (rows.length === 0) return whenEmpty;
  const cells = [columns, ...rows.map((row) => columns.map((column) => cellText(row[column])))];
  const widths = columns.map((_, at) => Math.max(...cells.map((row) => (row[at] ?? '').length)));
  return cells
    .map((row) =>
      row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

export function factsText(facts: Readonly<Record<string, Cell>>): string {
  const names = Object.keys(facts);
  const width = Math.max(...names.map((name) => name.length)) + 1;
  return names.map((name) => `${`${name}:`.padEnd(width)} ${cellText(facts[name])}`).join('\n');
}

function cellText(value: Cell): string {
  if (value === null || value === undefined || value === '') return NONE;
  return value instanceof Date ? value.toISOString() : String(value);
}
