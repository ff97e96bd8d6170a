/**
 * Where a problem of the files is mended on the screens of one SIS, for the few where that is known (the sources stand with each
 * guide in `sis-guides.ts`). Said beside the fix of the issue catalogue, never instead.
 */
import type { IssueCode } from '../issues';
import { guideOfSis, type SisId } from './sis-guides';

const NOT_SENT: readonly IssueCode[] = [
  'FILE_MISSING',
  'FILE_DISAPPEARED',
  'FILE_DECLARED_ABSENT',
  'REQUIRED_FILE_ABSENT',
];
const MISNAMED: readonly IssueCode[] = ['FILE_NAME_CASE', 'FILE_NAME_NEAR'];
const COLUMNS: readonly IssueCode[] = ['HEADER_MISSING_REQUIRED', 'COLUMN_UNKNOWN'];

const fixes: Partial<Record<SisId, readonly (readonly [readonly IssueCode[], string])[]>> = {
  powerschool: [
    [
      NOT_SENT,
      'On the AutoSend Records page, open the record of this file and check that Turn Execution Off is not selected.',
    ],
    [MISNAMED, 'The name is at the end of Path in the AutoSend record.'],
    [
      COLUMNS,
      'In the export template, turn off the table name in front of columns (“Students.ID”) and name each column as OneRoster does.',
    ],
  ],
  'infinite-campus': [
    [
      NOT_SENT,
      'In the Data Extract Utility, open the extract of this file and check “Enable scheduled export”.',
    ],
    [MISNAMED, 'In the extract, File Name is the name without “.csv”, and File Extension is CSV.'],
    [['ZIP_FOLDER'], 'In the Data Extract ZIP tool, put the files at the top of the archive.'],
  ],
  skyward: [
    [NOT_SENT, 'In the OneRoster Export template, set this file to Bulk.'],
    [['NO_CONTACTS'], 'In the OneRoster Export template, turn on Include Guardians.'],
  ],
  aeries: [
    [
      NOT_SENT,
      'In OneRoster v1.1 Configuration, select this file under Extract Files, and every school under Extract Schools.',
    ],
    [
      ['PERSON_REPLACED', 'ID_USED_AGAIN'],
      'In OneRoster v1.1 Configuration, keep User.sourcedId at Student ID and Staff ID.',
    ],
  ],
};

/** Null where nothing is known of this problem in this SIS. */
export function fixInSis(
  code: IssueCode,
  sis: string | null,
): { sis: string; text: string } | null {
  const guide = guideOfSis(sis);
  if (guide === null) return null;
  const known: readonly (readonly [readonly IssueCode[], string])[] =
    Object.entries(fixes).find(([id]) => id === guide.id)?.[1] ?? [];
  const text = known.find(([codes]) => codes.includes(code))?.[1];
  return text === undefined ? null : { sis: guide.name, text };
}
