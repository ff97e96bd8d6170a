// Headers of daily files. Published examples write `Attendance_ event_date`, so names are compared without capitals,
// blanks, line breaks and underscores; whatever was spelled differently is said.
import { fileIssue, shownValue, type FileIssue } from '../issues';
import { PERIOD_COLUMNS, type DailyColumn, type DailyFile } from '../attendance/columns';

const MAX_NAMED = 8;

export interface DailyHeader<Name extends string> {
  /** False: the file cannot be read. */
  ok: boolean;
  width: number;
  /** In the order of the file, without blanks. */
  names: readonly string[];
  /** Position of the last column whose value has to be there. */
  lastNeeded: number;
  indexes: ReadonlyMap<Name, number>;
  /** Columns that only period attendance has, by position. */
  periodColumns: ReadonlyMap<number, string>;
  issues: FileIssue[];
}

export function readDailyHeader<Name extends string>(
  file: DailyFile<Name>,
  fileName: string,
  cells: readonly string[],
): DailyHeader<Name> {
  const issues: FileIssue[] = [];
  const names = cells.map((cell) => cell.replace(/[\u200b-\u200d\ufeff]/g, '').trim());
  const byKey = new Map<string, DailyColumn<Name>>();
  for (const column of file.columns)
    for (const name of [column.name, ...column.otherNames]) byKey.set(columnKey(name), column);

  const indexes = new Map<Name, number>();
  const periodColumns = new Map<number, string>();
  const twice = new Set<Name>();
  const spelled: string[] = [];
  const unknown: string[] = [];
  names.forEach((name, index) => {
    const column = byKey.get(columnKey(name));
    if (!column) {
      if (PERIOD_COLUMNS.includes(columnKey(name))) periodColumns.set(index, name);
      if (name !== '') unknown.push(shownValue(name));
      return;
    }
    if (indexes.has(column.name)) twice.add(column.name);
    else indexes.set(column.name, index);
    if (cells[index] !== column.name) spelled.push(shownValue(oneLine(name)));
  });

  const say = (code: FileIssue['code'], more: Parameters<typeof fileIssue>[2] = {}): void => {
    issues.push(fileIssue(code, fileName, { line: 1, ...more }));
  };
  const answer = (ok: boolean): DailyHeader<Name> => ({
    ok,
    width: cells.length,
    names,
    lastNeeded: Math.max(
      ...file.columns
        .filter(({ need, mayBeEmpty }) => need === 'required' && !mayBeEmpty)
        .map(({ name }) => indexes.get(name) ?? -1),
    ),
    indexes,
    periodColumns,
    issues,
  });

  if (indexes.size === 0) {
    const separator = otherSeparator(names, byKey);
    if (separator) say('ATTENDANCE_SEPARATOR', { params: { separator } });
    else say('ATTENDANCE_NO_HEADER');
    return answer(false);
  }
  for (const name of twice) say('ATTENDANCE_COLUMN_TWICE', { column: name });
  const missing = file.columns.filter((column) => !indexes.has(column.name));
  for (const column of missing)
    if (column.need === 'required') say('ATTENDANCE_COLUMN_MISSING', { column: column.name });
  const recommended = missing.filter((column) => column.need === 'recommended');
  if (recommended.length > 0)
    say('ATTENDANCE_RECOMMENDED_MISSING', {
      params: { names: recommended.map((column) => column.name).join(', ') },
    });
  if (spelled.length > 0) say('ATTENDANCE_HEADER_SPELLING', { params: { names: listed(spelled) } });
  if (unknown.length > 0) say('ATTENDANCE_COLUMN_UNKNOWN', { params: { names: listed(unknown) } });
  return answer(twice.size === 0 && !missing.some((column) => column.need === 'required'));
}

function columnKey(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

function oneLine(name: string): string {
  return name.replace(/\s+/g, ' ');
}

function otherSeparator(
  names: readonly string[],
  byKey: ReadonlyMap<string, unknown>,
): string | null {
  const line = names.join(',');
  for (const [mark, word] of [
    [';', 'a semicolon'],
    ['\t', 'a tab'],
    ['|', 'a vertical bar'],
  ] as const)
    if (line.split(mark).filter((part) => byKey.has(columnKey(part))).length > 1) return word;
  return null;
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, MAX_NAMED).join(', ');
  return names.length > MAX_NAMED ? `${shown} and ${names.length - MAX_NAMED} more` : shown;
}
