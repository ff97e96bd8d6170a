import { DataTable } from '@/components/data-table/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import { Section } from '@/components/ui/section';
import { entityLabel } from '@/lib/core/change/entity-nouns';
import { changeActions, changeLabels, countedEntities } from '@/lib/core/change/change';
import { formatNumber } from '@/lib/core/format/numbers';
import { getAppContext } from '@/lib/server/http/context';
import {
  compareVersions,
  type ReviewDetail,
  type VersionDifference,
} from '@/lib/server/reviews/queries/review-detail';

/** Groups that differ from the version before: the others need no second look. */
export async function VersionDifferences({ review }: { review: ReviewDetail }) {
  const before = review.version - 1;
  const all = await compareVersions(getAppContext(), review, before, review.version);
  const rows = all.filter(({ isSame }) => !isSame);
  return (
    <Section
      title={`Since version ${before}`}
      id="versions"
      description={`${formatNumber(all.length - rows.length)} of ${formatNumber(all.length)} groups are identical; their “viewed” marks were kept.`}
      flush
    >
      <DataTable
        caption={`Differences from version ${before}`}
        rows={rows}
        rowKey={(row) => `${row.entity} ${row.action}`}
        columns={[
          { id: 'what', header: 'What', cell: groupLabel },
          {
            id: 'before',
            header: `Version ${before}`,
            align: 'end',
            cell: (row) => formatNumber(row.before),
          },
          {
            id: 'after',
            header: `Version ${review.version}`,
            align: 'end',
            cell: (row) => formatNumber(row.after),
          },
          {
            id: 'difference',
            header: 'Difference',
            align: 'end',
            cell: ({ before: from, after }) =>
              from === after
                ? 'other records'
                : `${after > from ? '+' : '−'}${formatNumber(Math.abs(after - from))}`,
          },
        ]}
        empty={<EmptyState headingLevel={3} title="Same changes, checked again" />}
      />
    </Section>
  );
}

function groupLabel({ entity, action }: VersionDifference): string {
  const known = countedEntities.find((each) => each === entity);
  const knownAction = changeActions.find((each) => each === action);
  const noun = known ? entityLabel(known) : entity;
  return `${noun} ${knownAction ? changeLabels[knownAction].word.toLowerCase() : action}`;
}
