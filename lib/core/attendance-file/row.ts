// One row of an attendance or calendar file: checked by itself, without the roster. What is readable of a rejected
// row is kept, because a row that is there is not a row that vanished.
import type { PlainDate } from '../calendar/plain-date';
import { readDate, type DateForm, type DateRefusal, type ReadDate } from '../calendar/read-date';
import { shownValue, type IssueCode, type IssueParams } from '../issues';
import { categoryKey, knownCategory, type CategoryMeaning } from '../attendance/categories';
import { ATTENDANCE_FILE, CALENDAR_FILE } from '../attendance/columns';
import type { AttendanceColumnName, CalendarColumnName, DailyFile } from '../attendance/columns';
import { readDuration } from '../attendance/values';

export interface RowSettings {
  acceptsUsDates: boolean;
  /** The tenant's calendar day when the file came. */
  today: PlainDate;
  yearStart: PlainDate;
  yearEnd: PlainDate;
  /** The district's own words, by `categoryKey`. */
  mappings: ReadonlyMap<string, CategoryMeaning>;
}

export interface RowProblem {
  code: IssueCode;
  column: string | null;
  value: string | null;
  params?: IssueParams;
}

export interface AttendanceRow {
  schoolText: string;
  studentText: string;
  date: PlainDate;
  /** How the date was written, where that is not YYYY-MM-DD. */
  dateForm: DateForm | null;
  categoryText: string;
  categoryKey: string;
  /** Null: nobody has mapped this word yet. */
  meaning: CategoryMeaning | null;
  percentOfDay: number | null;
  reason: string | null;
  description: string | null;
}

export type ReadRow<Row> =
  | { ok: true; row: Row }
  /** `studentText` and `date` as far as they could be read. */
  | { ok: false; problem: RowProblem; studentText: string | null; date: PlainDate | null };

type Cells<Name extends string> = Readonly<Record<Name, string>>;

export function readAttendanceRow(
  cells: Cells<AttendanceColumnName>,
  settings: RowSettings,
): ReadRow<AttendanceRow> {
  const dateText = cells.attendance_event_date;
  const read = readSchoolDay(dateText, settings.acceptsUsDates);
  const date = read.ok ? read.date : null;
  const studentText = cells.student_id === '' ? null : cells.student_id;
  const refuse = (problem: RowProblem): ReadRow<AttendanceRow> => ({
    ok: false,
    problem,
    studentText,
    date,
  });

  const empty = missingValue(ATTENDANCE_FILE, cells);
  if (empty) return refuse(empty);
  const long = tooLong(ATTENDANCE_FILE, cells);
  if (long) return refuse(long);
  if (!read.ok) return refuse(unreadableDate('attendance_event_date', dateText, read.because));
  const outside = outsideYear('attendance_event_date', read.date, settings);
  if (outside) return refuse(outside);
  const duration = readDuration(cells.attendance_event_duration);
  if (!duration.ok)
    return refuse({
      code: DURATION_CODES[duration.because],
      column: 'attendance_event_duration',
      value: shownValue(cells.attendance_event_duration),
    });

  const categoryText = cells.attendance_event_category;
  const key = categoryKey(categoryText);
  const reason = cells.attendance_event_reason;
  return {
    ok: true,
    row: {
      schoolText: cells.school_id,
      studentText: cells.student_id,
      date: read.date,
      dateForm: read.form,
      categoryText,
      categoryKey: key,
      meaning: settings.mappings.get(key) ?? knownCategory(categoryText),
      percentOfDay: duration.percentOfDay,
      reason: reason === '' ? null : reason,
      description:
        cells.attendance_event_description === '' ? null : cells.attendance_event_description,
    },
  };
}

const DURATION_CODES = {
  unreadable: 'ATTENDANCE_DURATION_UNREADABLE',
  minutes: 'ATTENDANCE_DURATION_MINUTES',
  percent: 'ATTENDANCE_DURATION_PERCENT',
} as const satisfies Record<string, IssueCode>;

export interface CalendarRow {
  schoolText: string;
  date: PlainDate;
  dateForm: DateForm | null;
  isInSession: boolean;
  note: string | null;
}

export function readCalendarRow(
  cells: Cells<CalendarColumnName>,
  settings: Pick<RowSettings, 'acceptsUsDates'>,
): ReadRow<CalendarRow> {
  const read = readSchoolDay(cells.calendar_date, settings.acceptsUsDates);
  const refuse = (problem: RowProblem): ReadRow<CalendarRow> => ({
    ok: false,
    problem,
    studentText: null,
    date: read.ok ? read.date : null,
  });
  const problem = missingValue(CALENDAR_FILE, cells) ?? tooLong(CALENDAR_FILE, cells);
  if (problem) return refuse(problem);
  if (!read.ok) return refuse(unreadableDate('calendar_date', cells.calendar_date, read.because));
  const isInSession = readSession(cells.calendar_events);
  if (isInSession === null)
    return refuse({
      code: 'CALENDAR_EVENT_UNKNOWN',
      column: 'calendar_events',
      value: shownValue(cells.calendar_events),
    });
  const note = cells.description === '' ? null : cells.description;
  return {
    ok: true,
    row: { schoolText: cells.school_id, date: read.date, dateForm: read.form, isInSession, note },
  };
}

/** `["In Session"]`, also without the brackets a spreadsheet may have taken off. */
function readSession(text: string): boolean | null {
  const said = text
    .toLowerCase()
    .replace(/[[\]"']/g, '')
    .replace(/[\s_-]+/g, ' ')
    .trim();
  if (said === 'in session' || said === 'instructional day') return true;
  if (said === 'not in session' || said === 'holiday' || said === 'non instructional day')
    return false;
  return null;
}

function missingValue<Name extends string>(
  file: DailyFile<Name>,
  cells: Cells<Name>,
): RowProblem | null {
  const column = file.columns.find(
    ({ name, need, mayBeEmpty }) => need === 'required' && !mayBeEmpty && cells[name] === '',
  );
  return column ? { code: 'ATTENDANCE_VALUE_MISSING', column: column.name, value: null } : null;
}

function tooLong<Name extends string>(
  file: DailyFile<Name>,
  cells: Cells<Name>,
): RowProblem | null {
  const column = file.columns.find(({ name, maxLength }) => cells[name].length > maxLength);
  return column
    ? {
        code: 'ATTENDANCE_VALUE_TOO_LONG',
        column: column.name,
        value: null,
        params: { limit: column.maxLength },
      }
    : null;
}

function outsideYear(column: string, date: PlainDate, settings: RowSettings): RowProblem | null {
  if (date > settings.today) return { code: 'ATTENDANCE_DATE_FUTURE', column, value: date };
  if (date >= settings.yearStart && date <= settings.yearEnd) return null;
  return {
    code: 'ATTENDANCE_DATE_OUTSIDE_YEAR',
    column,
    value: date,
    params: { start: settings.yearStart, end: settings.yearEnd },
  };
}

function unreadableDate(column: string, text: string, because: DateRefusal): RowProblem {
  return { code: DATE_CODES[because], column, value: shownValue(text) };
}

const DATE_CODES = {
  unreadable: 'ATTENDANCE_DATE_UNREADABLE',
  impossible: 'ATTENDANCE_DATE_UNREADABLE',
  'us-form': 'ATTENDANCE_DATE_US',
  time: 'ATTENDANCE_DATE_TIME',
  'short-year': 'ATTENDANCE_DATE_UNREADABLE',
} as const satisfies Record<DateRefusal, IssueCode>;

/** A plain date: with a time of day it could be of another day elsewhere. That two digits are this century is sure. */
export function readSchoolDay(text: string, acceptsUsDates: boolean): ReadDate {
  return readDate(text, { acceptsUsDates, acceptsAnyTime: false, acceptsShortYears: true });
}
