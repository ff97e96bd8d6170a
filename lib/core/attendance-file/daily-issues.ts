// Problems of one attendance or calendar file: counted exactly, kept up to a cap per code.
import { STORED_PER_GROUP, type IssueCode, type IssueParams } from '../issues';

export interface DailyIssue {
  code: IssueCode;
  line: number | null;
  column: string | null;
  value: string | null;
  params?: IssueParams;
}

export class DailyIssues {
  private readonly groups = new Map<IssueCode, { count: number; stored: DailyIssue[] }>();

  add(issue: DailyIssue, count = 1): void {
    const group = this.groups.get(issue.code) ?? { count: 0, stored: [] };
    group.count += count;
    if (group.stored.length < STORED_PER_GROUP) group.stored.push(issue);
    this.groups.set(issue.code, group);
  }

  addAll(issues: Iterable<DailyIssue>): void {
    for (const issue of issues) this.add(issue);
  }

  /** Adds what was found elsewhere about the same file. */
  merge(others: DailyIssues): void {
    for (const [code, { count, stored }] of others.groups) {
      const group = this.groups.get(code) ?? { count: 0, stored: [] };
      group.count += count;
      group.stored.push(...stored.slice(0, STORED_PER_GROUP - group.stored.length));
      this.groups.set(code, group);
    }
  }

  /** In the order in which the first of each was found. */
  list(): { code: IssueCode; count: number; stored: readonly DailyIssue[] }[] {
    return [...this.groups].map(([code, group]) => ({ code, ...group }));
  }
}
