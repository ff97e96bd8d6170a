// The hot path: five million rows pass here. Everything that depends on the header or the settings is decided once, in
// one small function per column; a clean cell costs a few character comparisons and allocates nothing. What one cell may
// hold is in row/.
import { isBlankRow, trimBlanks } from '@/lib/core/csv/cells';
import { isHeaderAgain, isNobodysLine, rowShape } from '@/lib/core/csv/row-shape';
import type { IssueCode } from '@/lib/core/issues';
import { storedColumns, type FileSpec, type RosterEntity } from './files';
import type { ReadHeader } from './header';
import { cellReader } from './row/cell-reader';
import { finisher } from './row/finishers';
import { isPlainId, readableId } from './row/id-cells';
import { filledText, languageReader, metadataReader, statusReader } from './row/row-parts';
import {
  NO_ITEMS,
  reject,
  warn,
  type CellReader,
  type CellValue,
  type ColumnContext,
  type Counter,
  type RowIssue,
  type RowSettings,
  type RowState,
} from './row/row-state';

export type RowOutcome =
  /** `values` follow `storedColumns(entity)`. Issues only where a person should look. */
  | { kind: 'accepted'; values: CellValue[]; issues: RowIssue[] | null }
  /** Marked tobedeleted or inactive. */
  | { kind: 'remove'; sourcedId: string; issues: RowIssue[] | null }
  /** Set aside. Without a sourcedId nobody can say whose row it was. */
  | { kind: 'rejected'; sourcedId: string | null; issues: RowIssue[] }
  /** A blank line of commas, or the header again. */
  | { kind: 'ignored' }
  /** A ruler, a total, the footer of a report: the row of nobody. */
  | { kind: 'nobody' };

/** A harmless normalisation, said once per file and column. */
export interface RowNote {
  code: IssueCode;
  column: string | null;
  count: number;
  /** Masked, of the first case. */
  value: string | null;
}

export type RowReaderNotes = readonly RowNote[];

export interface RowReader {
  read(cells: string[]): RowOutcome;
  /** For each stored column the cell whose text it keeps as it stands where nothing is to be mended; -1 for none. */
  readonly cellIndexes: readonly number[];
  /** For each stored column what it holds where its cell is empty. */
  readonly emptyValues: readonly CellValue[];
  /** The sourcedId of a row that could not be split properly; null when it cannot be trusted. */
  sourcedIdOf(cells: string[]): string | null;
  /** The school the row names first; null where its file names none or the cells may have moved. */
  schoolOf(cells: string[]): string | null;
  notes(): RowReaderNotes;
}

/** Where a row says which school it belongs to: what `schoolExpression` of the pipeline says of a staged record. */
const SCHOOL_COLUMN: Readonly<Partial<Record<RosterEntity, string>>> = {
  course: 'orgSourcedId',
  class: 'schoolSourcedId',
  user: 'orgSourcedIds',
  enrollment: 'schoolSourcedId',
};

export function createRowReader(
  spec: FileSpec,
  header: ReadHeader,
  settings: RowSettings,
): RowReader {
  if (spec.entity === null)
    throw new Error(`${spec.fileName} is left aside and has no rows to read`);
  const counters: Counter[] = [];
  const counter = (code: IssueCode, column: string | null): Counter => {
    const made = { code, column, count: 0, value: null };
    counters.push(made);
    return made;
  };

  const layout = storedColumns(spec.entity);
  const positionOf = (field: string) => layout.findIndex((stored) => stored.field === field);
  const template: CellValue[] = layout.map((stored) =>
    stored.pgType === 'text[]' ? NO_ITEMS : null,
  );
  if (spec.entity === 'enrollment') template[positionOf('is_primary')] = false;
  if (spec.entity === 'class') template[positionOf('has_course_title')] = false;

  const context: ColumnContext = { spec, settings, counter };
  const cellIndexes: number[] = layout.map(() => -1);
  const readers: CellReader[] = [];
  const indexes: number[] = [];
  const positions: number[] = [];
  const required: boolean[] = [];
  const columns: string[] = [];
  for (const column of spec.columns) {
    const index = header.columnIndexes.get(column.name);
    if (!column.stored || column.type === 'language' || index === undefined) continue;
    readers.push(cellReader(column, context));
    indexes.push(index);
    positions.push(positionOf(column.field));
    cellIndexes[positionOf(column.field)] = index;
    required.push(column.required);
    columns.push(column.name);
  }
  const columnCount = readers.length;
  const lastNeeded = Math.max(...indexes.filter((_, column) => required[column]));

  const idIndex = header.columnIndexes.get('sourcedId') ?? 0;
  const width = header.width;
  const readStatus = statusReader(context, header);
  const readLanguage = languageReader(
    context,
    header,
    positionOf('language_code'),
    positionOf('language_text'),
  );
  const readMetadata = metadataReader(header, positionOf('metadata'));
  const finish = finisher(spec.entity, positionOf, context);
  const passwordIndex = header.columnIndexes.get('password') ?? -1;
  const passwords = counter('PASSWORD_RECEIVED', 'password');
  const extraCells = counter('EXTRA_EMPTY_CELLS', null);
  const blankRows = counter('BLANK_ROWS', null);
  const headers = counter('HEADER_REPEATED', null);

  const row: RowState = { issues: null, rejected: false };

  function sourcedIdOf(cells: string[]): string | null {
    // A comma or quote too many shifts what follows it, so only the first cell is sure of its place.
    if (cells.length !== width && idIndex !== 0) return null;
    return readableId(cells[idIndex] ?? '');
  }

  const schoolIndex = header.columnIndexes.get(SCHOOL_COLUMN[spec.entity] ?? '') ?? -1;
  function schoolOf(cells: string[]): string | null {
    if (schoolIndex === -1 || cells.length > width) return null;
    const id = trimBlanks((cells[schoolIndex] ?? '').split(',')[0] ?? '');
    // It is shown and filtered by as it stands: nothing that could be a person's name or address.
    return id !== '' && isPlainId(id) && !id.includes('@') ? id : null;
  }

  /** Asked only of lines that could not be read as a row. */
  function lineOfNobody(cells: string[]): RowOutcome | null {
    if (isHeaderAgain(cells, header.names)) {
      headers.count += 1;
      return { kind: 'ignored' };
    }
    return isNobodysLine(cells) ? { kind: 'nobody' } : null;
  }

  function read(cells: string[]): RowOutcome {
    row.issues = null;
    row.rejected = false;
    const length = cells.length;

    const id = cells[idIndex];
    // Rows to skip have a blank here, or the nine letters of the name itself.
    if (id === undefined || id === '' || id.length === 9 || id.charCodeAt(0) <= 32) {
      if (isBlankRow(cells)) {
        blankRows.count += 1;
        return { kind: 'ignored' };
      }
      if (isHeaderAgain(cells, header.names)) {
        headers.count += 1;
        return { kind: 'ignored' };
      }
    }

    const shape = length === width ? 'fits' : rowShape(cells, width, lastNeeded);
    if (shape === 'long') {
      return (
        lineOfNobody(cells) ?? {
          kind: 'rejected',
          sourcedId: sourcedIdOf(cells),
          issues: [
            {
              code: 'ROW_TOO_LONG',
              column: null,
              value: null,
              params: { found: length, expected: width },
            },
          ],
        }
      );
    }
    if (shape === 'extra-blank') extraCells.count += 1;

    if (readStatus(cells, row) === 'remove') {
      const sourcedId = readableId(id ?? '');
      if (sourcedId !== null) return { kind: 'remove', sourcedId, issues: null };
    }

    const values = template.slice();
    let isCut = false;
    for (let column = 0; column < columnCount; column += 1) {
      const index = indexes[column] as number;
      const text = cells[index];
      if (text === undefined) {
        // Told once: what follows the first missing value is missing with it.
        if (required[column] === true && !isCut) {
          isCut = true;
          reject(row, 'ROW_TOO_SHORT', columns[column] as string, null, {
            found: length,
            expected: width,
          });
        }
        continue;
      }
      // Nothing there and nothing asked for: the template has it already.
      if (text === '' && required[column] === false) continue;
      const reader = readers[column] as CellReader;
      values[positions[column] as number] = reader(text, row);
    }
    if (shape === 'padded' && !row.rejected) {
      warn(row, 'ROW_PADDED', null, null, { found: length, expected: width });
    }
    if (readLanguage) readLanguage(cells, values, row);
    if (readMetadata) readMetadata(cells, values, row);
    if (passwordIndex !== -1 && filledText(cells[passwordIndex]) !== '') passwords.count += 1;
    if (finish) finish(values, row);

    if (row.rejected) {
      const nobody = lineOfNobody(cells);
      if (nobody) return nobody;
      return { kind: 'rejected', sourcedId: readableId(id ?? ''), issues: issuesOf(row, isCut) };
    }
    return { kind: 'accepted', values, issues: row.issues };
  }

  return {
    read,
    cellIndexes,
    emptyValues: template,
    sourcedIdOf,
    schoolOf,
    notes: () =>
      counters
        .filter(({ count }) => count > 0)
        .map(({ code, column, count, value }) => ({ code, column, count, value })),
  };
}

/** A row that was cut is one problem: its last value may be cut too, and the rest says nothing once the row is whole. */
function issuesOf({ issues }: RowState, isCut: boolean): RowIssue[] {
  if (issues === null) return [];
  return isCut ? issues.filter(({ code }) => code === 'ROW_TOO_SHORT') : issues;
}
