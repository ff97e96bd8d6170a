// Problems of the header of a file.
import { counted, kind, type IssueKind } from './kind';
import { sendAgain, theyWere } from './shared-text';

const error = 'error';
const warning = 'warning';
const notice = 'notice';

export const HEADER_ISSUE_KINDS = {
  HEADER_BOM: kind(
    notice,
    'none',
    'Byte order mark',
    (say) => `${say('file')} starts with a byte order mark. It was skipped.`,
    () => 'Nothing to do.',
  ),
  HEADER_CASE: kind(
    warning,
    'none',
    'Column names spelled differently',
    (say) =>
      `${say('file')} has column names with different capitalization or spaces: ${say('names')}. They were read.`,
    () => 'Write the names as in OneRoster 1.1 when you next change the export.',
    { names: 'SourcedId, givenname' },
  ),
  HEADER_ORDER: kind(
    warning,
    'none',
    'Columns in a different order',
    (say) =>
      `The columns of ${say('file')} are in a different order than in OneRoster 1.1. They were read by name.`,
    () => 'Nothing to do. Other products may be stricter.',
  ),
  HEADER_DUPLICATE: kind(
    error,
    'set',
    'Duplicate column',
    (say) =>
      `${say('file')} has the column ${say('column')} ${counted(say, 'time', 'times')}, so it is not clear which one to use.`,
    () => `Keep one of them, ${sendAgain}.`,
    { column: 'email', count: 2 },
  ),
  HEADER_MISSING_REQUIRED: kind(
    error,
    'set',
    'Required column missing',
    (say) =>
      say('near') === '…'
        ? `${say('file')} has no column ${say('column')}, which is required.`
        : `${say('file')} has no column ${say('column')}, which is required. It has ${say('near')}.`,
    (say) =>
      say('near') === '…'
        ? `Add the column ${say('column')} to the export, ${sendAgain}.`
        : `If ${say('near')} is meant, name it ${say('column')}; otherwise add ${say('column')}, ${sendAgain}.`,
    { file: 'classes.csv', column: 'termSourcedIds', near: 'termSourcedId' },
  ),
  HEADER_MISSING_OPTIONAL: kind(
    warning,
    'none',
    'Optional columns missing',
    (say) =>
      `${say('file')} does not have the optional columns ${say('names')}. They were read as empty.`,
    () => 'Add them, even if they are empty: OneRoster requires every column.',
    { names: 'middleName, identifier' },
  ),
  HEADER_NOT_FOUND: kind(
    error,
    'set',
    'No header line',
    (say) => `The first line of ${say('file')} has none of the column names of OneRoster 1.1.`,
    () => `Turn on the header line in the export, ${sendAgain}.`,
  ),
  SEPARATOR_OTHER: kind(
    error,
    'set',
    'Columns not separated by commas',
    (say) => `${say('file')} separates its columns with ${say('separator')} instead of a comma.`,
    () => `Choose the comma as the separator in the export, ${sendAgain}.`,
    { separator: 'a semicolon' },
  ),
  COLUMN_NEAR_NAME: kind(
    warning,
    'none',
    'Column name almost right',
    (say) =>
      `${say('file')} has a column ${say('value')}, which was not read. The closest OneRoster name is ${say('near')}.`,
    (say) => `If it is meant to be ${say('near')}, rename it.`,
    { value: 'emailAddress', near: 'email' },
  ),
  COLUMN_UNKNOWN: kind(
    warning,
    'none',
    'Unknown columns',
    (say) =>
      `${say('file')} has columns that are not part of OneRoster 1.1: ${say('names')}. They were not read.`,
    () => 'Leave them out, or name them metadata.<name> if they should be kept.',
    { names: 'homeroom, bus' },
  ),
  COLUMN_OLD_NAME: kind(
    warning,
    'none',
    'Column name of OneRoster 1.0',
    (say) =>
      `${say('file')} calls ${say('column')} ${say('value')}, its name in OneRoster 1.0. It was read.`,
    (say) => `Name it ${say('column')} when you next change the export.`,
    { file: 'demographics.csv', column: 'sourcedId', value: 'userSourcedId' },
  ),
  COLUMN_BLANK_NAME: kind(
    warning,
    'none',
    'Columns without a name',
    (say) =>
      `${say('file')} has ${counted(say, 'column', 'columns')} without a name. ${theyWere(say)} not read.`,
    () => 'Name them or leave them out.',
    { count: 1 },
  ),
  METADATA_NOT_LAST: kind(
    warning,
    'none',
    'Metadata columns not at the end',
    (say) => `The metadata columns of ${say('file')} are not at the end. They were read.`,
    () => 'Move them to the end when you next change the export.',
  ),
  LANGUAGE_COLUMN_MISSING: kind(
    error,
    'golive',
    'No home language',
    (say) =>
      say('near') === '…'
        ? 'users.csv has no column metadata.language, so families would get messages in the wrong language.'
        : `users.csv has no column metadata.language, but it has ${say('near')}.`,
    (say) =>
      say('near') === '…'
        ? 'Add metadata.language as the last column of users.csv, with a name (Spanish) or an ISO 639-1 code (es).'
        : `If ${say('near')} holds the home language, name it metadata.language.`,
    { near: 'metadata.homeLanguage' },
  ),
} satisfies Record<string, IssueKind>;
