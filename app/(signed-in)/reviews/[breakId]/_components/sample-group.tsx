import Link from 'next/link';
import { DataTable } from '@/components/data-table/data-table';
import { ActionForm } from '@/components/ui/action-form';
import { EmptyState } from '@/components/ui/empty-state';
import { SubmitButton } from '@/components/ui/submit-button';
import { changeLabels } from '@/lib/core/change/change';
import { entityLabel } from '@/lib/core/change/entity-nouns';
import { formatNumber } from '@/lib/core/format/numbers';
import type { ReviewDetail } from '@/lib/server/reviews/queries/review-detail';
import type { ChangeGroup } from '@/lib/server/reviews/queries/samples';
import { setGroupViewed } from '../actions';
import { ReviewIds } from './ids';
import { sampleColumns, type SampleRow } from './sample-columns';
import classes from './sample-group.module.css';

/** Some changes of one kind, to be ticked once they were looked at. */
export function SampleGroup({
  review,
  path,
  group: { entity, action, count },
  rows,
  isOpen,
  isViewed,
}: {
  review: ReviewDetail;
  path: string;
  group: ChangeGroup;
  rows: readonly SampleRow[];
  isOpen: boolean;
  isViewed: boolean;
}) {
  const title = `${entityLabel(entity)} ${changeLabels[action].word.toLowerCase()}`;
  const all = new URLSearchParams({ entity, action });
  if (review.version !== review.latestVersion) all.set('version', String(review.version));
  return (
    <details className={classes.group} data-group open={isOpen && !isViewed}>
      <summary>
        <h3>
          {changeLabels[action].glyph} {title} ({formatNumber(count)})
        </h3>
        <span className={classes.state}>{isViewed ? '✓ Viewed' : ''}</span>
      </summary>
      <DataTable
        caption={`Sample: ${title}`}
        rows={rows}
        rowKey={(row) => row.seq}
        columns={sampleColumns(entity, action)}
        empty={<EmptyState headingLevel={3} title="The rows of this update are no longer stored" />}
      />
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
        {rows.length < count ? (
          <Link href={`${path}/changes?${all}`} prefetch={false}>
            All {formatNumber(count)}
          </Link>
        ) : (
          <span className={classes.state}>All of them</span>
        )}
      </div>
    </details>
  );
}
