// Every problem the Connector can report, once: how much it matters, what it does, and the words for it.
// The words are read by a school's tech lead, so they name the place and the cure and blame nobody.

import { requiredFileNames } from '@/lib/core/sync-run/completeness';
import { ATTENDANCE_ISSUE_KINDS } from './attendance-kinds';
import { columnWords, duplicateFix } from './duplicate-words';
import { counted, kind, verb, type IssueKind } from './kind';

const error = 'error';
const warning = 'warning';
const notice = 'notice';

const ENTITY_WORDS: Readonly<Record<string, { one: string; file: string }>> = {
  org: { one: 'school or district', file: 'orgs.csv' },
  academicSession: { one: 'term or school year', file: 'academicSessions.csv' },
  course: { one: 'course', file: 'courses.csv' },
  class: { one: 'class', file: 'classes.csv' },
  user: { one: 'person', file: 'users.csv' },
  enrollment: { one: 'enrollment', file: 'enrollments.csv' },
  demographics: { one: 'demographics row', file: 'demographics.csv' },
};

/** None where the problem was kept before they were told. */
const differingColumns = (say: (name: string) => string) =>
  say('columns') === '…' ? [] : say('columns').split(',');

const theyWere = (say: (name: string) => string) => verb(say, 'It was', 'They were');

const targetWord = (say: (name: string) => string) => ENTITY_WORDS[say('target')]?.one ?? 'record';
const targetFile = (say: (name: string) => string) =>
  ENTITY_WORDS[say('target')]?.file ?? 'its file';

/** What is wrong with a file inside an archive. */
const DAMAGE_WORDS: Readonly<Record<string, string>> = {
  CHECKSUM: 'its bytes do not match their checksum (CRC-32)',
  SIZE: 'it does not have the size that the archive states',
  DATA: 'its compressed data cannot be unpacked',
  PLACE: 'its data are not where the archive says they are',
};

const isClassTitle = (say: (name: string) => string) =>
  say('file') === 'classes.csv' && say('column') === 'title';

const showCourseTitles =
  'TalkingPoints can switch on "Show the course\'s title where a class has none" in the settings of your district; the same files then pass';

/** The table itself is for our staff. */
const TELL_THE_LANGUAGE =
  'or tell us which language is meant and we will set it for your district.';

const sendAgain = 'then send all files of the export again';

/** "absent" is no way out for a file that every set needs: the next answer would be that it is missing. */
const isRequired = (fileOrProperty: string): boolean =>
  requiredFileNames.some(
    (name) =>
      fileOrProperty.toLowerCase().replace(/^file\.|\.csv$/g, '') ===
      name.toLowerCase().replace('.csv', ''),
  );
const orAbsent = (file: string): string =>
  isRequired(file) ? '' : ', or write absent for it in manifest.csv';
const nothingToSend = (file: string): string =>
  isRequired(file)
    ? 'If it is meant to have no rows, tell us.'
    : 'If there is nothing to send, write absent for it in manifest.csv.';

export const ISSUE_KINDS = {
  // ---- the delivery: names, archive, manifest -------------------------------------------------------------
  FILE_LEFT_ASIDE: kind(
    notice,
    'file',
    'File not used',
    (say) =>
      `${say('file')} is part of OneRoster, and TalkingPoints does not use it. It was left aside.`,
    () => 'Nothing to do. You may leave the file out of the export.',
    { file: 'results.csv' },
  ),
  FILE_UNKNOWN: kind(
    warning,
    'file',
    'File name not known',
    (say) => `${say('file')} is not the name of a OneRoster 1.1 file. It was kept and not read.`,
    () =>
      'If it holds roster data, rename it to the OneRoster name. Otherwise leave it out of the export.',
    { file: 'notes.csv' },
  ),
  FILE_NAME_CASE: kind(
    warning,
    'file',
    'File name in other capital letters',
    (say) =>
      `${say('file')} was kept and not read: the name must be ${say('expected')}, with the same capital letters.`,
    (say) => `Name the file ${say('expected')} in your export and send it again.`,
    { file: 'Users.CSV', expected: 'users.csv' },
  ),
  FILE_IN_FOLDER: kind(
    warning,
    'file',
    'File inside a folder',
    (say) => `${say('file')} was kept and not read: it lies inside a folder.`,
    (say) => `Place ${say('expected')} at the top level, without a folder, and send it again.`,
    { file: 'export/users.csv', expected: 'users.csv' },
  ),
  FILE_NAME_NEAR: kind(
    warning,
    'file',
    'File name almost right',
    (say) => `${say('file')} was kept and not read: the name is close to ${say('expected')}.`,
    (say) => `If it is meant to be ${say('expected')}, rename it and send it again.`,
    { file: 'user.csv', expected: 'users.csv' },
  ),
  FILE_NAME_TEMPORARY: kind(
    notice,
    'file',
    'Temporary file',
    (say) =>
      `${say('file')} has the name of an upload that is still under way, so it was not read.`,
    () =>
      'Nothing to do when your program renames it at the end. Otherwise send the file under its final name.',
    { file: 'users.csv.part' },
  ),
  FILE_SUPERSEDED: kind(
    notice,
    'file',
    'Another upload was used',
    (say) =>
      `The upload ${say('file')} was not read: of what came together, ${say('used')} was used.`,
    () =>
      'Nothing to do if that was the newest export. Otherwise send the files that count once more, by themselves.',
    { file: 'export-1.zip', used: 'export-2.zip' },
  ),
  ZIP_OF_OTHER_FILES: kind(
    notice,
    'file',
    'Archive without roster files',
    (say) => `${say('file')} holds no file with a OneRoster name. It was kept and not read.`,
    () =>
      'Nothing to do if it was sent by mistake. A roster has names such as users.csv in its archive.',
    { file: 'photos.zip' },
  ),
  FILE_TWICE: kind(
    error,
    'set',
    'Same file twice',
    (say) => `The delivery holds ${say('file')} ${counted(say, 'time', 'times')}.`,
    () => `Keep one of them, ${sendAgain}.`,
    { count: 2 },
  ),
  FILE_MISSING: kind(
    error,
    'set',
    'File named in the manifest did not arrive',
    (say) =>
      say('near') === '…'
        ? `manifest.csv says ${say('mode')} for ${say('file')}, and no such file arrived.`
        : `manifest.csv says ${say('mode')} for ${say('file')}. It did not arrive, but ${say('near')} did.`,
    (say) =>
      say('near') === '…'
        ? `Send ${say('file')} with the other files${orAbsent(say('file'))}.`
        : `Name the file ${say('file')} in your export, ${sendAgain}.`,
    { file: 'classes.csv', mode: 'bulk', near: 'Classes.csv' },
  ),
  FILE_DECLARED_ABSENT: kind(
    warning,
    'file',
    'File the manifest calls absent',
    (say) => `${say('file')} arrived, but manifest.csv calls it absent. It was not read.`,
    () => 'Write bulk for it in manifest.csv if it should be read.',
    { file: 'demographics.csv' },
  ),
  REQUIRED_FILE_ABSENT: kind(
    error,
    'set',
    'Required file left out',
    (say) => `manifest.csv calls ${say('file')} absent, and TalkingPoints needs this file.`,
    (say) => `Add ${say('file')} to the export, write bulk for it in manifest.csv, ${sendAgain}.`,
    { file: 'courses.csv' },
  ),
  FILE_UNCHANGED: kind(
    notice,
    'none',
    'File left as it was',
    (say) => `manifest.csv calls ${say('file')} absent, so its records stay as they are.`,
    () => 'Nothing to do if that is what you meant.',
    { file: 'courses.csv' },
  ),
  FILE_DISAPPEARED: kind(
    warning,
    'none',
    'File that came before',
    (say) =>
      `${say('file')} came with the files whose roster is in force, and is not among these. Its records stay as they are.`,
    (say) =>
      `Add ${say('file')} to the export again, with bulk for it in manifest.csv, unless you left it out on purpose.`,
    { file: 'demographics.csv' },
  ),
  NOTHING_DECLARED: kind(
    notice,
    'none',
    'Manifest without files',
    () => 'manifest.csv calls every file absent, so there is nothing to update.',
    () => 'Nothing to do if that is what you meant. Otherwise write bulk for the files you send.',
    { file: 'manifest.csv' },
  ),
  ONEROSTER_1_2: kind(
    error,
    'set',
    'OneRoster 1.2 files',
    (say) =>
      `${say('found')} shows that these files follow OneRoster 1.2. TalkingPoints reads OneRoster 1.1.`,
    () => `Choose OneRoster 1.1 in the export settings of your SIS, ${sendAgain}.`,
    { file: 'roles.csv', found: 'roles.csv' },
  ),
  OTHER_FORMAT: kind(
    error,
    'set',
    'Files in another format',
    (say) =>
      `The columns of ${say('file')} look like ${say('format')}. TalkingPoints reads OneRoster 1.1.`,
    (say) => `${say('remedy')}, ${sendAgain}.`,
    {
      file: 'enrollments.csv',
      format: 'Clever',
      remedy: 'In your SIS, choose the OneRoster 1.1 export in place of the one for Clever',
    },
  ),
  MANIFEST_MISSING: kind(
    error,
    'set',
    'No manifest.csv',
    () => 'There is no manifest.csv. It says which files belong together, so nothing was read.',
    () => `Add manifest.csv to the export, ${sendAgain}.`,
    { file: 'manifest.csv' },
  ),
  MANIFEST_ASSUMED: kind(
    warning,
    'none',
    'Read without a manifest',
    () =>
      'There is no manifest.csv. As set for this district, every file was read as a full copy (bulk).',
    () => 'Add manifest.csv to the export when your SIS can write one.',
    { file: 'manifest.csv' },
  ),
  MANIFEST_UNREADABLE: kind(
    error,
    'set',
    'Manifest not readable',
    () => 'manifest.csv does not have the two columns propertyName and value.',
    () => `Write the header propertyName,value and one row per property, ${sendAgain}.`,
    { file: 'manifest.csv' },
  ),
  MANIFEST_TOO_LONG: kind(
    error,
    'set',
    'Manifest with lines that are too long',
    () =>
      'The lines of manifest.csv are far longer than the two columns propertyName and value need.',
    () => `Write the header propertyName,value and one row per property, ${sendAgain}.`,
    { file: 'manifest.csv' },
  ),
  MANIFEST_HEADER: kind(
    warning,
    'none',
    'Manifest header spelled differently',
    (say) =>
      `The first line of manifest.csv is "${say('value')}" instead of propertyName,value. It was read all the same.`,
    () => 'Write the header as propertyName,value.',
    { file: 'manifest.csv', value: 'propertyName,propertyValue' },
  ),
  MANIFEST_ROW_MISSING: kind(
    warning,
    'none',
    'Manifest row missing',
    (say) => `manifest.csv has no row ${say('property')}. It was read as ${say('assumed')}.`,
    (say) => `Add the row ${say('property')} to manifest.csv.`,
    { file: 'manifest.csv', property: 'file.results', assumed: 'absent' },
  ),
  MANIFEST_REQUIRED_ROW_MISSING: kind(
    error,
    'set',
    'Manifest row of a required file missing',
    (say) => `manifest.csv has no row ${say('property')}, and TalkingPoints needs that file.`,
    (say) => `Add the row ${say('property')},bulk to manifest.csv, ${sendAgain}.`,
    { file: 'manifest.csv', property: 'file.users' },
  ),
  MANIFEST_ROW_TWICE: kind(
    error,
    'set',
    'Manifest row twice',
    (say) => `manifest.csv names ${say('property')} twice, with different values.`,
    () => `Keep one of the two rows, ${sendAgain}.`,
    { file: 'manifest.csv', property: 'file.users' },
  ),
  MANIFEST_MODE_UNKNOWN: kind(
    error,
    'set',
    'Manifest value not known',
    (say) =>
      `manifest.csv says "${say('value')}" for ${say('property')}. The words are bulk, delta and absent.`,
    (say) =>
      isRequired(say('property'))
        ? `Use bulk for a full copy or delta for changes only, ${sendAgain}.`
        : `Use bulk for a full copy, delta for changes only, absent for no file, ${sendAgain}.`,
    { file: 'manifest.csv', property: 'file.users', value: 'full' },
  ),
  MANIFEST_MODE_CASE: kind(
    notice,
    'none',
    'Manifest value in other capital letters',
    (say) =>
      `manifest.csv says "${say('value')}" for ${say('property')}. It was read in small letters.`,
    () => 'Write it in small letters.',
    { file: 'manifest.csv', property: 'file.users', value: 'Bulk' },
  ),
  MANIFEST_MODE_LEFT_ASIDE: kind(
    warning,
    'none',
    'Manifest value of an unused file not known',
    (say) =>
      `manifest.csv says "${say('value')}" for ${say('property')}. TalkingPoints does not use that file.`,
    () => 'Use bulk, delta or absent.',
    { file: 'manifest.csv', property: 'file.results', value: 'none' },
  ),
  MANIFEST_PROPERTY_UNKNOWN: kind(
    notice,
    'none',
    'Manifest property not known',
    (say) =>
      `manifest.csv names ${say('property')}, which is not part of OneRoster 1.1. It was left aside.`,
    () => 'Nothing to do.',
    { file: 'manifest.csv', property: 'source.region' },
  ),
  MANIFEST_VERSION: kind(
    warning,
    'none',
    'Manifest version spelled differently',
    (say) => `manifest.version is "${say('value')}" instead of 1.0. It was read as 1.0.`,
    () => 'Write 1.0. A spreadsheet program shortens it to 1 when it saves the file.',
    { file: 'manifest.csv', value: '1' },
  ),
  ONEROSTER_VERSION_SPELLING: kind(
    warning,
    'none',
    'OneRoster version spelled differently',
    (say) => `oneroster.version is "${say('value')}" instead of 1.1. It was read as 1.1.`,
    () => 'Write 1.1.',
    { file: 'manifest.csv', value: 'v1.1' },
  ),
  ONEROSTER_VERSION_UNSUPPORTED: kind(
    error,
    'set',
    'Other OneRoster version',
    (say) =>
      `manifest.csv says OneRoster ${say('value')}, which is not supported. TalkingPoints reads OneRoster 1.1.`,
    () => `Choose OneRoster 1.1 in the export settings of your SIS, ${sendAgain}.`,
    { file: 'manifest.csv', value: '1.2' },
  ),
  ZIP_UNREADABLE: kind(
    error,
    'set',
    'Archive not readable',
    (say) =>
      `${say('file')} cannot be read as a whole zip archive. It may have been cut off, split into parts or written in another format.`,
    () => 'Create the archive again as one ordinary zip file and send it again.',
    { file: 'oneroster.zip' },
  ),
  ZIP_METHOD: kind(
    error,
    'set',
    'Compression that is not read',
    (say) =>
      `${say('entry')} is packed with the method ${say('method')}. The methods that are read are Deflate and Store.`,
    () =>
      'Create the archive with the method Deflate, the usual one of zip programs, and send it again.',
    { file: 'oneroster.zip', entry: 'users.csv', method: 'Deflate64' },
  ),
  ZIP_DAMAGED: kind(
    error,
    'set',
    'Damaged file in the archive',
    (say) =>
      `${say('entry')} is damaged inside the archive: ${DAMAGE_WORDS[say('because')] ?? 'it cannot be unpacked'}. Nothing of it was used.`,
    () => 'Create the archive again and send it again. In SFTP programs, choose binary transfer.',
    { file: 'oneroster.zip', entry: 'users.csv', because: 'CHECKSUM' },
  ),
  ZIP_LINK: kind(
    error,
    'set',
    'Link in the archive',
    (say) => `${say('entry')} in ${say('file')} is a link to another file, not the file itself.`,
    () => 'Create the archive from the files themselves and send it again.',
    { file: 'oneroster.zip', entry: 'users.csv' },
  ),
  ZIP_ENCRYPTED: kind(
    error,
    'set',
    'Archive with a password',
    (say) => `${say('file')} is protected with a password.`,
    () => 'Send the archive without a password. The connection itself is encrypted.',
    { file: 'oneroster.zip' },
  ),
  ZIP_EMPTY: kind(
    error,
    'set',
    'Archive without files',
    (say) => `${say('file')} holds no files.`,
    () => 'Put the CSV files into the archive and send it again.',
    { file: 'oneroster.zip' },
  ),
  ZIP_TOO_MANY_ENTRIES: kind(
    error,
    'set',
    'Too many files in the archive',
    (say) => `${say('file')} holds more than ${say('limit')} files, so none was read.`,
    () => 'Put only the OneRoster files into the archive.',
    { file: 'oneroster.zip', limit: 50 },
  ),
  ZIP_TOO_LARGE: kind(
    error,
    'set',
    'Archive too large',
    (say) => `The files in ${say('file')} are larger than ${say('limit')} once unpacked.`,
    () => 'Check that the export holds only your district, or ask us for a higher limit.',
    { file: 'oneroster.zip', limit: '4 GB' },
  ),
  ZIP_RATIO: kind(
    error,
    'set',
    'Archive unpacks to far more than it holds',
    (say) =>
      `${say('file')} unpacks to ${say('ratio')} times its size, which roster files do not do.`,
    () => 'Create the archive again from the CSV files, or send the CSV files one by one.',
    { file: 'oneroster.zip', ratio: 1400 },
  ),
  ZIP_PATH: kind(
    error,
    'set',
    'Unsafe name in the archive',
    (say) =>
      `${say('file')} holds a file whose name is a full path, points outside the archive or has characters that no name has.`,
    () => 'Create the archive again with the CSV files at its top level.',
    { file: 'oneroster.zip' },
  ),
  ZIP_FOLDER: kind(
    notice,
    'none',
    'Files in a folder of the archive',
    (say) =>
      `The files in ${say('file')} are in the folder ${say('folder')}. They were read from there.`,
    () => 'Nothing to do. OneRoster asks for the files at the top level of the archive.',
    { file: 'oneroster.zip', folder: 'export/' },
  ),
  ZIP_NESTED: kind(
    error,
    'set',
    'Archive inside an archive',
    (say) => `${say('file')} holds another archive instead of CSV files.`,
    () => 'Put the CSV files themselves at the top level of one archive.',
    { file: 'oneroster.zip' },
  ),

  // ---- a file as bytes and lines ---------------------------------------------------------------------------
  EMPTY_FILE: kind(
    error,
    'set',
    'Empty file',
    (say) => `${say('file')} is empty. Nobody was removed because of it.`,
    (say) => `Check that the export ran to its end, ${sendAgain}. ${nothingToSend(say('file'))}`,
  ),
  HEADER_ONLY: kind(
    error,
    'set',
    'Header without rows',
    (say) => `${say('file')} has a header and no rows. Nobody was removed because of it.`,
    (say) => `Check that the export ran to its end, ${sendAgain}. ${nothingToSend(say('file'))}`,
  ),
  EMPTY_ON_PURPOSE: kind(
    notice,
    'none',
    'Empty file, read as meant',
    (say) =>
      `${say('file')} has no rows. Two of our people confirmed that this is meant, so it was read as a full copy without rows.`,
    () => 'Nothing to do. If it is not meant, send the file with its rows.',
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
    'Different line ends in one file',
    (say) => `${say('file')} ends some lines with CRLF and some with LF. All were read.`,
    () => 'Nothing to do. It can be a sign that several exports were joined.',
  ),
  CR_ONLY: kind(
    warning,
    'none',
    'Old Macintosh line ends',
    (say) => `${say('file')} ends its lines with CR alone. It was read all the same.`,
    () => 'Choose CRLF or LF as line end in the export.',
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
    (say) =>
      `Nothing to do in ${say('file')} because of it. Correct ${say('files')}, ${sendAgain}.`,
    { file: 'enrollments.csv', count: 1_240, files: 'classes.csv' },
  ),
  ROWS_MOSTLY_UNUSABLE: kind(
    error,
    'set',
    'Too many rows cannot be used',
    (say) =>
      `${say('count')} of ${say('total')} rows of ${say('file')} cannot be used, so nothing of this delivery was.`,
    (say) =>
      say('titles') === 'missing'
        ? `Classes without a title are among them. Fill in their titles in your SIS, or ${showCourseTitles}. Correct whatever else is listed for this file, ${sendAgain}.`
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
    () => 'Often a quote that is opened and never closed. Correct the line in your SIS or export.',
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

  // ---- a header --------------------------------------------------------------------------------------------
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
      `${say('file')} has column names in other capital letters or with blanks: ${say('names')}. They were read.`,
    () => 'Write the names as in OneRoster 1.1 when you next change the export.',
    { names: 'SourcedId, givenname' },
  ),
  HEADER_ORDER: kind(
    warning,
    'none',
    'Columns in another order',
    (say) =>
      `The columns of ${say('file')} stand in another order than in OneRoster 1.1. They were read by name.`,
    () => 'Nothing to do. Other products may be stricter.',
  ),
  HEADER_DUPLICATE: kind(
    error,
    'set',
    'Column twice',
    (say) =>
      `${say('file')} has the column ${say('column')} ${counted(say, 'time', 'times')}, so it is not clear which one counts.`,
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
    () => 'Add them, empty if need be: OneRoster asks for every column.',
    { names: 'middleName, identifier' },
  ),
  HEADER_NOT_FOUND: kind(
    error,
    'set',
    'No header line',
    (say) => `The first line of ${say('file')} has none of the column names of OneRoster 1.1.`,
    () => `Switch on the header line in the export, ${sendAgain}.`,
  ),
  SEPARATOR_OTHER: kind(
    error,
    'set',
    'Other separator',
    (say) => `${say('file')} separates its columns with ${say('separator')} instead of a comma.`,
    () => `Choose the comma as separator in the export, ${sendAgain}.`,
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
    'Columns not known',
    (say) =>
      `${say('file')} has columns that OneRoster 1.1 does not know: ${say('names')}. They were not read.`,
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
    (say) => `The metadata columns of ${say('file')} do not stand at the end. They were read.`,
    () => 'Move them to the end when you next change the export.',
  ),
  LANGUAGE_COLUMN_MISSING: kind(
    error,
    'golive',
    'No home language',
    (say) =>
      say('near') === '…'
        ? 'users.csv has no column metadata.language, so families would be written to in the wrong language.'
        : `users.csv has no column metadata.language, but it has ${say('near')}.`,
    (say) =>
      say('near') === '…'
        ? 'Add metadata.language as the last column of users.csv, with a name (Spanish) or an ISO 639-1 code (es).'
        : `If ${say('near')} holds the home language, name it metadata.language.`,
    { near: 'metadata.homeLanguage' },
  ),

  // ---- rows ------------------------------------------------------------------------------------------------
  ROW_TOO_LONG: kind(
    error,
    'row',
    'More values than columns',
    (say) => `This row has ${say('found')} values for ${say('expected')} columns.`,
    () => 'Put double quotes around values that hold a comma, such as a list of ids: "id1,id2".',
    { found: 19, expected: 18 },
  ),
  ROW_TOO_SHORT: kind(
    error,
    'row',
    'Fewer values than columns',
    (say) =>
      `This row ends after ${say('found')} of ${say('expected')} values, before the required ${say('column')}.`,
    () => 'The row may have been cut. Write every column, also the empty ones.',
    { column: 'familyName', found: 8, expected: 18 },
  ),
  ROW_PADDED: kind(
    warning,
    'none',
    'Row ends early',
    (say) =>
      `This row ends after ${say('found')} of ${say('expected')} values. The rest was read as empty.`,
    () => 'Write every column, also the empty ones.',
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
    () => 'title is empty or only a mark, and the row names no course whose title could be shown.',
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
    (say) => `${say('column')} is "${say('value')}": a spreadsheet program has rounded the id.`,
    () =>
      'Send the file as your SIS wrote it, without opening and saving it in a spreadsheet program.',
    { column: 'sourcedId', value: '9.10000012E+11' },
  ),
  ID_CLEARED: kind(
    warning,
    'none',
    'Optional id not readable',
    (say) => `${say('column')} is "${say('value')}", which cannot be an id. It was read as empty.`,
    () => 'Correct or empty the value in your SIS.',
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
    'Value not in the list',
    (say) => `${say('column')} is "${say('value')}". It must be one of: ${say('allowed')}.`,
    (say) => `Use one of these words in ${say('column')}.`,
    { file: 'classes.csv', column: 'classType', value: 'section', allowed: 'homeroom, scheduled' },
  ),
  ENUM_CLEARED: kind(
    warning,
    'none',
    'Optional value not in the list',
    (say) =>
      `${say('column')} is "${say('value')}", which is not one of: ${say('allowed')}. It was read as empty.`,
    (say) => `Use one of these words in ${say('column')} or leave it empty.`,
    { file: 'demographics.csv', column: 'sex', value: 'X', allowed: 'male, female' },
  ),
  ROLE_UNKNOWN: kind(
    error,
    'row',
    'Role not known',
    (say) => `role is "${say('value')}". In ${say('file')} it must be one of: ${say('allowed')}.`,
    () =>
      'Map the role in your SIS export: staff other than teachers are usually administrator or aide. We can also read other words for staff as administrator; ask us to switch that on.',
    { column: 'role', value: 'principal', allowed: 'administrator, aide, guardian, parent' },
  ),
  STATUS_UNKNOWN: kind(
    error,
    'row',
    'Status not known',
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
      `${say('column')} is "${say('value')}". Whether month or day comes first is not certain.`,
    () => 'Write dates as 2026-11-21, or ask us to read month/day/year for your district.',
    { file: 'enrollments.csv', column: 'beginDate', value: '9/5/2024' },
  ),
  DATE_SHORT_YEAR: kind(
    error,
    'row',
    'Year of two digits',
    (say) => `${say('column')} is "${say('value')}". Which century is meant is not certain.`,
    () => 'Write dates as 2026-11-21, with all four digits of the year.',
    { file: 'demographics.csv', column: 'birthDate', value: '21-NOV-12' },
  ),
  DATE_IMPOSSIBLE: kind(
    error,
    'row',
    'No such day',
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
      `endDate (${say('end')}) is before beginDate (${say('start')}). The enrollment was read as it stands.`,
    () => 'Correct the dates, or leave the enrollment out if the student never came.',
    { file: 'enrollments.csv', column: 'endDate', start: '2026-08-15', end: '2026-08-10' },
  ),
  YEAR_UNREADABLE: kind(
    error,
    'row',
    'School year not readable',
    (say) =>
      `${say('column')} is "${say('value')}". It is the year in which the school year ends, such as 2027.`,
    () => 'Write the four digits of the year in which the school year ends.',
    { file: 'academicSessions.csv', column: 'schoolYear', value: 'current' },
  ),
  GRADE_UNKNOWN: kind(
    warning,
    'none',
    'Grade not known',
    (say) => `Grade "${say('value')}" is not a OneRoster grade. It was kept as it stands.`,
    () => 'Use PK, KG, 01 to 12, UG and so on.',
    { column: 'grades', value: 'GRADX' },
  ),
  LANGUAGE_UNKNOWN: kind(
    warning,
    'none',
    'Language not known',
    (say) =>
      `Language "${say('value')}" is not known. The person was read, with the district's default language.`,
    () => `Send the language name (Spanish) or the two-letter code (es), ${TELL_THE_LANGUAGE}`,
    { column: 'metadata.language', value: 'Klingon' },
  ),
  LANGUAGE_WITHOUT_CODE: kind(
    warning,
    'none',
    'Language without a two-letter code',
    (say) =>
      `Language "${say('value')}" (${say('variant')}) has no ISO 639-1 code. The person was read, with the district's default language.`,
    () => 'Decide with us which language these families should get.',
    { column: 'metadata.language', value: 'Hmong', variant: 'hmn' },
  ),
  LANGUAGE_AMBIGUOUS: kind(
    warning,
    'none',
    'Language with two meanings',
    (say) =>
      `Language "${say('value')}" stands for different languages in different lists, so it was not guessed.`,
    () => `Send the language name, ${TELL_THE_LANGUAGE}`,
    { column: 'metadata.language', value: 'CH' },
  ),
  LANGUAGE_CHECK_CODE: kind(
    warning,
    'none',
    'Language code worth a check',
    (say) =>
      `Language "${say('value')}" was read as ISO 639-1 code ${say('read')}. Some lists use it for another language.`,
    () => `If another language is meant, send the language name, ${TELL_THE_LANGUAGE}`,
    { column: 'metadata.language', value: 'ta', read: 'ta' },
  ),
  LANGUAGE_GUESSED: kind(
    warning,
    'none',
    'Language read in spite of its spelling',
    (say) => `Language "${say('value')}" was read as ${say('read')}.`,
    () => `Correct the spelling. If another language is meant, send its name, ${TELL_THE_LANGUAGE}`,
    { column: 'metadata.language', value: 'Spannish', read: 'es' },
  ),
  LANGUAGE_SEVERAL: kind(
    warning,
    'none',
    'Several languages in one value',
    (say) => `"${say('value')}" names several languages. ${say('read')} was taken.`,
    () => 'Send the one language the family wants to be written to in.',
    { column: 'metadata.language', value: 'Spanish/English', read: 'es' },
  ),
  ELL_UNKNOWN: kind(
    warning,
    'none',
    'ELL status not known',
    (say) =>
      `metadata.ell is "${say('value')}", which is neither true nor false. It was read as not known.`,
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

  // ---- said once per file and column, with a count --------------------------------------------------------
  CELL_TRIMMED: kind(
    notice,
    'none',
    'Blanks around values',
    (say) =>
      `${counted(say, 'value', 'values')} of ${say('column')} had blanks around. The blanks were removed.`,
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
    () => 'Write true or false, in small letters, when you next change the export.',
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
    () => 'Write tobedeleted for records that should go.',
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
      `${counted(say, 'value', 'values')} of dateLastModified ${verb(say, 'is not a date', 'are not dates')}, such as "${say('value')}". The rows were read; where a record is sent twice, nobody can tell by it which row is newer.`,
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
    'Dates with other marks than hyphens',
    (say) =>
      `${counted(say, 'value', 'values')} of ${say('column')} ${verb(say, 'is', 'are')} written year, month, day in another way than YYYY-MM-DD, such as "${say('value')}". ${theyWere(say)} read.`,
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
      `${counted(say, 'value', 'values')} of ${say('column')} ${verb(say, 'names', 'name')} two years, such as "${say('value')}". The second was taken.`,
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
      `role is "${say('value')}", which OneRoster does not have. The person was read as administrator, as your settings say.`,
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
    'Names with lost letters',
    (say) => `${say('column')} (${say('value')}) ${say('seen')}. It was kept as it stands.`,
    () =>
      'Export the file as UTF-8 and send it as it is, without opening and saving it in a spreadsheet. If your system shows the name like this too, correct it there.',
    {
      column: 'familyName',
      value: '6 characters',
      seen: 'holds letters that were encoded twice, such as Ã© for é',
    },
  ),
  NAME_QUESTION_MARK: kind(
    warning,
    'none',
    'Question marks in names',
    (say) =>
      `${say('column')} (${say('value')}) ${say('seen')}, which may stand for a lost letter. It was kept as it stands.`,
    () =>
      'Look at the name in your system. If it has a letter such as ñ there, export the file as UTF-8; if not, nothing is to be done.',
    { column: 'familyName', value: '6 characters', seen: 'holds a question mark within a word' },
  ),
  PHONE_NOT_READABLE: kind(
    notice,
    'none',
    'Phone numbers that cannot be used',
    (say) =>
      `${counted(say, 'text', 'texts')} in ${say('column')} could not be read as a phone number. ${theyWere(say)} kept as written, and cannot be written or called to.`,
    () =>
      'Send one number with its area code, such as 206-555-0134; numbers abroad begin with + and the country.',
    { column: 'sms', count: 12 },
  ),
  MAIL_NOT_READABLE: kind(
    notice,
    'none',
    'Email addresses that cannot be used',
    (say) =>
      `${counted(say, 'text', 'texts')} in ${say('column')} cannot be an email address. ${theyWere(say)} kept as written, and cannot be written to.`,
    () =>
      'Send one address, such as name@example.org, and leave the value empty where there is none.',
    { column: 'email', count: 12 },
  ),
  MAIL_CHARACTER: kind(
    notice,
    'none',
    'Email addresses with a character that cannot be seen',
    (say) =>
      `${counted(say, 'text', 'texts')} in ${say('column')} ${verb(say, 'has', 'have')} ${say('value')} in the middle, which is no part of an email address. ${theyWere(say)} kept as written, and cannot be written to.`,
    () =>
      'Type the address again, or remove the character. At the beginning and the end of an address it is left out by itself.',
    { column: 'email', value: 'U+200B (zero-width space)', count: 12 },
  ),
  PLACEHOLDER_EMPTY: kind(
    notice,
    'none',
    'Words for no value',
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
      `None of the ${counted(say, 'row', 'rows')} of ${say('file')} can be used, so nothing of this delivery was.`,
    () => 'The problems of its rows say why. Correct them and send all files again.',
    { file: 'orgs.csv', count: 3 },
  ),
  NO_ROW_USABLE_OPTIONAL: kind(
    error,
    'file',
    'No row can be used',
    (say) =>
      `None of the ${counted(say, 'row', 'rows')} of ${say('file')} can be used. What it said before stays; the other files were read.`,
    () => 'The problems of its rows say why. Correct them and send all files again.',
    { file: 'demographics.csv', count: 3 },
  ),
  EXTRA_EMPTY_CELLS: kind(
    warning,
    'none',
    'Empty values at the end of rows',
    (say) =>
      `${counted(say, 'row', 'rows')} of ${say('file')} ${verb(say, 'has', 'have')} empty values beyond the last column. These were left aside.`,
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
      `${counted(say, 'row', 'rows')} of users.csv ${verb(say, 'holds', 'hold')} a password. TalkingPoints keeps none.`,
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
      `This line of ${say('file')} is a ruler, a total or the footer of a report, not the row of a record. It was left aside.`,
    () => 'Nothing to do. You may switch off such lines in the export.',
  ),
  HEADER_REPEATED: kind(
    warning,
    'none',
    'Header line again',
    (say) =>
      `The header line comes again ${counted(say, 'time', 'times')} in ${say('file')}. It was skipped.`,
    () => 'Check that no two exports were joined into one file.',
    { count: 1 },
  ),

  // ---- records against each other -------------------------------------------------------------------------
  DUPLICATE_ID_SAME: kind(
    warning,
    'none',
    'Row twice',
    (say) =>
      `sourcedId "${say('value')}" comes more than once, with the same content. One was kept.`,
    () => 'Check the export for rows that are written twice.',
    { column: 'sourcedId', value: 'u-1' },
  ),
  MEMBERSHIP_TWICE: kind(
    warning,
    'none',
    'Same membership twice',
    (say) =>
      `sourcedId "${say('value')}" is the same person in the same class and role as "${say('kept')}", at the same time. The two are read as one membership, under "${say('kept')}".`,
    () => 'Check the export for memberships that are written under two ids.',
    { column: 'sourcedId', value: 'e-2', kept: 'e-1' },
  ),
  DELTA_OLDER_STATE: kind(
    warning,
    'none',
    'A record in several states',
    (say) =>
      `sourcedId "${say('value')}" comes more than once. By dateLastModified the row in line ${say('newest')} is the newest, and only that one was used.`,
    () => 'Nothing to do when the newest state is right.',
    { column: 'dateLastModified', value: 'u-1', newest: 3 },
  ),
  DELTA_STATES_UNCLEAR: kind(
    error,
    'row',
    'A record in several states, and none is the newest',
    (say) =>
      `sourcedId "${say('value')}" comes more than once, and its rows do not say which is the newest that can be used. None of them was used; the record stays as it is.`,
    () =>
      'Write in dateLastModified when each row changed, such as 2026-11-27T08:00:00Z, or send one row per record.',
    { column: 'dateLastModified', value: 'u-1' },
  ),
  DUPLICATE_ID_DIFFERENT: kind(
    error,
    'row',
    'Same id, different content',
    (say) =>
      `sourcedId "${say('value')}" comes more than once, ${
        differingColumns(say).length > 0
          ? `and the rows differ in ${columnWords(differingColumns(say))}`
          : 'with different content'
      }. ${say('kept') === 'live' ? 'The row that is as in the live roster was kept.' : 'The first was kept.'}`,
    (say) => duplicateFix(say('file'), differingColumns(say)),
    { column: 'sourcedId', value: 'u-1', columns: 'orgSourcedIds' },
  ),
  ID_USED_AGAIN: kind(
    warning,
    'none',
    'Id used again for somebody else',
    (say) =>
      `sourcedId "${say('value')}" was the id of a student who left, and now comes with the name and birth date of somebody else. It is read as a new student, without the attendance and contacts of the one before.`,
    () =>
      'Give every student an id of their own and use none again. If it is the same child, look at the name and the birth date in your system, and tell the person who looks after your district.',
    { column: 'sourcedId', value: 'st-005' },
  ),
  PERSON_REPLACED: kind(
    warning,
    'none',
    'Another name and another birth date',
    (say) =>
      `The student with sourcedId "${say('value')}" has another name and another birth date than before. The row is read as a new student, without the attendance of the one before.`,
    () =>
      'Check that every row still stands beside its own id: a column that was sorted by itself, or moved by a row, gives children the names of others. If the id was given to another child, use a new one.',
    { column: 'sourcedId', value: 'st-005' },
  ),
  REFERENCE_MISSING: kind(
    error,
    'row',
    'Points to a record that is not there',
    (say) =>
      `${say('column')} is "${say('value')}", and ${targetFile(say)} has no ${targetWord(say)} of this id that could be used.`,
    (say) =>
      `Add the ${targetWord(say)} to ${targetFile(say)} or correct this row. If it is there, its own row was set aside or is marked tobedeleted.`,
    { file: 'enrollments.csv', column: 'schoolSourcedId', value: '99', target: 'org' },
  ),
  REFERENCE_SET_ASIDE: kind(
    error,
    'row',
    'Points to a row that was set aside',
    (say) =>
      `${say('column')} is "${say('value')}". That ${targetWord(say)} stands in ${targetFile(say)}, but its own row was set aside.`,
    (say) => `Correct the row in ${targetFile(say)} first; this one is then read as well.`,
    { file: 'enrollments.csv', column: 'classSourcedId', value: 'c-7', target: 'class' },
  ),
  REFERENCE_CLEARED: kind(
    warning,
    'none',
    'Optional reference to a record that is not there',
    (say) =>
      `${say('column')} is "${say('value')}", and ${targetFile(say)} has no ${targetWord(say)} of this id that could be used. It was read as empty.`,
    (say) => `Add the ${targetWord(say)} to ${targetFile(say)} or empty ${say('column')}.`,
    {
      file: 'courses.csv',
      column: 'schoolYearSourcedId',
      value: 'y-24',
      target: 'academicSession',
    },
  ),
  REFERENCE_ITEM_DROPPED: kind(
    warning,
    'none',
    'One of several references is not there',
    (say) =>
      `${say('column')} names "${say('value')}", and ${targetFile(say)} has no ${targetWord(say)} of this id that could be used. The other ids were kept.`,
    (say) =>
      `Add the ${targetWord(say)} to ${targetFile(say)} or take the id out of ${say('column')}.`,
    { column: 'orgSourcedIds', value: '99', target: 'org' },
  ),
  REFERENCE_CYCLE: kind(
    warning,
    'none',
    'Parents in a circle',
    (say) => `parentSourcedId "${say('value')}" leads back to this row. It was read as empty.`,
    () => 'Correct the parent in your SIS.',
    { file: 'orgs.csv', column: 'parentSourcedId', value: 'school-1' },
  ),
  LINK_NOT_FAMILY: kind(
    warning,
    'none',
    'Link that is not student and family',
    (say) =>
      `agentSourcedIds names "${say('value')}", but a link joins a student and a guardian, parent or relative. It was left out.`,
    () => 'Link students with their guardians, parents or relatives only.',
    { column: 'agentSourcedIds', value: 'u-9' },
  ),
  CLASS_IN_NON_SCHOOL: kind(
    warning,
    'none',
    'Class outside a school',
    (say) =>
      `schoolSourcedId is "${say('value')}"${say('name') === '…' ? '' : ` (${say('name')})`}, which is ${/^[aeiou]/.test(say('type')) ? 'an' : 'a'} ${say('type')}, not a school. The class was read.`,
    () => 'Point schoolSourcedId to the school in which the class is taught.',
    {
      file: 'classes.csv',
      column: 'schoolSourcedId',
      value: 'district-1',
      type: 'district',
      name: 'Example District',
    },
  ),
  NO_CONTACTS: kind(
    error,
    'golive',
    'No family contacts',
    () => 'users.csv has no guardians, parents or relatives, so no family could be written to.',
    () => 'Add family contacts to users.csv and link them with agentSourcedIds.',
  ),
  CONTACT_LANGUAGE_DEFAULTED: kind(
    warning,
    'none',
    'Contacts without a language',
    (say) =>
      `${counted(say, 'contact has', 'contacts have')} no language. The student's language or the district's default is used.`,
    () => 'Fill in metadata.language for guardians, parents and relatives.',
    { column: 'metadata.language', count: 120 },
  ),
  REMOVALS_WITHHELD: kind(
    warning,
    'none',
    'Removals wait',
    (say) =>
      `${counted(say, 'row', 'rows')} of ${say('file')} ${verb(say, 'has', 'have')} no readable sourcedId, so it is not certain who is missing. Nothing was removed because of this file.`,
    () => `Correct these rows, ${sendAgain}.`,
    { count: 3 },
  ),
  ...ATTENDANCE_ISSUE_KINDS,
} satisfies Record<string, IssueKind>;

export type IssueCode = keyof typeof ISSUE_KINDS;

export const ISSUE_CODES = Object.keys(ISSUE_KINDS).filter(isIssueCode);

export function isIssueCode(text: string): text is IssueCode {
  return Object.hasOwn(ISSUE_KINDS, text);
}

export function issueKind(code: IssueCode): IssueKind {
  return ISSUE_KINDS[code];
}

/** How a screen groups issues, from what stops the update to what is only said. */
export type IssueBand = 'blocking' | 'golive' | 'file' | 'row' | 'notice';

export const ISSUE_LEVELS: Readonly<Record<IssueBand, { label: string; meaning: string }>> = {
  blocking: {
    label: 'Stops this update',
    meaning: 'The files cannot be used as they are. The roster stays as it was.',
  },
  golive: {
    label: 'Needed before going live',
    meaning: 'The files were read. This has to be there before families are written to.',
  },
  file: {
    label: 'One file not used',
    meaning: 'One file was not used. The other files were read.',
  },
  row: {
    label: 'Row set aside',
    meaning: 'These rows were not used. Nobody is removed because of them.',
  },
  notice: {
    label: 'Worth knowing',
    meaning: 'None of this stops the update. Each one says what was read and what was not.',
  },
};

export function issueBand(code: IssueCode): IssueBand {
  const { level, effect } = ISSUE_KINDS[code];
  if (effect === 'row' || effect === 'golive') return effect;
  if (level !== 'error') return 'notice';
  return effect === 'file' ? 'file' : 'blocking';
}
