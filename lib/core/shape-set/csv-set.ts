// The files of a pull as records of cells, and the cells that are looked at.
import { csvColumns, type OneRosterCollection } from '../oneroster-json/collections';

/** In the order of `csvColumns`, without the header. */
export type CsvRecord = readonly string[];

export interface CsvSet {
  /** Asked for several times: each time the same records from the first on. */
  records(collection: OneRosterCollection): AsyncIterable<readonly CsvRecord[]>;
}

function position(collection: OneRosterCollection, column: string): number {
  const found = csvColumns(collection).indexOf(column);
  if (found === -1) throw new Error(`${collection} has no column ${column}`);
  return found;
}

export const ID = 0;
const STATUS = 1;
export const ORG_PARENT = position('orgs', 'parentSourcedId');
export const COURSE_ORG = position('courses', 'orgSourcedId');
export const CLASS_COURSE = position('classes', 'courseSourcedId');
export const CLASS_SCHOOL = position('classes', 'schoolSourcedId');
export const ENROLLMENT_CLASS = position('enrollments', 'classSourcedId');
export const ENROLLMENT_USER = position('enrollments', 'userSourcedId');
export const USER_ENABLED = position('users', 'enabledUser');
export const USER_ORGS = position('users', 'orgSourcedIds');
export const USER_ROLE = position('users', 'role');
export const USER_IDENTIFIER = position('users', 'identifier');
export const USER_EMAIL = position('users', 'email');
export const USER_AGENTS = position('users', 'agentSourcedIds');

/** A row that says its record is gone is about nobody who is there: it passes as it is. */
export function isRemoval(record: CsvRecord): boolean {
  const status = record[STATUS];
  return status !== undefined && status !== '' && status !== 'active';
}

export function cellOf(record: CsvRecord, at: number): string {
  return record[at]?.trim() ?? '';
}

export function listOfCell(record: CsvRecord, at: number): string[] {
  const cell = record[at] ?? '';
  if (cell === '') return [];
  if (!cell.includes(',')) return [cell.trim()];
  return cell
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

export function withCells(
  record: CsvRecord,
  cells: readonly (readonly [number, string])[],
): CsvRecord {
  const changed = [...record];
  for (const [at, text] of cells) changed[at] = text;
  return changed;
}

/** Engines keep a cut-out text as a place in the text it was cut from, which would be kept whole for an id of it. */
const SHORT = 12;

export function keptText(text: string): string {
  return text.length > SHORT ? [...text].join('') : text;
}
