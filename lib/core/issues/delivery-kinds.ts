// Problems of a delivery: the names of its files, its archive and its manifest.
import { counted, kind, type IssueKind } from './kind';
import { isRequired, orAbsent, sendAgain } from './shared-text';

const error = 'error';
const warning = 'warning';
const notice = 'notice';

/** What is wrong with a file inside an archive. */
const DAMAGE_TEXT: Readonly<Record<string, string>> = {
  CHECKSUM: 'its bytes do not match their checksum (CRC-32)',
  SIZE: 'it does not have the size that the archive states',
  DATA: 'its compressed data cannot be unpacked',
  PLACE: 'its data are not where the archive says they are',
};

export const DELIVERY_ISSUE_KINDS = {
  FILE_LEFT_ASIDE: kind(
    notice,
    'file',
    'File not used',
    (say) =>
      `${say('file')} is part of OneRoster, and TalkingPoints does not use it. It was not used.`,
    () => 'Nothing to do. You can leave the file out of the export.',
    { file: 'results.csv' },
  ),
  FILE_UNKNOWN: kind(
    warning,
    'file',
    'Unknown file name',
    (say) => `${say('file')} is not the name of a OneRoster 1.1 file. It was saved but not read.`,
    () =>
      'If it contains roster data, rename it to the OneRoster name. Otherwise leave it out of the export.',
    { file: 'notes.csv' },
  ),
  FILE_NAME_CASE: kind(
    warning,
    'file',
    'File name in different capitalization',
    (say) =>
      `${say('file')} was saved but not read: the name must be ${say('expected')}, with the same capitalization.`,
    (say) => `Name the file ${say('expected')} in your export and send it again.`,
    { file: 'Users.CSV', expected: 'users.csv' },
  ),
  FILE_IN_FOLDER: kind(
    warning,
    'file',
    'File inside a folder',
    (say) => `${say('file')} was saved but not read: it is inside a folder.`,
    (say) => `Place ${say('expected')} at the top level, without a folder, and send it again.`,
    { file: 'export/users.csv', expected: 'users.csv' },
  ),
  FILE_NAME_NEAR: kind(
    warning,
    'file',
    'File name almost right',
    (say) => `${say('file')} was saved but not read: the name is close to ${say('expected')}.`,
    (say) => `If it is meant to be ${say('expected')}, rename it and send it again.`,
    { file: 'user.csv', expected: 'users.csv' },
  ),
  FILE_NAME_TEMPORARY: kind(
    notice,
    'file',
    'Temporary file',
    (say) => `${say('file')} is named like an unfinished upload, so it was not read.`,
    () =>
      'Nothing to do if your program renames it at the end. Otherwise, send the file with its final name.',
    { file: 'users.csv.part' },
  ),
  FILE_SUPERSEDED: kind(
    notice,
    'file',
    'A different upload was used',
    (say) =>
      `The upload ${say('file')} was not read: of the files that arrived together, ${say('used')} was used.`,
    () =>
      'Nothing to do if that was the newest export. Otherwise, send the right files again on their own.',
    { file: 'export-1.zip', used: 'export-2.zip' },
  ),
  ZIP_OF_OTHER_FILES: kind(
    notice,
    'file',
    'Archive without roster files',
    (say) => `${say('file')} holds no file with a OneRoster name. It was saved but not read.`,
    () =>
      'Nothing to do if it was sent by mistake. A roster archive contains names such as users.csv.',
    { file: 'photos.zip' },
  ),
  FILE_TWICE: kind(
    error,
    'set',
    'Duplicate file',
    (say) => `The delivery contains ${say('file')} ${counted(say, 'time', 'times')}.`,
    () => `Keep one of them, ${sendAgain}.`,
    { count: 2 },
  ),
  FILE_MISSING: kind(
    error,
    'set',
    'File listed in the manifest did not arrive',
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
    'File marked absent in the manifest',
    (say) => `${say('file')} arrived, but manifest.csv marks it absent. It was not read.`,
    () => 'Write bulk for it in manifest.csv if it should be read.',
    { file: 'demographics.csv' },
  ),
  REQUIRED_FILE_ABSENT: kind(
    error,
    'set',
    'Required file left out',
    (say) => `manifest.csv marks ${say('file')} absent, but TalkingPoints needs this file.`,
    (say) => `Add ${say('file')} to the export, write bulk for it in manifest.csv, ${sendAgain}.`,
    { file: 'courses.csv' },
  ),
  FILE_UNCHANGED: kind(
    notice,
    'none',
    'File left as it was',
    (say) => `manifest.csv marks ${say('file')} absent, so its records stay as they are.`,
    () => 'Nothing to do if this is intended.',
    { file: 'courses.csv' },
  ),
  FILE_DISAPPEARED: kind(
    warning,
    'none',
    'File missing since last time',
    (say) =>
      `${say('file')} was part of the live roster’s files but is not in this set. Its records stay as they are.`,
    (say) =>
      `Add ${say('file')} to the export again, with bulk for it in manifest.csv, unless you left it out on purpose.`,
    { file: 'demographics.csv' },
  ),
  NOTHING_DECLARED: kind(
    notice,
    'none',
    'Manifest without files',
    () => 'manifest.csv marks every file absent, so there is nothing to update.',
    () => 'Nothing to do if this is intended. Otherwise write bulk for the files you send.',
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
    'Unreadable manifest',
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
      `The first line of manifest.csv is "${say('value')}" instead of propertyName,value. It was read anyway.`,
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
    'Unknown manifest value',
    (say) =>
      `manifest.csv says "${say('value')}" for ${say('property')}. Allowed values are bulk, delta and absent.`,
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
      `manifest.csv says "${say('value')}" for ${say('property')}. It was read as lowercase.`,
    () => 'Use lowercase.',
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
    'Unknown manifest property',
    (say) =>
      `manifest.csv names ${say('property')}, which is not part of OneRoster 1.1. It was not used.`,
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
    'Different OneRoster version',
    (say) =>
      `manifest.csv says OneRoster ${say('value')}, which is not supported. TalkingPoints reads OneRoster 1.1.`,
    () => `Choose OneRoster 1.1 in the export settings of your SIS, ${sendAgain}.`,
    { file: 'manifest.csv', value: '1.2' },
  ),
  ZIP_UNREADABLE: kind(
    error,
    'set',
    'Unreadable archive',
    (say) =>
      `${say('file')} cannot be read as a complete zip archive. It may be cut off, split into parts or in another format.`,
    () => 'Create the archive again as one ordinary zip file and send it again.',
    { file: 'oneroster.zip' },
  ),
  ZIP_METHOD: kind(
    error,
    'set',
    'Unsupported compression',
    (say) =>
      `${say('entry')} is compressed with the method ${say('method')}. Supported methods are Deflate and Store.`,
    () => 'Create the archive with Deflate, the standard zip method, and send it again.',
    { file: 'oneroster.zip', entry: 'users.csv', method: 'Deflate64' },
  ),
  ZIP_DAMAGED: kind(
    error,
    'set',
    'Damaged file in the archive',
    (say) =>
      `${say('entry')} is damaged inside the archive: ${DAMAGE_TEXT[say('because')] ?? 'it cannot be unpacked'}. None of it was used.`,
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
    'Archive is suspiciously compressed',
    (say) =>
      `${say('file')} unpacks to ${say('ratio')} times its size, which is not normal for roster files.`,
    () => 'Create the archive again from the CSV files, or send the CSV files one by one.',
    { file: 'oneroster.zip', ratio: 1400 },
  ),
  ZIP_PATH: kind(
    error,
    'set',
    'Unsafe name in the archive',
    (say) =>
      `${say('file')} holds a file whose name is a full path, points outside the archive or has characters that are not allowed in names.`,
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
} satisfies Record<string, IssueKind>;
