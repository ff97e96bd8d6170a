// Problems of a file as bytes and lines.
import { counted, kind, verb, type IssueKind } from './kind';
import { nothingToSend, sendAgain, showCourseTitles, theyWere } from './shared-text';

const error = 'error';
const warning = 'warning';
const notice = 'notice';

export const FILE_ISSUE_KINDS = {
  EMPTY_FILE: kind(
    error,
    'set',
    'Empty file',
    (say) => `${say('file')} is empty. No one was removed because of it.`,
    (say) => `Check that the export finished, ${sendAgain}. ${nothingToSend(say('file'))}`,
  ),
  HEADER_ONLY: kind(
    error,
    'set',
    'Header without rows',
    (say) => `${say('file')} has a header and no rows. No one was removed because of it.`,
    (say) => `Check that the export finished, ${sendAgain}. ${nothingToSend(say('file'))}`,
  ),
  EMPTY_ON_PURPOSE: kind(
    notice,
    'none',
    'Empty file, read as intended',
    (say) =>
      `${say('file')} has no rows. Two of our staff confirmed that this is intended, so it was read as a full copy without rows.`,
    () => 'Nothing to do. If it is not intended, send the file with its rows.',
  ),
  FILE_NOT_CSV: kind(
    error,
    'set',
    'Not a CSV file',
    (say) => `${say('file')} is ${say('kind')}, not a CSV file.`,
    () => `Export or save it as CSV (UTF-8), ${sendAgain}.`,
    { kind: 'an Excel workbook' },
  ),
  FILE_TOO_LARGE: kind(
    error,
    'set',
    'File too large',
    (say) => `${say('file')} is larger than ${say('limit')}.`,
    () => 'Check that the export holds only your district, or ask us for a higher limit.',
    { limit: '500 MB' },
  ),
  NOT_UTF8: kind(
    error,
    'set',
    'Not UTF-8 text',
    (say) =>
      `${say('file')} is not UTF-8 text: in line ${say('line')}, byte ${say('position')} of the file cannot be read.`,
    () => `Choose UTF-8 as the encoding of the export, ${sendAgain}.`,
    { line: 312, position: 48213 },
  ),
  UTF16: kind(
    error,
    'set',
    'UTF-16 text',
    (say) => `${say('file')} is UTF-16 text (byte ${say('position')}). OneRoster files are UTF-8.`,
    () => `Choose UTF-8 as the encoding ("CSV UTF-8" in Excel), ${sendAgain}.`,
    { position: 0 },
  ),
  MIXED_NEWLINES: kind(
    notice,
    'none',
    'Mixed line endings',
    (say) => `${say('file')} ends some lines with CRLF and some with LF. All were read.`,
    () => 'Nothing to do. This can be a sign that several exports were joined.',
  ),
  CR_ONLY: kind(
    warning,
    'none',
    'Old Macintosh line endings',
    (say) => `${say('file')} ends its lines with CR alone. It was read anyway.`,
    () => 'Choose CRLF or LF line endings in the export.',
  ),
  TOO_MANY_ROWS: kind(
    error,
    'set',
    'Too many rows',
    (say) => `${say('file')} has more than ${say('limit')} rows.`,
    () =>
      'Check that the export holds only your district and this year, or ask us for a higher limit.',
    { limit: 5_000_000 },
  ),
  ROWS_NEED_OTHER_FILE: kind(
    notice,
    'none',
    'Rows that need a file that cannot be used',
    (say) =>
      `${counted(say, 'row', 'rows')} of ${say('file')} ${verb(say, 'points', 'point')} to records of ${say('files')}, and nothing of ${say('files').includes(' and ') ? 'those files' : 'that file'} could be used. ${theyWere(say)} set aside.`,
    (say) => `Nothing to do in ${say('file')}. Correct ${say('files')}, ${sendAgain}.`,
    { file: 'enrollments.csv', count: 1_240, files: 'classes.csv' },
  ),
  ROWS_MOSTLY_UNUSABLE: kind(
    error,
    'set',
    'Too many rows cannot be used',
    (say) =>
      `${say('count')} of ${say('total')} rows of ${say('file')} cannot be used, so none of the files sent together were used.`,
    (say) =>
      say('titles') === 'missing'
        ? `These include classes without a title. Fill in their titles in your SIS, or ${showCourseTitles}. Correct the other problems listed for this file, ${sendAgain}.`
        : `Correct the problems listed for this file in your SIS or export, ${sendAgain}.`,
    { count: 2_400, total: 10_000 },
  ),
  TOO_MANY_COLUMNS: kind(
    error,
    'set',
    'Too many columns',
    (say) =>
      `${say('file')} has ${counted(say, 'column', 'columns')}. At most ${say('limit')} are read.`,
    () => `Leave out the columns that are not part of OneRoster, ${sendAgain}.`,
    { count: 240, limit: 200 },
  ),
  RECORD_TOO_LONG: kind(
    error,
    'row',
    'Line too long',
    (say) => `This line of ${say('file')} is longer than ${say('limit')}.`,
    () =>
      'This is often caused by a quote that is never closed. Correct the line in your SIS or export.',
    { limit: '64 KB' },
  ),
  FIELD_TOO_LONG: kind(
    error,
    'row',
    'Value too long',
    (say) => `${say('column')} is longer than ${say('limit')} characters.`,
    () => 'Shorten the value in your SIS.',
    { column: 'title', limit: 8192 },
  ),
  LINE_BREAK_IN_FIELD: kind(
    error,
    'row',
    'Line break inside a value',
    (say) =>
      `A value on this line of ${say('file')} holds a line break, which OneRoster does not allow.`,
    () => 'Remove the line break from the value in your SIS, often a note, address or title.',
  ),
  UNCLOSED_QUOTE: kind(
    error,
    'row',
    'Quote not closed',
    (say) => `This line of ${say('file')} opens a double quote and does not close it.`,
    () => 'Close the quote, or write "" for a double quote inside a value.',
  ),
  STRAY_QUOTE: kind(
    error,
    'row',
    'Stray quote',
    (say) => `This line of ${say('file')} has text after a closing double quote.`,
    () => 'Write "" for a double quote inside a value.',
  ),
} satisfies Record<string, IssueKind>;
