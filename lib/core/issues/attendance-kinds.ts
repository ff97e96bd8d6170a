// Problems of attendance and calendar files. A row that cannot be used is set aside by itself; only a file that
// cannot be read at all is left out.

import { dayDoubtSentence, isDayDoubt } from '../attendance/day-doubts';
import { MAPPING_WAIT_DAYS } from '../attendance/help-of-file';
import { ROSTER_WAIT_DAYS } from '../attendance/roster-wait';
import { counted, kind, verb, type IssueKind } from './kind';
import type { IssueParams } from './levels';

const file = 'attendance.csv';
const nothingChanged = 'What was there before stays as it was.';
const KEPT_FOR_A_ROSTER = `The row is kept for ${ROSTER_WAIT_DAYS} days after it was read.`;
const SAY_THE_KIND =
  'Tell us whether your export writes the sourcedId or the identifier: staff can set the kind of id on the connection’s page.';
const CHANGE_THE_KIND =
  'If your export has changed, staff can change the kind of id on the connection’s page.';
const whatHappens = (say: (name: string) => string): string =>
  say('kept') === 'no' ? 'The row is not used.' : KEPT_FOR_A_ROSTER;
const readAgain = (say: (name: string) => string, sentence: string): string =>
  say('kept') === 'no' ? ' Then send the file again.' : ` ${sentence}`;
/** What the recommended columns are for, of those that are not there. */
const whatIsMissed = (names: string): string =>
  (names.includes('attendance_event_duration') ? ' Absences count as whole days.' : '') +
  (names.includes('attendance_event_description') ? ' No internal notes are shown.' : '');
const NO_SCHOOL_BECAUSE: Readonly<Record<string, string>> = {
  calendar: 'for which calendar.csv says that there is no school',
  staff: 'which our staff marked as a day without school',
  terms: 'which is on a weekend or outside the terms of the roster',
};
/** "Oak School (412)"; "school 412" where its name was not kept. */
const schoolOf = (say: (name: string) => string, noun: string): string =>
  say('school') === '…' ? `${noun} ${say('value')}` : `${say('school')} (${say('value')})`;
const article = (kind: string): string => (kind === 'identifier' ? 'an identifier' : `a ${kind}`);
/** "250 of 370 students are marked absent: 30% or more." */
const whyImplausible = ({ because, ...params }: IssueParams): string => {
  const number = (name: string): number | undefined => {
    const value = params[name];
    return typeof value === 'number' ? value : undefined;
  };
  return typeof because === 'string' && isDayDoubt(because)
    ? dayDoubtSentence(because, {
        absentCount: number('absent'),
        enrolledCount: number('enrolled'),
        medianAbsentCount: number('usual'),
        unknownStudentCount: number('unknown'),
        rowCount: number('rows'),
      })
    : '…';
};
const SEND_AGAIN = 'then send the file again under the same name';

export const ATTENDANCE_ISSUE_KINDS = {
  // ---- the file ----------------------------------------------------------------------------------------
  ATTENDANCE_FILE_EMPTY: kind(
    'error',
    'file',
    'Empty attendance file',
    (say) => `${say('file')} has no header line and no rows. ${nothingChanged}`,
    () => `Check that the export ran to its end, ${SEND_AGAIN}.`,
    { file },
  ),
  ATTENDANCE_NOT_CSV: kind(
    'error',
    'file',
    'Attendance file that is not CSV',
    (say) => `${say('file')} is ${say('kind')}, not a CSV file. ${nothingChanged}`,
    () => `Export it as CSV (UTF-8), ${SEND_AGAIN}.`,
    { file, kind: 'an Excel workbook' },
  ),
  ATTENDANCE_NOT_UTF8: kind(
    'error',
    'file',
    'Attendance file that is not UTF-8 text',
    (say) =>
      `${say('file')} is not UTF-8 text: in line ${say('line')}, byte ${say('position')} of the file cannot be read. ${nothingChanged}`,
    () => `Choose UTF-8 as the encoding of the export, ${SEND_AGAIN}.`,
    { file, line: 418, position: 29_311 },
  ),
  ATTENDANCE_SEPARATOR: kind(
    'error',
    'file',
    'Other separator than a comma',
    (say) => `${say('file')} separates its columns with ${say('separator')}. ${nothingChanged}`,
    () => `Choose the comma as separator, ${SEND_AGAIN}.`,
    { file, separator: 'a semicolon' },
  ),
  ATTENDANCE_NO_HEADER: kind(
    'error',
    'file',
    'Attendance file without a header line',
    (say) => `The first line of ${say('file')} has none of the column names we read.`,
    () => `Switch on the header line in the export, ${SEND_AGAIN}.`,
    { file },
  ),
  ATTENDANCE_COLUMN_MISSING: kind(
    'error',
    'file',
    'Required attendance column missing',
    (say) => `${say('file')} has no column ${say('column')}, which is required.`,
    (say) => `Add the column ${say('column')} to the export, ${SEND_AGAIN}.`,
    { file, column: 'attendance_event_category' },
  ),
  ATTENDANCE_COLUMN_TWICE: kind(
    'error',
    'file',
    'Attendance column twice',
    (say) => `${say('file')} has the column ${say('column')} more than once.`,
    () => `Keep one of them, ${SEND_AGAIN}.`,
    { file, column: 'student_id' },
  ),
  ATTENDANCE_PER_PERIOD: kind(
    'error',
    'file',
    'Attendance per period instead of per day',
    (say) =>
      say('column') === '…'
        ? `${say('file')} has several different rows for the same student and day (${say('count')} of them), as period attendance does. None of it was read.`
        : `${say('file')} has a filled column ${say('column')}, as period attendance does. None of it was read.`,
    () =>
      `Choose daily attendance in the export: one row per student and day with the status of the whole day, ${SEND_AGAIN}.`,
    { file, column: 'period' },
  ),
  ATTENDANCE_NAME_NEAR: kind(
    'warning',
    'file',
    'File name almost right',
    (say) => `${say('file')} waits: the name is close to ${say('expected')}, and not the same.`,
    (say) =>
      `Send it as ${say('expected')}, with the same capital letters each time. If it holds other schools, ask us to accept its name.`,
    { file: 'Attendance.csv', expected: 'attendance.csv' },
  ),
  ATTENDANCE_NAME_DATED: kind(
    'warning',
    'file',
    'Date in the file name',
    (say) => `${say('file')} waits: its name holds a date, so it would be another name each day.`,
    (say) => `Send it as ${say('expected')}, the same name every time.`,
    { file: 'attendance_2026-11-20.csv', expected: 'attendance.csv' },
  ),
  ATTENDANCE_EMPTY_ON_SCHOOL_DAY: kind(
    'warning',
    'file',
    'No rows on a school day',
    (say) =>
      `${say('file')} has a header and no rows, and on a usual day it has ${say('usual')}. It waits for a person.`,
    () =>
      'If nobody was absent, tell us and we accept it. Otherwise check that the export ran to its end and send it again.',
    { file, usual: 41 },
  ),
  ATTENDANCE_HEADER_SPELLING: kind(
    'notice',
    'none',
    'Attendance columns spelled differently',
    (say) => `${say('file')} spells these columns in its own way: ${say('names')}. They were read.`,
    () => 'Nothing to do. The plain names have small letters and single underscores.',
    { file, names: 'Attendance_ event_date' },
  ),
  ATTENDANCE_RECOMMENDED_MISSING: kind(
    'notice',
    'none',
    'Recommended attendance columns missing',
    (say) => `${say('file')} does not have ${say('names')}.${whatIsMissed(say('names'))}`,
    () => 'Add the columns when you next change the export.',
    { file, names: 'attendance_event_duration' },
  ),
  ATTENDANCE_COLUMN_UNKNOWN: kind(
    'notice',
    'none',
    'Attendance columns not used',
    (say) => `${say('file')} has columns we do not use: ${say('names')}. They were left aside.`,
    () => 'Nothing to do. You may leave them out of the export.',
    { file, names: 'grade' },
  ),

  // ---- a row -------------------------------------------------------------------------------------------
  ATTENDANCE_ROW_WIDTH: kind(
    'error',
    'row',
    'Attendance row of another length',
    (say) =>
      `This row has ${counted(say, 'value', 'values')}, and the header has ${say('width')} names.`,
    () => 'Often a comma inside a value without quotes. Put double quotes around such values.',
    { file, count: 9, width: 7 },
  ),
  ATTENDANCE_ROW_TOO_LONG: kind(
    'error',
    'row',
    'Attendance row far too long',
    (say) => `This line has more than ${say('limit')} characters, so it was not read.`,
    () => 'Look at this line in the file: often many lines were written as one.',
    { file, limit: 262_144 },
  ),
  ATTENDANCE_QUOTE: kind(
    'error',
    'row',
    'Quotes that do not match',
    (say) => `This row of ${say('file')} has a double quote that is not closed or stands alone.`,
    () => 'Write "" for a double quote inside a value, and close every quote.',
    { file },
  ),
  ATTENDANCE_VALUE_MISSING: kind(
    'error',
    'row',
    'Required attendance value missing',
    (say) => `${say('column')} is empty in this row.`,
    (say) => `Fill in ${say('column')} in your SIS or leave the row out.`,
    { file, column: 'student_id' },
  ),
  ATTENDANCE_VALUE_TOO_LONG: kind(
    'error',
    'row',
    'Attendance value too long',
    (say) => `${say('column')} is longer than ${say('limit')} characters.`,
    () => 'Shorten the value in your SIS.',
    { file, column: 'attendance_event_reason', limit: 255 },
  ),
  ATTENDANCE_DATE_UNREADABLE: kind(
    'error',
    'row',
    'Date not readable',
    (say) => `${say('column')} is "${say('value')}", which is not a date we read.`,
    () => 'Write dates as YYYY-MM-DD, such as 2026-11-20.',
    { file, column: 'attendance_event_date', value: '20.11.26' },
  ),
  ATTENDANCE_DATE_TIME: kind(
    'error',
    'row',
    'Date with a time of day',
    (say) =>
      `${say('column')} is "${say('value')}", with a time that is not midnight. A school day is a plain date.`,
    () => 'Write dates as YYYY-MM-DD, such as 2026-11-20, without a time.',
    { file, column: 'attendance_event_date', value: '2026-11-20T08:15:00' },
  ),
  ATTENDANCE_DATE_US: kind(
    'error',
    'row',
    'Date as month/day/year',
    (say) =>
      `${say('column')} is "${say('value')}", which looks like month/day/year. For this district, dates are YYYY-MM-DD.`,
    () => 'Write dates as YYYY-MM-DD, or ask us to switch on month/day/year for your district.',
    { file, column: 'attendance_event_date', value: '11/20/2026' },
  ),
  ATTENDANCE_DATE_FUTURE: kind(
    'error',
    'row',
    'Date in the future',
    (say) => `${say('column')} is ${say('value')}, and that day has not come yet.`,
    () => 'Send attendance of days that have happened. Planned absences come on their day.',
    { file, column: 'attendance_event_date', value: '2026-12-24' },
  ),
  ATTENDANCE_DATE_OUTSIDE_YEAR: kind(
    'error',
    'row',
    'Date outside the school year',
    (say) =>
      `${say('column')} is ${say('value')}; this school year runs from ${say('start')} to ${say('end')}.`,
    () =>
      'Send days of this school year only. If the year is other than this, correct the terms in your roster.',
    {
      file,
      column: 'attendance_event_date',
      value: '2025-03-04',
      start: '2026-08-17',
      end: '2027-06-11',
    },
  ),
  ATTENDANCE_DURATION_UNREADABLE: kind(
    'error',
    'row',
    'Duration not readable',
    (say) => `${say('column')} is "${say('value')}". It is a share of the day from 0 to 1.`,
    () => 'Write 1 for a whole day, 0.5 for half a day, or leave the value empty.',
    { file, column: 'attendance_event_duration', value: 'half' },
  ),
  ATTENDANCE_DURATION_MINUTES: kind(
    'error',
    'row',
    'Duration in minutes',
    (say) =>
      `${say('column')} is "${say('value')}", which looks like minutes. It is a share of the day from 0 to 1.`,
    () => 'Divide the minutes by the length of your school day: 195 of 390 minutes is 0.5.',
    { file, column: 'attendance_event_duration', value: '195' },
  ),
  ATTENDANCE_DURATION_PERCENT: kind(
    'error',
    'row',
    'Duration in percent',
    (say) =>
      `${say('column')} is "${say('value')}", which is a percentage. It is a share of the day from 0 to 1.`,
    () => 'Divide by 100: 50% is 0.5.',
    { file, column: 'attendance_event_duration', value: '50%' },
  ),
  ATTENDANCE_CATEGORY_UNMAPPED: kind(
    'error',
    'row',
    'Category that nobody has mapped yet',
    (say) =>
      `${say('column')} is "${say('value')}", and it is not known which of the four categories that is. The row is kept for ${MAPPING_WAIT_DAYS} days after it was read.`,
    () =>
      'Say what it means under Attendance, Mapping. The kept rows are then read automatically; nothing has to be sent again.',
    { file, column: 'attendance_event_category', value: 'Suspended' },
  ),
  ATTENDANCE_SCHOOL_UNKNOWN: kind(
    'error',
    'row',
    'School not in the roster',
    (say) =>
      `school_id is "${say('value')}", and the roster has no such school. ${whatHappens(say)}`,
    (say) =>
      `Use the sourcedId or identifier of orgs.csv, the same of the two in every row.${readAgain(say, 'When the roster brings the school, the row is read automatically.')}`,
    { file, column: 'school_id', value: '9901' },
  ),
  ATTENDANCE_STUDENT_UNKNOWN: kind(
    'error',
    'row',
    'Student not in the roster',
    (say) =>
      `student_id is "${say('value')}", and the roster has no such student. ${KEPT_FOR_A_ROSTER}`,
    () =>
      'Use the sourcedId or identifier of users.csv, the same of the two in every row. When the roster brings the student, the row is read automatically.',
    { file, column: 'student_id', value: '7139' },
  ),
  ATTENDANCE_SCHOOL_TWO: kind(
    'error',
    'row',
    'School id that means two schools',
    (say) =>
      `school_id is "${say('value')}". That is the sourcedId of one school and the identifier of another, and these files have not shown yet which of the two they write. ${whatHappens(say)}`,
    (say) => `${SAY_THE_KIND}${readAgain(say, 'The row is then read automatically.')}`,
    { file, column: 'school_id', value: '102' },
  ),
  ATTENDANCE_SCHOOL_SHARED: kind(
    'error',
    'row',
    'School id that several schools share',
    (say) =>
      `school_id is "${say('value')}", and more than one school of the roster has this identifier. ${whatHappens(say)}`,
    (say) =>
      `Give each school its own identifier in orgs.csv.${readAgain(say, 'The row is read automatically after the next roster.')}`,
    { file, column: 'school_id', value: '102' },
  ),
  ATTENDANCE_SCHOOL_OTHER_KIND: kind(
    'error',
    'row',
    'School id of the other kind',
    (say) =>
      `school_id is "${say('value')}". These files write the ${say('kind')} of a school, and the roster has this value only as ${say('other')}. ${whatHappens(say)}`,
    (say) =>
      `Write the ${say('kind')} in every row. ${CHANGE_THE_KIND}${readAgain(say, 'The row is then read automatically.')}`,
    { file, column: 'school_id', value: '102', kind: 'sourcedId', other: 'identifier' },
  ),
  ATTENDANCE_STUDENT_TWO: kind(
    'error',
    'row',
    'Student id that means two students',
    (say) =>
      `student_id is "${say('value')}". That is the sourcedId of one student and the identifier of another, and these files have not shown yet which of the two they write. ${KEPT_FOR_A_ROSTER}`,
    () => `${SAY_THE_KIND} The row is then read automatically.`,
    { file, column: 'student_id', value: '7002' },
  ),
  ATTENDANCE_STUDENT_SHARED: kind(
    'error',
    'row',
    'Student id that several students share',
    (say) =>
      `student_id is "${say('value')}", and more than one student of the roster has this identifier. ${KEPT_FOR_A_ROSTER}`,
    () =>
      'Give each student their own identifier in users.csv. The row is read automatically after the next roster.',
    { file, column: 'student_id', value: '7002' },
  ),
  ATTENDANCE_STUDENT_OTHER_KIND: kind(
    'error',
    'row',
    'Student id of the other kind',
    (say) =>
      `student_id is "${say('value')}". These files write the ${say('kind')} of a student, and the roster has this value only as ${say('other')}. ${KEPT_FOR_A_ROSTER}`,
    (say) =>
      `Write the ${say('kind')} in every row. ${CHANGE_THE_KIND} The row is then read automatically.`,
    { file, column: 'student_id', value: '7002', kind: 'sourcedId', other: 'identifier' },
  ),
  ATTENDANCE_OTHER_ID_KIND: kind(
    'warning',
    'none',
    'File that writes the other kind of id',
    (say) =>
      `No value of ${say('column')} is ${article(say('kind'))} of the roster. As ${say('other')} the roster knows ${say('count')} of them. Files of this name are read as writing the ${say('kind')}.`,
    (say) =>
      `Write the ${say('kind')} again, or tell us that the export has changed: staff can change the kind of id on the connection’s page.`,
    { file, column: 'student_id', kind: 'sourcedId', other: 'identifier', count: 41 },
  ),
  ATTENDANCE_DUPLICATE_DAY: kind(
    'error',
    'row',
    'Second row for a student and day',
    (say) =>
      say('own') === say('used')
        ? `This row and line ${say('later')} are about the same student and day and both say "${say('used')}", with another duration, reason or school. Line ${say('later')} was used.`
        : say('kept') === 'yes'
          ? `This row says "${say('own')}", which nobody has mapped yet, and line ${say('later')} says "${say('used')}" about the same student and day. Line ${say('later')} was used; this row is kept until its word is mapped, and the two are compared then.`
          : `This row says "${say('own')}", and line ${say('later')} says "${say('used')}" about the same student and day, which counts more. Line ${say('later')} was used.`,
    () => 'Export one row per student and day, with the status of the whole day.',
    { file, later: 412, own: 'Tardy', used: 'Excused Absence' },
  ),
  ATTENDANCE_OTHER_FILE_HAS_DAY: kind(
    'error',
    'row',
    'Student and day reported by another file',
    (say) =>
      `${say('other')} says "${say('used')}" about this student on this day, which counts before "${say('own')}" here. This row is kept, and used if that one goes.`,
    () =>
      'Nothing to do when the student attends two schools. Otherwise send each school in one of the files only.',
    { file, other: 'attendance_middle.csv', own: 'Tardy', used: 'Excused absence' },
  ),

  // ---- worth knowing -----------------------------------------------------------------------------------
  ATTENDANCE_DATE_FORM: kind(
    'notice',
    'none',
    'Dates in another form',
    (say) =>
      `${counted(say, 'value', 'values')} of ${say('column')} ${verb(say, 'is', 'are')} written ${say('form')}, such as "${say('value')}". ${verb(say, 'It was', 'They were')} read.`,
    () => 'Nothing to do. The plain form is YYYY-MM-DD.',
    { file, column: 'attendance_event_date', value: '20261120', form: 'YYYYMMDD', count: 40 },
  ),
  ATTENDANCE_LINE_OF_NOBODY: kind(
    'notice',
    'none',
    'Lines that are not records',
    () =>
      'This line is a ruler, a total, the footer of a report or the header again, not the row of a student or school. It was left aside.',
    () => 'Nothing to do. You may switch off such lines in the export.',
    { file },
  ),
  ATTENDANCE_ROW_PADDED: kind(
    'notice',
    'none',
    'Rows that end early',
    (say) =>
      `This row ends after ${counted(say, 'value', 'values')}, and the header has ${say('width')} names. The rest was read as empty.`,
    () => 'Nothing to do. Spreadsheets leave out commas at the end of a row.',
    { file, count: 4, width: 7 },
  ),
  ATTENDANCE_UTF16: kind(
    'notice',
    'none',
    'UTF-16 text',
    (say) => `${say('file')} is UTF-16 text. It was read.`,
    () => 'Choose UTF-8 as the encoding of the export when you next change it.',
    { file },
  ),
  ATTENDANCE_SAME_ROW: kind(
    'notice',
    'none',
    'Rows that are there twice',
    (say) =>
      `${counted(say, 'row is a copy', 'rows are copies')} of another row and ${verb(say, 'was', 'were')} ignored.`,
    () => 'Nothing to do.',
    { file, count: 2 },
  ),
  ATTENDANCE_NO_EVENT: kind(
    'notice',
    'none',
    'Rows that say present',
    (say) =>
      `${counted(say, 'row says', 'rows say')} that the student was there, so there is nothing to note. ${verb(say, 'It was', 'They were')} ignored.`,
    () => 'You may leave such rows out of the export.',
    { file, count: 12 },
  ),
  ATTENDANCE_REASON_BLANK: kind(
    'warning',
    'none',
    'Rows without a reason',
    (say) =>
      `${counted(say, 'row has', 'rows have')} no attendance_event_reason. ${verb(say, 'It was', 'They were')} read.`,
    () => 'Fill in the reason in your SIS where there is one.',
    { file, count: 4 },
  ),
  ATTENDANCE_NOT_IN_SESSION: kind(
    'warning',
    'none',
    'Rows on a day without school',
    (say) =>
      `${counted(say, 'row is', 'rows are')} about ${say('value')}, ${NO_SCHOOL_BECAUSE[say('because')] ?? 'a day without school'}. ${verb(say, 'It was', 'They were')} kept and ${verb(say, 'does', 'do')} not count in rates.`,
    (say) =>
      say('because') === 'staff'
        ? 'Correct the date, or tell us if there was school.'
        : 'Correct the date, or say in calendar.csv that there was school.',
    { file, column: 'attendance_event_date', value: '2026-11-26', count: 3, because: 'calendar' },
  ),
  ATTENDANCE_SCHOOL_SILENT: kind(
    'warning',
    'none',
    'School without rows',
    (say) =>
      `The file has no rows of ${schoolOf(say, 'school')} on ${say('date')}, and on a usual day it has ${say('usual')}. Nothing was changed for that school.`,
    () => 'Check that the export includes this school.',
    { file, column: 'school_id', value: '412', date: '2026-11-20', usual: 31 },
  ),
  ATTENDANCE_FEW_ROWS: kind(
    'warning',
    'none',
    'Far fewer rows than usual',
    (say) =>
      `${schoolOf(say, 'School')} has ${counted(say, 'row', 'rows')} on ${say('date')}, and on a usual day it has ${say('usual')}. All were read.`,
    () => 'Check that the export ran to its end.',
    { file, column: 'school_id', value: '412', date: '2026-11-20', usual: 31, count: 9 },
  ),
  ATTENDANCE_DAY_IMPLAUSIBLE: {
    ...kind(
      'warning',
      'none',
      'Days that are hard to believe',
      () => '',
      () =>
        'Compare the day with your SIS. If the file says something else, correct it and send the day again under the same name; the day is judged again then. Otherwise there is nothing to do.',
      {
        file,
        column: 'school_id',
        value: '412',
        date: '2026-11-20',
        because: 'HIGH_ABSENCE',
        absent: 250,
        enrolled: 370,
        usual: 21,
        unknown: 0,
        rows: 250,
      },
    ),
    sentence: (params) =>
      `${schoolOf((name) => String(params[name] ?? '…'), 'School')} on ${params.date ?? '…'}: ${whyImplausible(params)} What could be read was counted.`,
  },
  ATTENDANCE_CORRECTIONS_WITHHELD: kind(
    'warning',
    'none',
    'Vanished rows were left as they are',
    (say) =>
      `${counted(say, 'row of this file has', 'rows of this file have')} no readable student or date, so it is not certain who is missing. No earlier row was taken back.`,
    () => `Correct these rows, ${SEND_AGAIN}.`,
    { file, count: 2 },
  ),
  ATTENDANCE_OTHER_SCHOOL: kind(
    'notice',
    'none',
    'Students reported by a school other than their own',
    (say) =>
      `${counted(say, 'row names', 'rows name')} a school other than the one the roster has for the student. ${verb(say, 'It was', 'They were')} read.`,
    () => 'Nothing to do when students attend two schools.',
    { file, count: 3 },
  ),

  ATTENDANCE_BEFORE_ROSTER: kind(
    'notice',
    'none',
    'It came before the roster',
    (say) =>
      `No roster had been applied when ${say('file')} came. It waits up to ${ROSTER_WAIT_DAYS} days for one and is read then.`,
    () =>
      'Nothing before the first roster is applied. If that takes longer, send the file once more afterwards.',
    { file },
  ),
  ATTENDANCE_MUCH_LOST: kind(
    'warning',
    'none',
    'Most of the file could not be used',
    (say) =>
      `${say('lost')} of ${counted(say, 'row', 'rows')} of ${say('file')} could not be used. The rest was read.`,
    () => `The problems listed beside this say why. Correct them, ${SEND_AGAIN}.`,
    { file, count: 120, lost: 90 },
  ),

  // ---- calendar.csv ------------------------------------------------------------------------------------
  CALENDAR_EVENT_UNKNOWN: kind(
    'error',
    'row',
    'Calendar event not known',
    (say) => `calendar_events is "${say('value')}". It is ["In Session"] or ["Not In Session"].`,
    () => 'Write ["In Session"] for a school day and ["Not In Session"] for any other day.',
    { file: 'calendar.csv', column: 'calendar_events', value: '["Picture day"]' },
  ),
  CALENDAR_DAY_TWICE: kind(
    'error',
    'row',
    'Calendar day twice',
    (say) => `A later row (line ${say('later')}) is about the same school and day. It was used.`,
    () => 'Keep one row per school and day.',
    { file: 'calendar.csv', later: 40 },
  ),
} satisfies Record<string, IssueKind>;
