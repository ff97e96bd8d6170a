import { ISSUE_KINDS, type IssueCode } from './catalog';
import type { IssueLevel } from './levels';

export interface ProblemCounts {
  errors: number;
  warnings: number;
  /** Both: what lists, tabs and mails call problems. A notice only tells how something was read. */
  problems: number;
}

/**
 * How many problems there are, counted one way wherever a number of them is shown. A stored problem keeps the level it was
 * found with.
 */
export function countProblemsOf(
  groups: Iterable<{
    readonly code: IssueCode;
    readonly count: number;
    readonly level?: IssueLevel;
  }>,
): ProblemCounts {
  let errors = 0;
  let warnings = 0;
  for (const { code, count, level = ISSUE_KINDS[code].level } of groups) {
    if (level === 'error') errors += count;
    if (level === 'warning') warnings += count;
  }
  return { errors, warnings, problems: errors + warnings };
}
