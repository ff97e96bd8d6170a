import { formatNumber } from '@/lib/core/format/numbers';
import type { IssueGroupRow } from '@/lib/server/sync-runs/queries/problems';

/** Against the run before: "New", "Same as last run", "12 more than last run". */
export function noveltyLabel({ novelty, count, previousCount }: IssueGroupRow): string {
  const difference = formatNumber(Math.abs(count - (previousCount ?? 0)));
  switch (novelty) {
    case 'first-run':
      return 'First run';
    case 'new':
      return 'New';
    case 'same':
      return 'Same as last run';
    case 'more':
      return `${difference} more than last run`;
    case 'fewer':
      return `${difference} fewer than last run`;
  }
}
