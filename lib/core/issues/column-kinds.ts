// What is said once per file and column, with a count.
import { counted, kind, verb, type IssueKind } from './kind';
import { theyWere } from './shared-text';

const error = 'error';
const warning = 'warning';
const notice = 'notice';

export const COLUMN_ISSUE_KINDS = {
  CELL_TRIMMED: kind(
    notice,
    'none',
    'Spaces around values',
    (say) =>
      `${counted(say, 'value', 'values')} of ${say('column')} had spaces around them. The spaces were removed.`,
    () => 'Nothing to do.',
    { column: 'givenName', count: 12 },
  ),
  ENUM_CASE: kind(
    warning,
    'none',
    'Words spelled differently',
    (say) =>
      `${counted(say, 'value', 'values')} of ${say('column')} ${verb(say, 'is', 'are')} spelled differently, such as "${say('value')}". ${theyWere(say)} read.`,
    () => 'Write the words as in OneRoster 1.1 when you next change the export.',
    { column: 'role', value: 'Student', count: 1284 },
  ),
  BOOLEAN_SPELLING: kind(
    warning,
    'none',
    'True and false spelled differently',
    (say) =>
      `${counted(say, 'value', 'values')} of ${say('column')} ${verb(say, 'is', 'are')} spelled differently, such as "${say('value')}". ${theyWere(say)} read.`,
    () => 'Use true or false, in lowercase, when you next change the export.',
    { column: 'enabledUser', value: 'TRUE', count: 1284 },
  ),
  GRADE_SPELLING: kind(
    warning,
    'none',
    'Grades spelled differently',
    (say) =>
      `${counted(say, 'grade is', 'grades are')} spelled differently, such as "${say('value')}". ${theyWere(say)} read.`,
    () => 'Write grades as KG and 01 to 12 when you next change the export.',
    { column: 'grades', value: '9', count: 310 },
  ),
  STATUS_IN_BULK: kind(
    warning,
    'none',
    'Status filled in a full copy',
    (say) =>
      `${counted(say, 'row', 'rows')} of ${say('file')} ${verb(say, 'has', 'have')} status or dateLastModified filled, though manifest.csv says bulk. Rows marked tobedeleted count as removed; the rest was read as usual.`,
    () => 'Leave both columns empty in a full copy.',
    { column: 'status', count: 12310 },
  ),
  STATUS_MISSING_IN_DELTA: kind(
    warning,
    'none',
    'Status missing in a delta file',
    (say) =>
      `${counted(say, 'row', 'rows')} of ${say('file')} ${verb(say, 'has', 'have')} no status, though manifest.csv says delta. ${theyWere(say)} read as active.`,
    () => 'Write active or tobedeleted in every row of a delta file.',
    { column: 'status', count: 31 },
  ),
  STATUS_INACTIVE: kind(
    notice,
    'none',
    'Status word of OneRoster 1.0',
    (say) =>
      `${counted(say, 'row', 'rows')} of ${say('file')} ${verb(say, 'has', 'have')} the status inactive. It was read as tobedeleted.`,
    () => 'Use tobedeleted for records to remove.',
    { column: 'status', count: 31 },
  ),
  TIMESTAMP_FORM: kind(
    warning,
    'none',
    'Time of change written differently',
    (say) =>
      `${counted(say, 'value', 'values')} of dateLastModified ${verb(say, 'is', 'are')} empty or written differently, such as "${say('value')}".`,
    () => 'Write 2026-11-21T06:00:00.000Z.',
    { column: 'dateLastModified', value: '2024-09-05 08:01:05', count: 4 },
  ),
  TIMESTAMP_UNREADABLE: kind(
    warning,
    'none',
    'dateLastModified is not a date',
    (say) =>
      `${counted(say, 'value', 'values')} of dateLastModified ${verb(say, 'is not a date', 'are not dates')}, such as "${say('value')}". The rows were read, but if a record is sent twice, it is not possible to tell which row is newer.`,
    () => 'Write 2026-11-21T06:00:00.000Z. In a full copy the column may be empty.',
    { column: 'dateLastModified', value: 'soon', count: 4 },
  ),
  DATE_WITH_TIME: kind(
    warning,
    'none',
    'Dates with a time',
    (say) =>
      `${counted(say, 'value', 'values')} of ${say('column')} ${verb(say, 'carries', 'carry')} a time, such as "${say('value')}". The day was read.`,
    () => 'Write dates as 2026-11-21.',
    { file: 'enrollments.csv', column: 'beginDate', value: '2026-08-15T00:00:00', count: 40 },
  ),
  DATE_US_FORM: kind(
    warning,
    'none',
    'Dates as month/day/year',
    (say) =>
      `${counted(say, 'value', 'values')} of ${say('column')} ${verb(say, 'is', 'are')} written month/day/year, such as "${say('value')}". ${theyWere(say)} read, as set for this district.`,
    () => 'Write dates as 2026-11-21.',
    { file: 'enrollments.csv', column: 'beginDate', value: '9/5/2024', count: 40 },
  ),
  DATE_NO_MARKS: kind(
    warning,
    'none',
    'Dates as YYYYMMDD',
    (say) =>
      `${counted(say, 'value', 'values')} of ${say('column')} ${verb(say, 'is', 'are')} written YYYYMMDD, such as "${say('value')}". ${theyWere(say)} read.`,
    () => 'Write dates as 2026-11-21.',
    { file: 'enrollments.csv', column: 'beginDate', value: '20260815', count: 40 },
  ),
  DATE_OTHER_MARKS: kind(
    warning,
    'none',
    'Dates without hyphens',
    (say) =>
      `${counted(say, 'value', 'values')} of ${say('column')} ${verb(say, 'is', 'are')} written as year, month, day but not as YYYY-MM-DD, such as "${say('value')}". ${theyWere(say)} read.`,
    () => 'Write dates as 2026-11-21.',
    { file: 'enrollments.csv', column: 'beginDate', value: '2026/08/15', count: 40 },
  ),
  DATE_MONTH_NAME: kind(
    warning,
    'none',
    'Dates with the name of the month',
    (say) =>
      `${counted(say, 'value', 'values')} of ${say('column')} ${verb(say, 'is', 'are')} written with the name of the month, such as "${say('value')}". ${theyWere(say)} read.`,
    () => 'Write dates as 2026-11-21.',
    { file: 'enrollments.csv', column: 'beginDate', value: '15-Aug-2026', count: 40 },
  ),
  SCHOOL_YEAR_RANGE: kind(
    warning,
    'none',
    'School year written as two years',
    (say) =>
      `${counted(say, 'value', 'values')} of ${say('column')} ${verb(say, 'names', 'name')} two years, such as "${say('value')}". The second one was used.`,
    () => 'Write the year in which the school year ends.',
    { file: 'academicSessions.csv', column: 'schoolYear', value: '2025-2026', count: 6 },
  ),
  SESSION_WORD: kind(
    warning,
    'none',
    'Quarters and trimesters',
    (say) =>
      `${counted(say, 'session has', 'sessions have')} the type "${say('value')}". ${theyWere(say)} read as term.`,
    () => 'Use term, semester, gradingPeriod or schoolYear.',
    { file: 'academicSessions.csv', column: 'type', value: 'quarter', count: 4 },
  ),
  ROLE_READ_AS_STAFF: kind(
    warning,
    'none',
    'Role read as administrator',
    (say) =>
      `role is "${say('value')}", which is not a OneRoster role. The person was read as administrator, following your settings.`,
    () => 'Map the role in your SIS export, or tell us if these people should not be staff.',
    { column: 'role', value: 'principal' },
  ),
  AIDE_READ_AS_PROCTOR: kind(
    warning,
    'none',
    'Aides read as proctor',
    (say) =>
      `${counted(say, 'enrollment has', 'enrollments have')} the role "${say('value')}", which OneRoster does not have there. ${theyWere(say)} read as proctor, as your settings say.`,
    () => 'Map aides in classes to proctor in your SIS export.',
    { file: 'enrollments.csv', column: 'role', value: 'aide', count: 12 },
  ),
  COURSE_PLACEHOLDER: kind(
    warning,
    'none',
    'Classes without a course',
    (say) =>
      `${counted(say, 'row names', 'rows name')} no course. ${theyWere(say)} put under "No course given", as your settings say.`,
    () => 'Fill in courseSourcedId where your SIS knows the course.',
    { file: 'classes.csv', column: 'courseSourcedId', count: 12 },
  ),
  COURSE_TITLE_SHOWN: kind(
    warning,
    'none',
    "Classes under their course's title",
    (say) =>
      `${counted(say, 'row has', 'rows have')} no title. ${theyWere(say)} given the title of the course, as your settings say.`,
    () => 'Fill in title where your SIS knows a better one.',
    { file: 'classes.csv', column: 'title', count: 160 },
  ),
  NAME_GARBLED: kind(
    warning,
    'none',
    'Names with damaged letters',
    (say) => `${say('column')} (${say('value')}) ${say('seen')}. It was kept as is.`,
    () =>
      'Export the file as UTF-8 and send it as it is, without opening and saving it in a spreadsheet. If your SIS shows the name the same way, correct it there.',
    {
      column: 'familyName',
      value: '6 characters',
      seen: 'contains letters that were encoded twice, such as Ã© for é',
    },
  ),
  NAME_QUESTION_MARK: kind(
    warning,
    'none',
    'Question marks in names',
    (say) =>
      `${say('column')} (${say('value')}) ${say('seen')}, which may have replaced a letter. It was kept as is.`,
    () =>
      'Check the name in your SIS. If it has a letter such as ñ there, export the file as UTF-8. If not, there is nothing to do.',
    { column: 'familyName', value: '6 characters', seen: 'contains a question mark within a word' },
  ),
  PHONE_NOT_READABLE: kind(
    notice,
    'none',
    'Phone numbers that cannot be used',
    (say) =>
      `${counted(say, 'text', 'texts')} in ${say('column')} could not be read as a phone number. ${theyWere(say)} kept as written and cannot be used for texts or calls.`,
    () =>
      'Send one number with its area code, such as 206-555-0134. Numbers outside the US begin with + and the country code.',
    { column: 'sms', count: 12 },
  ),
  MAIL_NOT_READABLE: kind(
    notice,
    'none',
    'Email addresses that cannot be used',
    (say) =>
      `${counted(say, 'text', 'texts')} in ${say('column')} cannot be an email address. ${theyWere(say)} kept as written and cannot be used for email.`,
    () => 'Send one address, such as name@example.org. Leave the value empty if there is none.',
    { column: 'email', count: 12 },
  ),
  MAIL_CHARACTER: kind(
    notice,
    'none',
    'Email addresses with an invisible character',
    (say) =>
      `${counted(say, 'text', 'texts')} in ${say('column')} ${verb(say, 'has', 'have')} ${say('value')} in the middle, which is not allowed in an email address. ${theyWere(say)} kept as written and cannot be used for email.`,
    () =>
      'Type the address again, or remove the character. At the start or end of an address, it is removed automatically.',
    { column: 'email', value: 'U+200B (zero-width space)', count: 12 },
  ),
  PLACEHOLDER_EMPTY: kind(
    notice,
    'none',
    'Placeholder values',
    (say) =>
      `${counted(say, 'value', 'values')} in ${say('column')} ${verb(say, 'stands', 'stand')} for no value, such as “${say('value')}”. ${theyWere(say)} read as empty.`,
    () => 'Leave the value empty where there is none.',
    { column: 'identifier', value: 'N/A', count: 12 },
  ),
  NO_ROW_USABLE: kind(
    error,
    'set',
    'No row can be used',
    (say) =>
      `None of the ${counted(say, 'row', 'rows')} of ${say('file')} can be used, so none of the files sent together were used.`,
    () => 'The problems of its rows say why. Correct them and send all files again.',
    { file: 'orgs.csv', count: 3 },
  ),
  NO_ROW_USABLE_OPTIONAL: kind(
    error,
    'file',
    'No row can be used',
    (say) =>
      `None of the ${counted(say, 'row', 'rows')} of ${say('file')} can be used. Its earlier data stays; the other files were read.`,
    () => 'The problems of its rows say why. Correct them and send all files again.',
    { file: 'demographics.csv', count: 3 },
  ),
  EXTRA_EMPTY_CELLS: kind(
    warning,
    'none',
    'Empty values at the end of rows',
    (say) =>
      `${counted(say, 'row', 'rows')} of ${say('file')} ${verb(say, 'has', 'have')} empty values beyond the last column. These were not used.`,
    () => 'Nothing to do.',
    { count: 31 },
  ),
  ID_UNUSUAL_CHARACTERS: kind(
    warning,
    'none',
    'Unusual characters in ids',
    (say) =>
      `${counted(say, 'value', 'values')} of ${say('column')} ${verb(say, 'holds', 'hold')} characters that OneRoster does not allow in ids, such as "${say('value')}". ${theyWere(say)} read.`,
    () => 'Use letters, digits and . - _ / @ in ids. Other products may be stricter.',
    { column: 'sourcedId', value: 'A#12', count: 31 },
  ),
  CONTROL_CHARACTERS: kind(
    notice,
    'none',
    'Invisible characters',
    (say) =>
      `${counted(say, 'value', 'values')} of ${say('column')} held invisible control characters. They were removed.`,
    () => 'Nothing to do.',
    { column: 'title', count: 3 },
  ),
  USER_ID_FORM: kind(
    notice,
    'none',
    'userIds without a type',
    (say) =>
      `${counted(say, 'value', 'values')} of userIds ${verb(say, 'is', 'are')} not written {type:id}. ${theyWere(say)} kept.`,
    () => 'Write {LDAP:id}.',
    { column: 'userIds', count: 31 },
  ),
  PASSWORD_RECEIVED: kind(
    warning,
    'none',
    'Passwords in the file',
    (say) =>
      `${counted(say, 'row', 'rows')} of users.csv ${verb(say, 'holds', 'hold')} a password. TalkingPoints does not store passwords.`,
    () => 'Leave the password column empty in your export.',
    { column: 'password', count: 31 },
  ),
  BLANK_ROWS: kind(
    notice,
    'none',
    'Blank rows',
    (say) =>
      `${counted(say, 'row', 'rows')} of ${say('file')} ${verb(say, 'is', 'are')} blank. ${theyWere(say)} skipped.`,
    () => 'Nothing to do.',
    { count: 2 },
  ),
  LINE_OF_NOBODY: kind(
    notice,
    'none',
    'Lines that are not records',
    (say) =>
      `This line of ${say('file')} is a ruler, a total or a report footer, not a record. It was not used.`,
    () => 'Nothing to do. You can turn off such lines in the export.',
  ),
  HEADER_REPEATED: kind(
    warning,
    'none',
    'Repeated header line',
    (say) =>
      `The header line is repeated ${counted(say, 'time', 'times')} in ${say('file')}. It was skipped.`,
    () => 'Check that no two exports were joined into one file.',
    { count: 1 },
  ),
} satisfies Record<string, IssueKind>;
