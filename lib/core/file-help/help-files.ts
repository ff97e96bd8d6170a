// What the help pages say of each file, from the tables that files are read by.
import { ATTENDANCE_FILE, CALENDAR_FILE, type DailyFile } from '../attendance/columns';
import { toCsvRow } from '../csv';
import {
  MANIFEST_FILE_NAME,
  UNUSED_FILE_SPECS,
  USED_FILE_SPECS,
  type ColumnSpec,
  type FileSpec,
} from '../oneroster/files';
import { columnForm } from './column-form';
import { commonProblems, type CommonProblem } from './common-problems';
import { EXAMPLE_ROWS, type ExampleRow } from './example-rows';
import { ATTENDANCE_FILE_NAME, CALENDAR_FILE_NAME } from './names';
import { manifestRows, sentColumns } from './templates';

/** Of the roster: every set, or when the manifest says bulk. Of attendance: with Attendance Improvement Plus. */
export type FileNeed = 'ALWAYS' | 'IF_BULK' | 'WITH_ATTENDANCE' | 'OPTIONAL';

export interface HelpColumn {
  name: string;
  need: 'required' | 'recommended' | 'optional' | 'delta';
  form: string;
  /** Empty where the example leaves it empty. */
  example: string;
  help: string;
}

export interface HelpFile {
  fileName: string;
  need: FileNeed;
  what: string;
  columns: readonly HelpColumn[];
  /** The lines of a small file. */
  example: string;
  problems: readonly CommonProblem[];
}

export const NEED_LABELS: Readonly<Record<FileNeed, string>> = {
  ALWAYS: 'Required',
  IF_BULK: 'Only if manifest.csv says bulk',
  WITH_ATTENDANCE: 'Required for Attendance Improvement Plus',
  OPTIONAL: 'Optional',
};

export const COLUMN_NEED_LABELS: Readonly<Record<HelpColumn['need'], string>> = {
  required: 'Required',
  recommended: 'Recommended',
  optional: 'Optional',
  delta: 'Only in delta files',
};

/** In the order in which people set them up: what says which files there are, then what others point to. */
const ROSTER_ORDER = [
  MANIFEST_FILE_NAME,
  'orgs.csv',
  'academicSessions.csv',
  'courses.csv',
  'classes.csv',
  'users.csv',
  'enrollments.csv',
  'demographics.csv',
] as const;

export function rosterHelpFiles(): HelpFile[] {
  return USED_FILE_SPECS.map(rosterFile).sort((a, b) => placeOf(a) - placeOf(b));
}

export function attendanceHelpFiles(): HelpFile[] {
  return [
    dailyFile(
      ATTENDANCE_FILE_NAME,
      'WITH_ATTENDANCE',
      'Daily attendance, as StudentSchoolAttendanceEvent in the Ed-Fi Data Standard: one row per student and day, with the status of the whole day.',
      ATTENDANCE_FILE,
    ),
    dailyFile(
      CALENDAR_FILE_NAME,
      'OPTIONAL',
      'Which days have school. Without it, the terms of the roster and weekdays are used.',
      CALENDAR_FILE,
    ),
  ];
}

export function findHelpFile(fileName: string): HelpFile | null {
  return (
    [...rosterHelpFiles(), ...attendanceHelpFiles()].find((file) => file.fileName === fileName) ??
    null
  );
}

/** Of the standard, and of no use to us. */
export const unusedFileNames: readonly string[] = UNUSED_FILE_SPECS.map(({ fileName }) => fileName);

function placeOf({ fileName }: HelpFile): number {
  return ROSTER_ORDER.findIndex((name) => name === fileName);
}

function rosterFile(spec: FileSpec): HelpFile {
  const { fileName, required, help, columns } = spec;
  const rows = exampleRows(spec);
  const names = sentColumns(spec);
  return {
    fileName,
    need: required ? 'ALWAYS' : 'IF_BULK',
    what: help,
    columns: columns.map((column) => ({
      name: column.name,
      need: needOf(column),
      form: columnForm(column),
      example: rows.map((row) => row[column.name] ?? '').find((value) => value !== '') ?? '',
      help: column.help,
    })),
    example: [
      toCsvRow(names),
      ...rows.map((row) => toCsvRow(names.map((name) => row[name] ?? ''))),
    ].join(''),
    problems: commonProblems(fileName),
  };
}

function exampleRows({ fileName }: FileSpec): readonly ExampleRow[] {
  if (fileName !== MANIFEST_FILE_NAME) return EXAMPLE_ROWS[fileName] ?? [];
  const [, ...rows] = manifestRows();
  return rows.map(([propertyName = '', value = '']) => ({ propertyName, value }));
}

function needOf({ required, deltaOnly }: ColumnSpec): HelpColumn['need'] {
  if (deltaOnly) return 'delta';
  return required ? 'required' : 'optional';
}

function dailyFile(fileName: string, need: FileNeed, what: string, file: DailyFile): HelpFile {
  const { columns } = file;
  return {
    fileName,
    need,
    what,
    columns: columns.map(({ name, need, form, example, help }) => ({
      name,
      need,
      form,
      example,
      help,
    })),
    example:
      toCsvRow(columns.map(({ name }) => name)) + toCsvRow(columns.map(({ example }) => example)),
    problems: commonProblems(fileName),
  };
}
