import Link from 'next/link';
import { formatNumber } from '@/lib/core/format/numbers';
import type { IssueGroupRow, IssueRow } from '@/lib/server/sync-runs/queries/problems';
import { noveltyLabel } from '../../_components/novelty';
import classes from './problem-group.module.css';
import type { RawHref } from './line-cell';
import { ProblemExamples } from './problem-examples';
import { ProblemExplanation } from './problem-explanation';

/** Problems of one kind in one file, with the first of them line by line. */
export function ProblemGroup({
  group,
  rows,
  schoolCount,
  href,
  rawHref,
  isOpen,
}: {
  group: IssueGroupRow;
  rows: readonly IssueRow[];
  /** Of the problems kept, where one school was asked for. */
  schoolCount: number | null;
  href: string;
  rawHref: RawHref;
  isOpen: boolean;
}) {
  const count = schoolCount ?? group.count;
  const stored = schoolCount ?? group.storedCount;
  return (
    <details
      className={classes.group}
      id={`group-${group.id}`}
      open={isOpen}
      data-problem-group={group.id}
    >
      <summary>
        <span className={classes.count}>{formatNumber(count)}</span>{' '}
        <span className={classes.title}>{group.title}</span>{' '}
        {group.fileName ? <code>{group.fileName}</code> : null}{' '}
        <span className={group.novelty === 'new' ? classes.isNew : classes.soft}>
          {noveltyLabel(group)}
        </span>
      </summary>
      <div className={classes.body}>
        <ProblemExplanation group={group} />
        {rows.some(({ line, value }) => line !== null || value !== null) ? (
          <ProblemExamples group={group} rows={rows} rawHref={rawHref} />
        ) : null}
        {count > rows.length ? (
          <p>
            <Link href={href} prefetch={false}>
              {stored < count
                ? `See the first ${formatNumber(stored)} of ${formatNumber(count)}`
                : `See all ${formatNumber(count)}`}
            </Link>
          </p>
        ) : null}
      </div>
    </details>
  );
}
