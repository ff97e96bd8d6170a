// What the sentences of several topics share.
import { requiredFileNames } from '@/lib/core/names/required-files';
import { verb } from './kind';

export const theyWere = (say: (name: string) => string) => verb(say, 'It was', 'They were');

export const showCourseTitles =
  'TalkingPoints can switch on "Use the course title where a class has none" in the settings of your district; the same files then pass';

export const sendAgain = 'then send all files of the export again';

/** "absent" is no way out for a file that every set needs: the next answer would be that it is missing. */
export const isRequired = (fileOrProperty: string): boolean =>
  requiredFileNames.some(
    (name) =>
      fileOrProperty.toLowerCase().replace(/^file\.|\.csv$/g, '') ===
      name.toLowerCase().replace('.csv', ''),
  );

export const orAbsent = (file: string): string =>
  isRequired(file) ? '' : ', or mark it absent in manifest.csv';

export const nothingToSend = (file: string): string =>
  isRequired(file)
    ? 'If it is meant to have no rows, tell us.'
    : 'If there is nothing to send, mark it absent in manifest.csv.';

/** Of a file that is known by its name. */
export const sendFileAgain = 'then send the file again with the same name';
