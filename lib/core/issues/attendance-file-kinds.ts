// Problems of an attendance file as a whole: its name, its form and its columns.
import { kind, type IssueKind } from './kind';
import { sendFileAgain } from './shared-text';

const file = 'attendance.csv';
const nothingChanged = 'Earlier data stays.';
/** What the recommended columns are for, of those that are not there. */
const whatIsMissed = (names: string): string =>
  (names.includes('attendance_event_duration') ? ' Absences count as whole days.' : '') +
  (names.includes('attendance_event_description') ? ' No internal notes are shown.' : '');

export const ATTENDANCE_FILE_KINDS = {
  ATTENDANCE_FILE_EMPTY: kind(
    'error',
    'file',
    'Empty attendance file',
    (say) => `${say('file')} has no header line and no rows. ${nothingChanged}`,
    () => `Check that the export finished, ${sendFileAgain}.`,
    { file },
  ),
  ATTENDANCE_NOT_CSV: kind(
    'error',
    'file',
    'Attendance file is not CSV',
    (say) => `${say('file')} is ${say('kind')}, not a CSV file. ${nothingChanged}`,
    () => `Export it as CSV (UTF-8), ${sendFileAgain}.`,
    { file, kind: 'an Excel workbook' },
  ),
  ATTENDANCE_NOT_UTF8: kind(
    'error',
    'file',
    'Attendance file is not UTF-8 text',
    (say) =>
      `${say('file')} is not UTF-8 text: in line ${say('line')}, byte ${say('position')} of the file cannot be read. ${nothingChanged}`,
    () => `Choose UTF-8 as the encoding of the export, ${sendFileAgain}.`,
    { file, line: 418, position: 29_311 },
  ),
  ATTENDANCE_SEPARATOR: kind(
    'error',
    'file',
    'Columns not separated by commas',
    (say) => `${say('file')} separates its columns with ${say('separator')}. ${nothingChanged}`,
    () => `Choose the comma as the separator, ${sendFileAgain}.`,
    { file, separator: 'a semicolon' },
  ),
  ATTENDANCE_NO_HEADER: kind(
    'error',
    'file',
    'Attendance file without a header line',
    (say) => `The first line of ${say('file')} has none of the column names we read.`,
    () => `Turn on the header line in the export, ${sendFileAgain}.`,
    { file },
  ),
  ATTENDANCE_COLUMN_MISSING: kind(
    'error',
    'file',
    'Required attendance column missing',
    (say) => `${say('file')} has no column ${say('column')}, which is required.`,
    (say) => `Add the column ${say('column')} to the export, ${sendFileAgain}.`,
    { file, column: 'attendance_event_category' },
  ),
  ATTENDANCE_COLUMN_TWICE: kind(
    'error',
    'file',
    'Attendance column twice',
    (say) => `${say('file')} has the column ${say('column')} more than once.`,
    () => `Keep one of them, ${sendFileAgain}.`,
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
      `Choose daily attendance in the export: one row per student and day with the status of the whole day, ${sendFileAgain}.`,
    { file, column: 'period' },
  ),
  ATTENDANCE_NAME_NEAR: kind(
    'warning',
    'file',
    'File name almost right',
    (say) => `${say('file')} is held: the name is close to ${say('expected')} but not the same.`,
    (say) =>
      `Send it as ${say('expected')}, with the same capitalization each time. If it is for other schools, ask us to accept its name.`,
    { file: 'Attendance.csv', expected: 'attendance.csv' },
  ),
  ATTENDANCE_NAME_DATED: kind(
    'warning',
    'file',
    'Date in the file name',
    (say) =>
      `${say('file')} is held: its name contains a date, so the name would change every day.`,
    (say) => `Send it as ${say('expected')}, with the same name every time.`,
    { file: 'attendance_2026-11-20.csv', expected: 'attendance.csv' },
  ),
  ATTENDANCE_EMPTY_ON_SCHOOL_DAY: kind(
    'warning',
    'file',
    'No rows on a school day',
    (say) =>
      `${say('file')} has a header and no rows, and on a usual day it has ${say('usual')}. It is held for review.`,
    () =>
      'If no one was absent, tell us and we will accept it. Otherwise, check that the export finished and send it again.',
    { file, usual: 41 },
  ),
  ATTENDANCE_HEADER_SPELLING: kind(
    'notice',
    'none',
    'Attendance columns spelled differently',
    (say) => `${say('file')} spells these columns differently: ${say('names')}. They were read.`,
    () => 'Nothing to do. The standard names use lowercase letters and single underscores.',
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
    (say) => `${say('file')} has columns we do not use: ${say('names')}. They were not used.`,
    () => 'Nothing to do. You can leave them out of the export.',
    { file, names: 'grade' },
  ),
} satisfies Record<string, IssueKind>;
