// A calendar file, row by row: what can be said about it without asking the roster.
import { CALENDAR_FILE, type CalendarColumnName } from '../attendance/columns';
import type { PlainDate } from '../calendar/plain-date';
import type { ByteTools } from '../csv/bytes/byte-tools';
import type { CsvRecord } from '../csv/read-records';
import { rowShape } from '../csv/row-shape';
import type { DailyIssues } from './daily-issues';
import type { DailyHeader } from './header';
import { cleanCell, DateForms, openDailyFile, RecordShapes } from './open-daily-file';
import { readCalendarRow, readSchoolDay, type RowSettings } from './row';

export interface CalendarFileRow {
  line: number;
  schoolText: string;
  date: PlainDate;
  isInSession: boolean;
  note: string | null;
}

export interface CalendarReading {
  /** False: the header cannot be used, and there are no rows. */
  isUsable: boolean;
  /** To be read to its end, once; what is said below is whole then. */
  rows(): AsyncGenerator<CalendarFileRow[]>;
  rowsRead: number;
  /** Of these, the rows that say no school and day. */
  rejectedCount: number;
}

/** Throws UnreadableFileError, also from `rows()`, where the file is no text with a header. */
export async function readCalendar(input: {
  source: AsyncIterable<Uint8Array>;
  bytes?: ByteTools;
  fileName: string;
  settings: Pick<RowSettings, 'acceptsUsDates'>;
  issues: DailyIssues;
}): Promise<CalendarReading> {
  const { settings, issues } = input;
  const { header, records } = await openDailyFile({ ...input, file: CALENDAR_FILE, isRow });
  const shapes = new RecordShapes(header, issues);
  const forms = new DateForms();
  const reading: CalendarReading = {
    isUsable: header.ok,
    rows,
    rowsRead: 0,
    rejectedCount: 0,
  };

  async function* rows(): AsyncGenerator<CalendarFileRow[]> {
    for await (const batch of records()) yield batch.flatMap(readRecord);
    forms.say(issues, 'calendar_date');
  }

  function readRecord(record: CsvRecord): CalendarFileRow[] {
    const { line, cells } = record;
    const shape = shapes.judge(record);
    if (shape.kind === 'nobody') return [];
    if (shape.kind === 'broken') {
      reading.rowsRead += 1;
      reading.rejectedCount += 1;
      issues.add(shape.issue);
      return [];
    }
    const named = namedCells(header.indexes, cells);
    const day = readCalendarRow(named, settings);
    if (!day.ok && shapes.isNobodys(cells)) {
      shapes.nobody(line);
      return [];
    }
    reading.rowsRead += 1;
    if (!day.ok) {
      reading.rejectedCount += 1;
      issues.add({ line, ...day.problem });
      return [];
    }
    shapes.noteRow(cells);
    const { dateForm, ...row } = day.row;
    forms.note(dateForm, named.calendar_date);
    return [{ line, ...row }];
  }
  return reading;
}

function isRow(header: DailyHeader<CalendarColumnName>, cells: readonly string[]): boolean {
  if (rowShape(cells, header.width, header.lastNeeded) !== 'fits') return false;
  const { school_id: school, calendar_date: date } = namedCells(header.indexes, cells);
  return school !== '' && readSchoolDay(date, true).ok;
}

function namedCells(
  indexes: ReadonlyMap<CalendarColumnName, number>,
  cells: readonly string[],
): Record<CalendarColumnName, string> {
  const cell = (name: CalendarColumnName): string => cleanCell(cells[indexes.get(name) ?? -1]);
  return {
    school_id: cell('school_id'),
    calendar_date: cell('calendar_date'),
    calendar_events: cell('calendar_events'),
    school_year_id: cell('school_year_id'),
    calendarCode: cell('calendarCode'),
    description: cell('description'),
  };
}
