// public/templates: the header line of every file we read, and a whole manifest, from the tables that files are read by.
// `npm run templates` writes them, and a test compares. A header alone is no roster, and is refused as one.
import { ATTENDANCE_FILE, CALENDAR_FILE } from '../attendance/columns';
import { toCsvRow } from '../csv';
import { FILE_SPECS, MANIFEST_FILE_NAME, type FileSpec } from '../oneroster/files';
import { ATTENDANCE_FILE_NAME, CALENDAR_FILE_NAME } from './names';

export interface Template {
  fileName: string;
  text: string;
}

export function templates(): Template[] {
  return [
    { fileName: MANIFEST_FILE_NAME, text: manifestRows().map(toCsvRow).join('') },
    ...FILE_SPECS.filter(({ entity }) => entity !== null).map((spec) => ({
      fileName: spec.fileName,
      text: toCsvRow(sentColumns(spec)),
    })),
    ...[
      { fileName: ATTENDANCE_FILE_NAME, file: ATTENDANCE_FILE },
      { fileName: CALENDAR_FILE_NAME, file: CALENDAR_FILE },
    ].map(({ fileName, file }) => ({
      fileName,
      text: toCsvRow(file.columns.map(({ name }) => name)),
    })),
  ];
}

/** Nobody is to send passwords, although the standard has a column for them. */
export const sentColumns = ({ columns }: FileSpec): string[] =>
  columns.map(({ name }) => name).filter((name) => name !== 'password');

/** The manifest lists every file of the standard: those we need as full copies, the others as not sent. */
export const manifestRows = (): string[][] => [
  ['propertyName', 'value'],
  ['manifest.version', '1.0'],
  ['oneroster.version', '1.1'],
  ...FILE_SPECS.filter(({ fileName }) => fileName !== MANIFEST_FILE_NAME).map(
    ({ manifestProperty, required }) => [manifestProperty, required ? 'bulk' : 'absent'],
  ),
  ['source.systemName', 'Name of your SIS'],
];
