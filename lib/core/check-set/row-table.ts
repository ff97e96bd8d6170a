// The rows of one file in memory, in the order of their lines.
import { storedColumns, type RosterEntity } from '../oneroster/files';
import type { CellValue } from '../oneroster/row/row-state';

export interface CheckedRow {
  sourcedId: string;
  /** Null of a record that no file has. */
  line: number | null;
  /** As `storedColumns` has them. */
  values: CellValue[];
}

export function byLine(a: CheckedRow, b: CheckedRow): number {
  return (a.line ?? 0) - (b.line ?? 0);
}

export class RowTable {
  /** Ids of rows that are in the file and cannot be used. */
  readonly setAside = new Set<string>();
  private kept: CheckedRow[] = [];
  private byId: Map<string, CheckedRow> | null = null;
  private readonly positions: ReadonlyMap<string, number>;

  constructor(entity: RosterEntity) {
    this.positions = new Map(storedColumns(entity).map(({ field }, at) => [field, at]));
  }

  get rows(): readonly CheckedRow[] {
    return this.kept;
  }

  add(values: CellValue[], line: number | null): void {
    this.kept.push({ sourcedId: String(values[this.position('sourced_id')]), line, values });
    this.byId = null;
  }

  /** A record that no file has. */
  addMade(said: Readonly<Record<string, string>>): void {
    const values = [...this.positions].map(([field]) => said[field] ?? null);
    this.add(values, null);
  }

  /** The first row of an id. */
  find(sourcedId: string): CheckedRow | undefined {
    if (this.byId === null) {
      this.byId = new Map();
      for (const row of this.kept)
        if (!this.byId.has(row.sourcedId)) this.byId.set(row.sourcedId, row);
    }
    return this.byId.get(sourcedId);
  }

  takeOut(rows: ReadonlySet<CheckedRow>): void {
    if (rows.size === 0) return;
    this.kept = this.kept.filter((row) => !rows.has(row));
    this.byId = null;
  }

  /** What a row says in a column of the database. */
  value(row: CheckedRow, field: string): CellValue {
    return row.values[this.position(field)] ?? null;
  }

  text(row: CheckedRow, field: string): string | null {
    const value = this.value(row, field);
    return typeof value === 'string' ? value : null;
  }

  /** The items of a list; none where it is empty. */
  items(row: CheckedRow, field: string): readonly string[] {
    const value = this.value(row, field);
    return Array.isArray(value) ? value : [];
  }

  set(row: CheckedRow, field: string, value: CellValue): void {
    row.values[this.position(field)] = value;
  }

  private position(field: string): number {
    const position = this.positions.get(field);
    if (position === undefined) throw new Error(`no column ${field}`);
    return position;
  }
}

export type RowTables = Readonly<Record<RosterEntity, RowTable>>;
