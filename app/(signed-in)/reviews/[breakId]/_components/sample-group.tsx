import Link from 'next/link';
import { DataTable } from '@/components/data-table/data-table';
import { changeColumns } from '@/components/domain/change-columns';
import { ActionForm } from '@/components/ui/action-form';
import { EmptyState } from '@/components/ui/empty-state';
import { SubmitButton } from '@/components/ui/submit-button';
import { entityLabel } from '@/lib/core/change/entity-nouns';
import { changeLabels } from '@/lib/core/change/change';
import { formatNumber } from '@/lib/core/format/numbers';
import type { ReviewDetail } from '@/lib/server/reviews/queries/review-detail';
import type { ChangeGroup, Sample } from '@/lib/server/reviews/queries/samples';
import { setGroupViewed } from '../actions';
import { ReviewIds } from './ids';
import classes from './sample-group.module.css';

/** Some changes of one kind, to be ticked once they were looked at. */
export function SampleGroup({
  review,
  path,
  group: { entity, action, count, cascadeCount },
  sample,
  isOpen,
  isViewed,
}: {
  review: ReviewDetail;
  path: string;
  group: ChangeGroup;
  sample: Sample | undefined;
  isOpen: boolean;
  isViewed: boolean;
}) {
  const title = `${entityLabel(entity)} ${changeLabels[action].word.toLowerCase()}`;
  const rows = sample?.rows ?? [];
  const all = new URLSearchParams({ entity, action });
  if (review.version !== review.latestVersion) all.set('version', String(review.version));
  return (
    <details className={classes.group} data-group open={isOpen && !isViewed}>
      <summary>
        <h3>
          {changeLabels[action].glyph} {title} ({formatNumber(count)})
        </h3>
        <span className={classes.state}>
          {isViewed ? '✓ Viewed' : ''}
          {count === cascadeCount ? ' follows from other changes' : ''}
        </span>
      </summary>
      <div className={classes.actions}>
        <div data-viewed={isViewed}>
          <ActionForm action={setGroupViewed} label={`Viewed: ${title}`}>
            <ReviewIds review={review} />
            <input type="hidden" name="version" value={review.version} />
            <input type="hidden" name="entity" value={entity} />
            <input type="hidden" name="action" value={action} />
            <input type="hidden" name="isViewed" value={isViewed ? 'no' : 'yes'} />
            <SubmitButton variant="secondary" size="small" aria-pressed={isViewed}>
              {isViewed ? '✓ Viewed' : 'Mark as viewed'}
            </SubmitButton>
          </ActionForm>
        </div>
        <span className={classes.state}>
          {rows.length < count
            ? `${formatNumber(rows.length)} of ${formatNumber(count)}, chosen at random`
            : 'All of them'}
        </span>
        <Link href={`${path}/changes?${all}`} prefetch={false}>
          Show all
        </Link>
      </div>
      <DataTable
        caption={`Sample: ${title}`}
        rows={rows}
        rowKey={(row) => row.seq}
        columns={changeColumns.filter(({ id }) =>
          action === 'UPDATE' ? id !== 'change' : id !== 'fields' && id !== 'change',
        )}
        empty={
          <EmptyState headingLevel={3} title="The rows of this update are not kept any more" />
        }
      />
    </details>
  );
}
