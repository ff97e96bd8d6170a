// What a row says, however its file is written: what cannot be used is known again by it from day to day. The order of
// columns and of a list's items, blanks around a value and the form of its letters say nothing.
import { trimBlanks } from '@/lib/core/csv/cells';
import type { ColumnType, FileSpec } from './files';
import type { ReadHeader } from './header';

export interface RowContent {
  /** What the row says in a column; null where it has no such value. */
  ofColumn(cells: readonly string[], column: string): string | null;
  /** All that it says, but for when it was changed. */
  ofRow(cells: readonly string[]): string;
}

const LISTS: ReadonlySet<ColumnType> = new Set<ColumnType>([
  ...(['guidList', 'stringList', 'grades', 'userIds', 'enumList'] as const),
]);

export function createRowContent(spec: FileSpec, header: ReadHeader): RowContent {
  const indexes = new Map<string, number>([
    ...header.metadataColumns.map(({ name, index }) => [`metadata.${name}`, index] as const),
    ...header.columnIndexes,
  ]);
  const names = new Map([...indexes].map(([name, index]) => [index, name]));
  const lists = new Set(spec.columns.filter(({ type }) => LISTS.has(type)).map(({ name }) => name));

  const valueOf = (name: string, cell: string): string => {
    const text = trimBlanks(cell).normalize('NFC');
    if (!lists.has(name)) return text;
    const items = new Set(text.split(',').map(trimBlanks));
    return [...items].sort().join();
  };
  return {
    ofColumn(cells, column) {
      const cell = cells[indexes.get(column) ?? -1];
      return cell === undefined ? null : valueOf(column, cell);
    },
    ofRow(cells) {
      const said = cells.flatMap((cell, index) => {
        const name = names.get(index) ?? header.names[index] ?? String(index);
        const value = valueOf(name, cell);
        return value === '' || name === 'dateLastModified' ? [] : [[name.toLowerCase(), value]];
      });
      return JSON.stringify(said.sort(([a = ''], [b = '']) => (a < b ? -1 : 1)));
    },
  };
}
