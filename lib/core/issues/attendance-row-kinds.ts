// Problems of one row of an attendance file. A row that cannot be used is set aside by itself.
import { MAPPING_WAIT_DAYS } from '../attendance/help-of-file';
import { counted, kind, verb, type IssueKind } from './kind';

const file = 'attendance.csv';

export const ATTENDANCE_ROW_KINDS = {
  ATTENDANCE_ROW_WIDTH: kind(
    'error',
    'row',
    'Attendance row with too many or too few values',
    (say) =>
      `This row has ${counted(say, 'value', 'values')}, and the header has ${say('width')} names.`,
    () =>
      'This is often caused by a comma inside a value without quotes. Put double quotes around such values.',
    { file, count: 9, width: 7 },
  ),
  ATTENDANCE_ROW_TOO_LONG: kind(
    'error',
    'row',
    'Attendance row far too long',
    (say) => `This line has more than ${say('limit')} characters, so it was not read.`,
    () => 'Check this line in the file. Often, many lines were written as one.',
    { file, limit: 262_144 },
  ),
  ATTENDANCE_QUOTE: kind(
    'error',
    'row',
    'Unmatched quotes',
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
    (say) => `${say('column')} is "${say('value')}", which is not a date we can read.`,
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
    () => 'Write dates as YYYY-MM-DD, or ask us to turn on month/day/year for your district.',
    { file, column: 'attendance_event_date', value: '11/20/2026' },
  ),
  ATTENDANCE_DATE_FUTURE: kind(
    'error',
    'row',
    'Date in the future',
    (say) => `${say('column')} is ${say('value')}, which is in the future.`,
    () => 'Send attendance only for past days and today. Send planned absences on the day itself.',
    { file, column: 'attendance_event_date', value: '2026-12-24' },
  ),
  ATTENDANCE_DATE_OUTSIDE_YEAR: kind(
    'error',
    'row',
    'Date outside the school year',
    (say) =>
      `${say('column')} is ${say('value')}; this school year runs from ${say('start')} to ${say('end')}.`,
    () =>
      'Send days in this school year only. If the school year is different, correct the terms in your roster.',
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
    'Category not mapped yet',
    (say) =>
      `${say('column')} is "${say('value')}", which has not been mapped to one of the four categories. The row is saved for ${MAPPING_WAIT_DAYS} days after it was read.`,
    () =>
      'Map it under Attendance, Mapping. The saved rows are then read automatically; nothing needs to be sent again.',
    { file, column: 'attendance_event_category', value: 'Suspended' },
  ),
  ATTENDANCE_DATE_FORM: kind(
    'notice',
    'none',
    'Dates in a different format',
    (say) =>
      `${counted(say, 'value', 'values')} of ${say('column')} ${verb(say, 'is', 'are')} written ${say('form')}, such as "${say('value')}". ${verb(say, 'It was', 'They were')} read.`,
    () => 'Nothing to do. The standard format is YYYY-MM-DD.',
    { file, column: 'attendance_event_date', value: '20261120', form: 'YYYYMMDD', count: 40 },
  ),
  ATTENDANCE_LINE_OF_NOBODY: kind(
    'notice',
    'none',
    'Lines that are not records',
    () =>
      'This line is a ruler, a total, a report footer or a repeated header, not a row for a student or school. It was not used.',
    () => 'Nothing to do. You can turn off such lines in the export.',
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
    'Duplicate rows',
    (say) =>
      `${counted(say, 'row is a copy', 'rows are copies')} of another row and ${verb(say, 'was', 'were')} ignored.`,
    () => 'Nothing to do.',
    { file, count: 2 },
  ),
  ATTENDANCE_NO_EVENT: kind(
    'notice',
    'none',
    'Rows that say “present”',
    (say) =>
      `${counted(say, 'row says', 'rows say')} that the student was present, so there is nothing to record. ${verb(say, 'It was', 'They were')} ignored.`,
    () => 'You can leave such rows out of the export.',
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
} satisfies Record<string, IssueKind>;
