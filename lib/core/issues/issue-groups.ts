// The problems of a set of files, counted exactly and kept one by one up to a limit per file and kind.
import { ISSUE_KINDS, type IssueCode } from './catalog';
import { countProblemsOf } from './count-problems';
import type { IssueParams } from './levels';
import { STORED_PER_GROUP } from './stored';

/** A problem in a file that its group names. */
export interface CollectedIssue {
  line: number | null;
  column: string | null;
  value: string | null;
  params?: IssueParams;
  schoolSourcedId?: string | null;
}

/** The problems of one kind in one file. */
export interface IssueGroup {
  /** '' where no file is at fault. */
  file: string;
  code: IssueCode;
  count: number;
  /** The first of them, as many as are kept. */
  stored: CollectedIssue[];
}

export class IssueGroups {
  private readonly groups = new Map<string, IssueGroup>();

  add(file: string | null, code: IssueCode, issue: CollectedIssue, count = 1): void {
    const group = this.group(file ?? '', code);
    group.count += count;
    if (group.stored.length < STORED_PER_GROUP) group.stored.push(issue);
  }

  /** Problems that were all counted, and of which some are at hand. */
  addCounted(
    file: string,
    code: IssueCode,
    count: number,
    samples: readonly CollectedIssue[],
  ): void {
    if (count === 0) return;
    const group = this.group(file, code);
    group.count += count;
    group.stored.push(...samples.slice(0, STORED_PER_GROUP - group.stored.length));
  }

  has(effect: 'set' | 'file' | 'golive'): boolean {
    return [...this.groups.values()].some(({ code }) => ISSUE_KINDS[code].effect === effect);
  }

  /** Counted as the pages count, and the files that have errors. */
  counts(): { errorCount: number; warningCount: number; fileNames: string[] } {
    const groups = [...this.groups.values()];
    const { errors, warnings } = countProblemsOf(groups);
    const faulty = groups.filter(({ code }) => ISSUE_KINDS[code].level === 'error');
    return {
      errorCount: errors,
      warningCount: warnings,
      fileNames: [...new Set(faulty.map(({ file }) => file).filter(Boolean))],
    };
  }

  /** Whether a problem of this kind was found in the column of a file, as far as single ones are kept. */
  isIn(file: string, column: string, code: IssueCode): boolean {
    const group = this.groups.get(`${file}\n${code}`);
    return group?.stored.some((issue) => issue.column === column) ?? false;
  }

  countOf(code: IssueCode): number {
    let count = 0;
    for (const group of this.groups.values()) if (group.code === code) count += group.count;
    return count;
  }

  countIn(file: string, code: IssueCode): number {
    return this.groups.get(`${file}\n${code}`)?.count ?? 0;
  }

  /** In the order in which the first of each was found; of each, those that are kept by their lines. */
  list(): readonly IssueGroup[] {
    for (const { stored } of this.groups.values())
      stored.sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
    return [...this.groups.values()];
  }

  private group(file: string, code: IssueCode): IssueGroup {
    const key = `${file}\n${code}`;
    let group = this.groups.get(key);
    if (!group) {
      group = { file, code, count: 0, stored: [] };
      this.groups.set(key, group);
    }
    return group;
  }
}
