// What the readers of one row's cells share: the row so far, what a column is read with, and how a problem is told.
import { shownValue, type IssueCode } from '@/lib/core/issues';
import type { LanguageMapper } from '@/lib/core/languages/types';
import type { FileSpec } from '../files';

export interface RowSettings {
  mode: 'bulk' | 'delta';
  languages: LanguageMapper;
  /** The district writes 9/5/2024 for the fifth of September. */
  acceptUsDates: boolean;
  /** Staff by words outside the list (principal, counselor) are read as administrator. */
  readOtherRolesAsStaff: boolean;
  /** `aide`, which enrollments do not have, is read as proctor. */
  readAidesAsProctors: boolean;
  /** A class without a course is put under PLACEHOLDER_COURSE. */
  allowMissingCourse: boolean;
  /**
   * A class without a title is shown under that of its course: undefined of a course that is not known, '' where the course
   * has none either. Without this, every class needs its own.
   */
  titleOfCourse?: (id: string) => string | undefined;
  /** Which orgs are schools; without it every org of a person's list is taken for one. */
  isSchool?: (id: string) => boolean;
}

/** The course of classes that name none, where the district may leave it out. */
export const PLACEHOLDER_COURSE = { sourcedId: 'connector.no-course', title: 'No course given' };

export type CellValue = string | number | boolean | null | string[] | Record<string, string>;

export interface RowIssue {
  code: IssueCode;
  column: string | null;
  /** Masked: the text of ids, words and dates, only the shape of anything that names a person. */
  value: string | null;
  params?: Record<string, string | number>;
}

/** Of one value: a list may hold as many of them as its record has room for. */
export const MAX_FIELD_LENGTH = 8192;

/** Shared by all empty lists: never change it. */
export const NO_ITEMS: string[] = [];

export interface RowState {
  issues: RowIssue[] | null;
  rejected: boolean;
}

export type CellReader = (text: string, row: RowState) => CellValue;

export interface Counter {
  code: IssueCode;
  column: string | null;
  count: number;
  value: string | null;
}

export interface ColumnContext {
  spec: FileSpec;
  settings: RowSettings;
  counter(code: IssueCode, column: string | null): Counter;
}

export function reject(
  row: RowState,
  code: IssueCode,
  column: string,
  value: string | null,
  params?: RowIssue['params'],
): void {
  row.rejected = true;
  warn(row, code, column, value, params);
}

export function warn(
  row: RowState,
  code: IssueCode,
  column: string | null,
  value: string | null,
  params?: RowIssue['params'],
): void {
  const issue: RowIssue = params ? { code, column, value, params } : { code, column, value };
  if (row.issues === null) row.issues = [issue];
  else row.issues.push(issue);
}

export function note(counter: Counter, text: string): void {
  if (counter.count === 0) counter.value = shownValue(text);
  counter.count += 1;
}
