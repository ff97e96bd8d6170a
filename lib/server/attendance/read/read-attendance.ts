// A table of cells to checked rows: what can be said about a file without asking the roster.
import { ATTENDANCE_FILE, type AttendanceColumnName } from '@/lib/core/attendance/columns';
import { readDailyHeader, type DailyHeader } from '@/lib/core/attendance/header';
import { looksPerPeriod } from '@/lib/core/attendance/per-period';
import { readAttendanceRow, type AttendanceRow, type RowSettings } from '@/lib/core/attendance/row';
import type { PlainDate } from '@/lib/core/calendar/plain-date';
import type { DailyIssue } from '../issues';
import type { TableRow } from './read-bytes';

export interface CheckedRow extends AttendanceRow {
  line: number;
}

/** Set aside, but readable enough to know whose day it is: it did not vanish. */
export interface SetAsideRow {
  line: number;
  schoolText: string;
  studentText: string;
  date: PlainDate;
}

export interface CheckedFile {
  rowsRead: number;
  rows: CheckedRow[];
  setAside: SetAsideRow[];
  /** Rejected rows of which not even student and date are known. */
  unidentifiableCount: number;
  rejectedCount: number;
  blankReasonCount: number;
  issues: DailyIssue[];
}

export type CheckFile =
  { ok: true; file: CheckedFile } | { ok: false; rowsRead: number; issues: DailyIssue[] };

type Header = DailyHeader<AttendanceColumnName>;

export function checkAttendanceFile(
  fileName: string,
  table: readonly TableRow[],
  settings: RowSettings,
): CheckFile {
  const [first, ...rest] = table;
  const header = readDailyHeader(ATTENDANCE_FILE, fileName, first?.cells ?? []);
  const issues: DailyIssue[] = [...header.issues];
  if (!header.ok) return { ok: false, rowsRead: 0, issues };

  const repeats = countRepeats(header, rest);
  const period = looksPerPeriod(repeats);
  if (period.isPerPeriod) {
    issues.push({
      code: 'ATTENDANCE_PER_PERIOD',
      line: null,
      column: period.column,
      value: null,
      params: { count: repeats.differingRepeatCount },
    });
    return { ok: false, rowsRead: 0, issues };
  }

  const file: CheckedFile = {
    rowsRead: rest.length,
    rows: [],
    setAside: [],
    unidentifiableCount: 0,
    rejectedCount: 0,
    blankReasonCount: 0,
    issues,
  };
  for (const row of rest) checkRow(header, row, settings, file);
  if (file.blankReasonCount > 0)
    issues.push({
      code: 'ATTENDANCE_REASON_BLANK',
      line: null,
      column: 'attendance_event_reason',
      value: null,
      params: { count: file.blankReasonCount },
    });
  return { ok: true, file };
}

function checkRow(header: Header, row: TableRow, settings: RowSettings, file: CheckedFile): void {
  const { line } = row;
  const broken = shapeProblem(header, row);
  if (broken) {
    file.issues.push(broken);
    file.rejectedCount += 1;
    file.unidentifiableCount += 1;
    return;
  }
  const cells = namedCells(header, row.cells);
  const read = readAttendanceRow(cells, settings);
  if (read.ok) {
    file.rows.push({ line, ...read.row });
    if (read.row.reason === null && read.row.meaning !== 'NO_EVENT') file.blankReasonCount += 1;
    return;
  }
  file.rejectedCount += 1;
  file.issues.push({ line, ...read.problem });
  if (read.studentText === null || read.date === null) {
    file.unidentifiableCount += 1;
    return;
  }
  const { studentText, date } = read;
  file.setAside.push({ line, schoolText: cells.school_id, studentText, date });
}

export function shapeProblem(
  header: { width: number },
  { line, cells, hasQuoteProblem }: TableRow,
): DailyIssue | null {
  if (hasQuoteProblem) return { code: 'ATTENDANCE_QUOTE', line, column: null, value: null };
  if (cells.length === header.width) return null;
  const extra = cells.slice(header.width);
  // Spreadsheets leave commas at the end of lines.
  if (cells.length > header.width && extra.every((cell) => cell.trim() === '')) return null;
  return {
    code: 'ATTENDANCE_ROW_WIDTH',
    line,
    column: null,
    value: null,
    params: { count: cells.length, width: header.width },
  };
}

function namedCells(
  header: Header,
  cells: readonly string[],
): Record<AttendanceColumnName, string> {
  const cell = (name: AttendanceColumnName): string => {
    const index = header.indexes.get(name);
    return index === undefined ? '' : (cells[index] ?? '').trim().replaceAll('\0', '');
  };
  return {
    school_id: cell('school_id'),
    student_id: cell('student_id'),
    attendance_event_date: cell('attendance_event_date'),
    attendance_event_category: cell('attendance_event_category'),
    attendance_event_reason: cell('attendance_event_reason'),
    attendance_event_duration: cell('attendance_event_duration'),
    attendance_event_description: cell('attendance_event_description'),
  };
}

function countRepeats(header: Header, rows: readonly TableRow[]) {
  const student = header.indexes.get('student_id') ?? 0;
  const date = header.indexes.get('attendance_event_date') ?? 0;
  const seen = new Map<string, string>();
  let differingRepeatCount = 0;
  for (const { cells } of rows) {
    const key = `${cells[student] ?? ''}\n${cells[date] ?? ''}`;
    const said = cells.join('\n');
    const before = seen.get(key);
    if (before === undefined) seen.set(key, said);
    else if (before !== said) differingRepeatCount += 1;
  }
  const filled = [...header.periodColumns].find(([index]) =>
    rows.some(({ cells }) => (cells[index] ?? '').trim() !== ''),
  );
  return {
    rowCount: rows.length,
    differingRepeatCount,
    filledPeriodColumn: filled?.[1] ?? null,
  };
}
