// Cells to text. Writers of odd forms change the cells before or the text after.
export type Row = string[];

export interface Table {
  header: Row;
  rows: Row[];
}

export function csvText({ header, rows }: Table, lineEnd = '\r\n'): string {
  return [header, ...rows].map((row) => `${row.map(cell).join(',')}${lineEnd}`).join('');
}

function cell(value: string): string {
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
