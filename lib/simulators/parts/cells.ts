/** Cells of a row of the generator, by the name of their column. */
import type { DataFile } from '@/lib/synthetic/district';
import { COLUMNS } from '@/lib/synthetic/rows';

/** Undefined where the cell is empty, so that it is not written. */
export type Cell = (column: string) => string | undefined;

export function cellsOf(file: DataFile, rest: string): Cell {
  const cells = splitCells(rest);
  const columns = COLUMN_NUMBERS[file];
  return (column) => cells[columns.get(column) ?? -1] || undefined;
}

/** Values of a cell that holds a list. */
export function list(cell: string | undefined): string[] {
  return cell?.split(',') ?? [];
}

function columnNumbers(file: DataFile): ReadonlyMap<string, number> {
  return new Map(COLUMNS[file].map((name, i) => [name, i]));
}

const COLUMN_NUMBERS: Readonly<Record<DataFile, ReadonlyMap<string, number>>> = {
  orgs: columnNumbers('orgs'),
  academicSessions: columnNumbers('academicSessions'),
  courses: columnNumbers('courses'),
  classes: columnNumbers('classes'),
  users: columnNumbers('users'),
  enrollments: columnNumbers('enrollments'),
  demographics: columnNumbers('demographics'),
};

/** Quoted cells hold lists, or names with quotes in them. */
function splitCells(rest: string): string[] {
  if (!rest.includes('"')) return rest.split(',');
  return [...rest.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, plain = '']) => quoted?.replaceAll('""', '"') ?? plain,
  );
}
