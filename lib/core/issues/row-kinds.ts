// Problems of one row by itself.
import { kind, type IssueKind } from './kind';
import { showCourseTitles } from './shared-text';

const error = 'error';
const warning = 'warning';

const isClassTitle = (say: (name: string) => string) =>
  say('file') === 'classes.csv' && say('column') === 'title';

/** The table itself is for our staff. */
const TELL_THE_LANGUAGE = 'or tell us which language it is, and we will set it for your district.';

export const ROW_ISSUE_KINDS = {
  ROW_TOO_LONG: kind(
    error,
    'row',
    'More values than columns',
    (say) => `This row has ${say('found')} values for ${say('expected')} columns.`,
    () => 'Put double quotes around values that contain a comma, such as a list of ids: "id1,id2".',
    { found: 19, expected: 18 },
  ),
  ROW_TOO_SHORT: kind(
    error,
    'row',
    'Fewer values than columns',
    (say) =>
      `This row ends after ${say('found')} of ${say('expected')} values, before the required ${say('column')}.`,
    () => 'The row may have been cut off. Include every column, even empty ones.',
    { column: 'familyName', found: 8, expected: 18 },
  ),
  ROW_PADDED: kind(
    warning,
    'none',
    'Row ends early',
    (say) =>
      `This row ends after ${say('found')} of ${say('expected')} values. The rest was read as empty.`,
    () => 'Include every column, even empty ones.',
    { found: 16, expected: 18 },
  ),
  VALUE_MISSING: kind(
    error,
    'row',
    'Required value missing',
    (say) => `${say('column')} is empty, and ${say('file')} needs it in every row.`,
    (say) =>
      `Fill in ${say('column')} in your SIS.${isClassTitle(say) ? ` If its classes have no titles, ${showCourseTitles}.` : ''}`,
    { column: 'familyName' },
  ),
  TITLE_NOWHERE: kind(
    error,
    'row',
    'Neither class nor course has a title',
    () => 'title is empty or only a mark, and the row has no course whose title could be used.',
    () => 'Give the class or its course a title in your SIS.',
    { file: 'classes.csv', column: 'title' },
  ),
  ID_NOT_READABLE: kind(
    error,
    'row',
    'Id with characters that cannot be used',
    (say) =>
      `${say('column')} is "${say('value')}". An id cannot hold a comma or control characters.`,
    () => 'Use letters, digits and . - _ / @ in ids.',
    { column: 'sourcedId', value: 'a,b' },
  ),
  ID_TOO_LONG: kind(
    error,
    'row',
    'Id too long',
    (say) => `${say('column')} has ${say('length')} characters. An id has at most ${say('limit')}.`,
    () => 'Use shorter ids.',
    { column: 'sourcedId', length: 300, limit: 255 },
  ),
  ID_ROUNDED: kind(
    error,
    'row',
    'Id changed by a spreadsheet',
    (say) => `${say('column')} is "${say('value')}": a spreadsheet program rounded the id.`,
    () =>
      'Send the file as your SIS wrote it, without opening and saving it in a spreadsheet program.',
    { column: 'sourcedId', value: '9.10000012E+11' },
  ),
  ID_CLEARED: kind(
    warning,
    'none',
    'Optional id not readable',
    (say) => `${say('column')} is "${say('value')}", which cannot be an id. It was read as empty.`,
    () => 'Correct or clear the value in your SIS.',
    { column: 'parentSourcedId', value: '9.10000012E+11' },
  ),
  ID_LEFT_OUT: kind(
    warning,
    'none',
    'One id of a list not readable',
    (say) =>
      `${say('column')} lists "${say('value')}", which cannot be an id. It was left out, and the other ids of the list were used.`,
    () => 'Correct the value in your SIS, or take it out of the list.',
    { column: 'orgSourcedIds', value: '9.10000012E+11' },
  ),
  ENUM_UNKNOWN: kind(
    error,
    'row',
    'Value not allowed',
    (say) => `${say('column')} is "${say('value')}". It must be one of: ${say('allowed')}.`,
    (say) => `Use one of these words in ${say('column')}.`,
    { file: 'classes.csv', column: 'classType', value: 'section', allowed: 'homeroom, scheduled' },
  ),
  ENUM_CLEARED: kind(
    warning,
    'none',
    'Optional value not allowed',
    (say) =>
      `${say('column')} is "${say('value')}", which is not one of: ${say('allowed')}. It was read as empty.`,
    (say) => `Use one of these words in ${say('column')} or leave it empty.`,
    { file: 'demographics.csv', column: 'sex', value: 'X', allowed: 'male, female' },
  ),
  ROLE_UNKNOWN: kind(
    error,
    'row',
    'Unknown role',
    (say) => `role is "${say('value')}". In ${say('file')} it must be one of: ${say('allowed')}.`,
    () =>
      'Map the role in your SIS export: staff other than teachers are usually administrator or aide. We can also read other words for staff as administrator; ask us to turn that on.',
    { column: 'role', value: 'principal', allowed: 'administrator, aide, guardian, parent' },
  ),
  STATUS_UNKNOWN: kind(
    error,
    'row',
    'Unknown status',
    (say) => `status is "${say('value')}". The words are active and tobedeleted.`,
    () => 'Leave status empty in a full copy; use active or tobedeleted in a delta file.',
    { column: 'status', value: 'gone' },
  ),
  BOOLEAN_UNKNOWN: kind(
    error,
    'row',
    'Neither true nor false',
    (say) => `${say('column')} is "${say('value')}". It must be true or false.`,
    (say) => `Write true or false in ${say('column')}.`,
    { column: 'enabledUser', value: 'maybe' },
  ),
  BOOLEAN_CLEARED: kind(
    warning,
    'none',
    'Optional value neither true nor false',
    (say) =>
      `${say('column')} is "${say('value')}". It must be true or false, and was read as empty.`,
    (say) => `Write true or false in ${say('column')}, or leave it empty.`,
    { file: 'enrollments.csv', column: 'primary', value: 'maybe' },
  ),
  DATE_UNREADABLE: kind(
    error,
    'row',
    'Date not readable',
    (say) => `${say('column')} is "${say('value')}". A date is written YYYY-MM-DD.`,
    () => 'Write dates as 2026-11-21.',
    { file: 'enrollments.csv', column: 'beginDate', value: 'Sept 5' },
  ),
  DATE_SLASHES: kind(
    error,
    'row',
    'Date with slashes',
    (say) =>
      `${say('column')} is "${say('value')}". It is not clear whether month or day comes first.`,
    () => 'Write dates as 2026-11-21, or ask us to read month/day/year for your district.',
    { file: 'enrollments.csv', column: 'beginDate', value: '9/5/2024' },
  ),
  DATE_SHORT_YEAR: kind(
    error,
    'row',
    'Two-digit year',
    (say) => `${say('column')} is "${say('value')}". The century is not clear.`,
    () => 'Write dates as 2026-11-21, with all four digits of the year.',
    { file: 'demographics.csv', column: 'birthDate', value: '21-NOV-12' },
  ),
  DATE_IMPOSSIBLE: kind(
    error,
    'row',
    'Nonexistent date',
    (say) => `${say('column')} is "${say('value')}", and there is no such day.`,
    () => 'Correct the date in your SIS.',
    { file: 'enrollments.csv', column: 'endDate', value: '2026-02-30' },
  ),
  DATES_REVERSED: kind(
    error,
    'row',
    'Ends before it starts',
    (say) => `endDate (${say('end')}) is before startDate (${say('start')}).`,
    () => 'Correct the dates of this term or year in your SIS.',
    { file: 'academicSessions.csv', column: 'endDate', start: '2026-08-15', end: '2026-06-10' },
  ),
  ENROLLMENT_DATES_REVERSED: kind(
    warning,
    'none',
    'Enrollment ends before it begins',
    (say) =>
      `endDate (${say('end')}) is before beginDate (${say('start')}). The enrollment was read as is.`,
    () => 'Correct the dates, or leave the enrollment out if the student never came.',
    { file: 'enrollments.csv', column: 'endDate', start: '2026-08-15', end: '2026-08-10' },
  ),
  YEAR_UNREADABLE: kind(
    error,
    'row',
    'Unreadable school year',
    (say) =>
      `${say('column')} is "${say('value')}". It is the year in which the school year ends, such as 2027.`,
    () => 'Write the four digits of the year in which the school year ends.',
    { file: 'academicSessions.csv', column: 'schoolYear', value: 'current' },
  ),
  GRADE_UNKNOWN: kind(
    warning,
    'none',
    'Unknown grade',
    (say) => `Grade "${say('value')}" is not a OneRoster grade. It was kept as is.`,
    () => 'Use PK, KG, 01 to 12, UG and so on.',
    { column: 'grades', value: 'GRADX' },
  ),
  LANGUAGE_UNKNOWN: kind(
    warning,
    'none',
    'Unknown language',
    (say) =>
      `Language "${say('value')}" is not known. The person was read, with the district’s default language.`,
    () => `Send the language name (Spanish) or the two-letter code (es), ${TELL_THE_LANGUAGE}`,
    { column: 'metadata.language', value: 'Klingon' },
  ),
  LANGUAGE_WITHOUT_CODE: kind(
    warning,
    'none',
    'Language without a two-letter code',
    (say) =>
      `Language "${say('value')}" (${say('variant')}) has no ISO 639-1 code. The person was read, with the district’s default language.`,
    () => 'Contact us to choose the language for these families.',
    { column: 'metadata.language', value: 'Hmong', variant: 'hmn' },
  ),
  LANGUAGE_AMBIGUOUS: kind(
    warning,
    'none',
    'Language with two meanings',
    (say) =>
      `Language "${say('value')}" means different languages in different lists, so it was not used.`,
    () => `Send the language name, ${TELL_THE_LANGUAGE}`,
    { column: 'metadata.language', value: 'CH' },
  ),
  LANGUAGE_CHECK_CODE: kind(
    warning,
    'none',
    'Check this language code',
    (say) =>
      `Language "${say('value')}" was read as ISO 639-1 code ${say('read')}. Some lists use it for another language.`,
    () => `If another language is meant, send the language name, ${TELL_THE_LANGUAGE}`,
    { column: 'metadata.language', value: 'ta', read: 'ta' },
  ),
  LANGUAGE_GUESSED: kind(
    warning,
    'none',
    'Misspelled language',
    (say) => `Language "${say('value')}" was read as ${say('read')}.`,
    () => `Correct the spelling. If another language is meant, send its name, ${TELL_THE_LANGUAGE}`,
    { column: 'metadata.language', value: 'Spannish', read: 'es' },
  ),
  LANGUAGE_SEVERAL: kind(
    warning,
    'none',
    'Several languages in one value',
    (say) => `"${say('value')}" names several languages. ${say('read')} was used.`,
    () => 'Send the one language the family prefers for messages.',
    { column: 'metadata.language', value: 'Spanish/English', read: 'es' },
  ),
  ELL_UNKNOWN: kind(
    warning,
    'none',
    'Unknown ELL status',
    (say) =>
      `metadata.ell is "${say('value')}", which is neither true nor false. It was read as unknown.`,
    () => 'Write true or false in metadata.ell.',
    { column: 'metadata.ell', value: 'level 3' },
  ),
  SELF_PARENT: kind(
    warning,
    'none',
    'Record is its own parent',
    (say) => `parentSourcedId points to this row itself ("${say('value')}"). It was read as empty.`,
    () => 'Leave parentSourcedId empty at the top level.',
    { file: 'orgs.csv', column: 'parentSourcedId', value: 'school-1' },
  ),
} satisfies Record<string, IssueKind>;
