// An attendance file, row by row: what can be said about it without asking the roster. Its rows go on while it is read.
import { ATTENDANCE_FILE, type AttendanceColumnName } from '../attendance/columns';
import type { DailyHeader } from './header';
import { readAttendanceRow, readSchoolDay, type RowSettings } from './row';
import type { CategoryMeaning } from '../attendance/categories';
import type { PlainDate } from '../calendar/plain-date';
import type { ByteTools } from '../csv/bytes/byte-tools';
import type { CsvRecord } from '../csv/read-records';
import { rowShape } from '../csv/row-shape';
import { DailyIssues } from './daily-issues';
import { cleanCell, DateForms, openDailyFile, RecordShapes } from './open-daily-file';

type Header = DailyHeader<AttendanceColumnName>;

export interface AttendanceFileRow {
  line: number;
  schoolText: string;
  studentText: string;
  date: PlainDate;
  categoryText: string;
  categoryKey: string;
  meaning: CategoryMeaning | null;
  percentOfDay: number | null;
  reason: string | null;
  description: string | null;
  /** Stands for what the columns say that are not read; null where they say nothing. */
  otherCells: string | null;
  /** Rejected already: only says that this student's row did not vanish. */
  isSetAside: boolean;
}

export interface AttendanceReading {
  /** False: the header cannot be used, and there are no rows. */
  isUsable: boolean;
  /** To be read to its end, once; what is said below is whole then. */
  rows(): AsyncGenerator<AttendanceFileRow[]>;
  rowsRead: number;
  rejectedCount: number;
  /** Rejected rows of which not even student and date are known. */
  unidentifiableCount: number;
  blankReasonCount: number;
  /** A column such as `period` that has a value in some row. */
  filledPeriodColumn: string | null;
  dateForms: DateForms;
  /** Problems of single rows: of no interest where the file as a whole is refused. */
  rowIssues: DailyIssues;
}

/** Throws UnreadableFileError, also from `rows()`, where the file is no text with a header. */
export async function readAttendance(input: {
  source: AsyncIterable<Uint8Array>;
  bytes?: ByteTools;
  /** What stands for a text that is only compared, if something shorter can. */
  digest?: (text: string) => string;
  fileName: string;
  settings: RowSettings;
  issues: DailyIssues;
}): Promise<AttendanceReading> {
  const { settings, digest = (text) => text } = input;
  const { header, records } = await openDailyFile({ ...input, file: ATTENDANCE_FILE, isRow });
  const used = new Set<number>(header.indexes.values());
  const periodColumns = [...header.periodColumns];
  const reading: AttendanceReading = {
    isUsable: header.ok,
    rows,
    rowsRead: 0,
    rejectedCount: 0,
    unidentifiableCount: 0,
    blankReasonCount: 0,
    filledPeriodColumn: null,
    dateForms: new DateForms(),
    rowIssues: new DailyIssues(),
  };
  const shapes = new RecordShapes(header, reading.rowIssues);

  async function* rows(): AsyncGenerator<AttendanceFileRow[]> {
    for await (const batch of records()) {
      const read = batch.flatMap(readRecord);
      if (read.length > 0) yield read;
      if (reading.filledPeriodColumn !== null) return;
    }
  }

  function readRecord(record: CsvRecord): AttendanceFileRow[] {
    const { line, cells } = record;
    const shape = shapes.judge(record);
    if (shape.kind === 'nobody') return [];
    if (shape.kind === 'broken') {
      reading.rowsRead += 1;
      reading.rowIssues.add(shape.issue);
      reading.rejectedCount += 1;
      reading.unidentifiableCount += 1;
      return [];
    }
    const named = namedCells(header, cells);
    const read = readAttendanceRow(named, settings);
    const isOfSomebody = read.ok || (read.studentText !== null && read.date !== null);
    if (!isOfSomebody && shapes.isNobodys(cells)) {
      shapes.nobody(line);
      return [];
    }
    reading.rowsRead += 1;
    if (isOfSomebody)
      reading.filledPeriodColumn ??=
        periodColumns.find(([index]) => cleanCell(cells[index]) !== '')?.[1] ?? null;
    if (read.ok) {
      const { dateForm, ...row } = read.row;
      shapes.noteRow(cells);
      reading.dateForms.note(dateForm, named.attendance_event_date);
      if (row.reason === null && row.meaning !== 'NO_EVENT') reading.blankReasonCount += 1;
      const otherCells = otherCellsOf(cells, used, digest);
      return [{ line, ...row, otherCells, isSetAside: false }];
    }
    reading.rejectedCount += 1;
    reading.rowIssues.add({ line, ...read.problem });
    const { studentText, date } = read;
    if (studentText === null || date === null) {
      reading.unidentifiableCount += 1;
      return [];
    }
    // A day that cannot be is no day the file speaks of.
    if (date > settings.today || date < settings.yearStart || date > settings.yearEnd) return [];
    return [{ ...SET_ASIDE, line, schoolText: named.school_id, studentText, date }];
  }
  return reading;
}

/** Readable enough to know whose day it is: it did not vanish. */
const SET_ASIDE = {
  categoryText: '',
  categoryKey: '',
  meaning: null,
  percentOfDay: null,
  reason: null,
  description: null,
  otherCells: null,
  isSetAside: true,
} as const;

function isRow(header: Header, cells: readonly string[]): boolean {
  if (rowShape(cells, header.width, header.lastNeeded) !== 'fits') return false;
  const { student_id: student, attendance_event_date: date } = namedCells(header, cells);
  return student !== '' && readSchoolDay(date, true).ok;
}

function namedCells(
  header: Header,
  cells: readonly string[],
): Record<AttendanceColumnName, string> {
  const cell = (name: AttendanceColumnName): string => {
    const index = header.indexes.get(name);
    return index === undefined ? '' : cleanCell(cells[index]);
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

/** Rows that differ in a column we do not read are not copies of each other. */
function otherCellsOf(
  cells: readonly string[],
  used: ReadonlySet<number>,
  digest: (text: string) => string,
): string | null {
  if (cells.length === used.size) return null;
  const others = cells.filter((_, index) => !used.has(index)).map(cleanCell);
  if (others.every((cell) => cell === '')) return null;
  return digest(others.join('\n'));
}
