import type { IssueCode } from './catalog';
import type { IssueParams } from './levels';

/** A problem in the data, with the place where a school's tech lead finds it. */
export interface Issue {
  code: IssueCode;
  file: string | null;
  /** The header is line 1. */
  line: number | null;
  column: string | null;
  /** Masked: see `lib/core/issues/mask`. */
  value: string | null;
  params: IssueParams;
}

/** An issue about a whole file or its header rather than one of its rows. */
export type FileIssue = Issue;

export function fileIssue(
  code: IssueCode,
  file: string | null,
  more: Partial<Pick<Issue, 'line' | 'column' | 'value' | 'params'>> = {},
): FileIssue {
  return {
    code,
    file,
    line: more.line ?? null,
    column: more.column ?? null,
    value: more.value ?? null,
    params: more.params ?? {},
  };
}
