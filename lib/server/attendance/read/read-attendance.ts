// An attendance file, row by row: what can be said about it without asking the roster. Its rows go on while it is read.
import { createHash } from 'node:crypto';
import { ATTENDANCE_FILE, type AttendanceColumnName } from '@/lib/core/attendance/columns';
import type { DailyHeader } from '@/lib/core/attendance/header';
import { readAttendanceRow, type RowSettings } from '@/lib/core/attendance/row';
import { readDate } from '@/lib/core/attendance/values';
import type { CsvRecord } from '@/lib/core/csv/read-records';
import type { RowToStage } from '../apply/stage-rows';
import { DailyIssues } from '../issues';
import { openDailyFile, shapeProblem } from './open-daily-file';

type Header = DailyHeader<AttendanceColumnName>;

export interface AttendanceReading {
  /** False: the header cannot be used, and there are no rows. */
  isUsable: boolean;
  /** To be read to its end, once; what is said below is whole then. */
  rows(): AsyncGenerator<RowToStage[]>;
  rowsRead: number;
  rejectedCount: number;
  /** Rejected rows of which not even student and date are known. */
  unidentifiableCount: number;
  blankReasonCount: number;
  /** A column such as `period` that has a value in some row. */
  filledPeriodColumn: string | null;
  /** Problems of single rows: of no interest where the file as a whole is refused. */
  rowIssues: DailyIssues;
}

/** Throws UnreadableFileError, also from `rows()`, where the file is no text with a header. */
export async function readAttendance(input: {
  source: AsyncIterable<Buffer>;
  fileName: string;
  settings: RowSettings;
  issues: DailyIssues;
}): Promise<AttendanceReading> {
  const { settings } = input;
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
    rowIssues: new DailyIssues(),
  };

  async function* rows(): AsyncGenerator<RowToStage[]> {
    for await (const batch of records()) {
      const read = batch.flatMap(readRecord);
      if (read.length > 0) yield read;
      if (reading.filledPeriodColumn !== null) return;
    }
  }

  function readRecord(record: CsvRecord): RowToStage[] {
    const { line, cells } = record;
    reading.rowsRead += 1;
    const broken = shapeProblem(header, record);
    if (broken) {
      reading.rowIssues.add(broken);
      reading.rejectedCount += 1;
      reading.unidentifiableCount += 1;
      return [];
    }
    reading.filledPeriodColumn ??=
      periodColumns.find(([index]) => cleanCell(cells[index]) !== '')?.[1] ?? null;
    const named = namedCells(header, cells);
    const read = readAttendanceRow(named, settings);
    if (read.ok) {
      if (read.row.reason === null && read.row.meaning !== 'NO_EVENT')
        reading.blankReasonCount += 1;
      const otherCells = otherCellsOf(cells, used);
      return [{ line, ...read.row, otherCells, keptId: null, isSetAside: false }];
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
  keptId: null,
  isSetAside: true,
} as const;

function isRow(header: Header, cells: readonly string[]): boolean {
  if (cells.length !== header.width) return false;
  const { student_id: student, attendance_event_date: date } = namedCells(header, cells);
  const read = readDate(date, true);
  return student !== '' && read.ok;
}

function cleanCell(cell: string | undefined): string {
  return (cell ?? '').trim().replaceAll('\0', '');
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

/** Rows that differ in a column we do not read are not copies of each other. Of those cells a hash is enough. */
function otherCellsOf(cells: readonly string[], used: ReadonlySet<number>): string | null {
  if (cells.length === used.size) return null;
  const others = cells.filter((_, index) => !used.has(index)).map(cleanCell);
  if (others.every((cell) => cell === '')) return null;
  return createHash('sha1').update(others.join('\n')).digest('base64');
}
