import type { Metadata } from 'next';
import Link from 'next/link';
import { DataTable } from '@/components/data-table/data-table';
import type { SearchParams } from '@/components/data-table/table-state';
import { addedColumn, changedColumn } from '@/components/domain/change-count-columns';
import { WhyHeld } from '@/components/domain/review/why-held';
import { Timeline } from '@/components/domain/timeline';
import { TimeText } from '@/components/domain/time-text';
import { PageHeader } from '@/components/layout/page-header';
import { Facts } from '@/components/ui/facts';
import { PrintButton } from '@/components/ui/print-button';
import { Section, Stack } from '@/components/ui/section';
import { entityLabel } from '@/lib/core/change/entity-nouns';
import { whyHeldText } from '@/lib/core/circuit-break/limits-reached';
import { formatNumber, formatPercent, percentOf } from '@/lib/core/format/numbers';
import { approveReasons, rejectReasons } from '@/lib/core/review/decision-reasons';
import { getSchoolNames, listReasons } from '@/lib/server/reviews/queries/reasons';
import { heldText } from '@/lib/server/reviews/queries/queue';
import { listTimeline } from '@/lib/server/reviews/queries/timeline';
import { loadReview, loadReviewName, type LoadedReview, type ReviewParams } from '../load-review';
import { readReviewParams } from '../search-params';

export async function generateMetadata({ params }: { params: ReviewParams }): Promise<Metadata> {
  const review = await loadReviewName(params);
  return { title: `Record of review ${review.breakId} – ${review.tenantName}` };
}

/** One page to keep: what was asked, what was decided, by whom and about exactly which changes. */
export default async function ReviewRecordPage({
  params,
  searchParams,
}: {
  params: ReviewParams;
  searchParams: Promise<SearchParams>;
}) {
  const loaded = await loadReview(params, readReviewParams(await searchParams).version);
  const { ctx, review, path, sizes, now } = loaded;
  const { tenantId, runId } = review;
  const [reasons, timeline] = await Promise.all([
    listReasons(ctx, tenantId, runId),
    listTimeline(ctx, tenantId, review.breakId),
  ]);
  const names = await getSchoolNames(
    ctx,
    tenantId,
    runId,
    reasons.flatMap(({ trip }) =>
      trip.scope.kind === 'school' ? [trip.scope.schoolSourcedId] : [],
    ),
  );
  return (
    <Stack>
      <PageHeader
        title={`Record of review ${review.breakId}`}
        crumbs={[
          { href: '/reviews', label: 'Reviews' },
          { href: path, label: review.tenantName },
        ]}
        description={whyHeldText(reasons) ?? heldText(review.tags)}
        actions={<PrintButton />}
      />
      <Section title="Decision">
        <Facts facts={decisionFacts(loaded)} columns={2} />
      </Section>
      <Section title="Counts" flush>
        <DataTable
          caption="Counts"
          rows={sizes.entities.filter((size) => size.added + size.changed + size.removed > 0)}
          rowKey={(row) => row.entity}
          columns={[
            { id: 'what', header: 'What', cell: (row) => entityLabel(row.entity) },
            {
              id: 'removed',
              header: '− Removed',
              align: 'end',
              cell: (row) =>
                row.removed === 0
                  ? '0'
                  : `${formatNumber(row.removed)} of ${formatNumber(row.baseline)}, ${formatPercent(percentOf(row.removed, row.baseline))}`,
            },
            addedColumn,
            changedColumn,
          ]}
        />
      </Section>
      {reasons.length > 0 && review.kind === 'LIMITS' ? (
        <Section title="Why it was held" flush>
          <WhyHeld reasons={reasons} schoolName={(id) => names.get(id) ?? id} />
        </Section>
      ) : null}
      <Section title="What happened">
        <Timeline lines={timeline} timeZone={review.timeZone} now={now} />
      </Section>
      <p>
        <Link href={path}>Back to the review</Link>
      </p>
    </Stack>
  );
}

const states = {
  OPEN: 'Not decided yet',
  APPROVED: 'Approved',
  REJECTED: 'Rejected',
  SUPERSEDED: 'Superseded by newer files',
  EXPIRED: 'Expired',
} as const;

function decisionFacts({ ctx, review, approvals, lastAnswer, now, path }: LoadedReview) {
  const time = (at: Date | null) => (
    <TimeText at={at} timeZone={review.timeZone} now={now} relative={false} missing="not yet" />
  );
  const words: Readonly<Record<string, string>> =
    review.state === 'REJECTED' ? rejectReasons : approveReasons;
  const reason = [review.reasonCode ? words[review.reasonCode] : null, review.reason]
    .filter(Boolean)
    .join(': ');
  const undoneAt = review.runUndoneAt ?? review.runRemovalsUndoneAt;
  const afterwards = review.runUndoneAt
    ? ', applied, then undone'
    : undoneAt
      ? ', applied; removed records since restored'
      : '';
  return [
    { label: 'District', value: review.tenantName },
    { label: 'Decision', value: `${states[review.state]}${afterwards}` },
    { label: 'Decided by', value: review.decidedByName ?? '—' },
    { label: 'Decided', value: time(review.decidedAt) },
    { label: 'Reason', value: reason || '—' },
    {
      label: 'Approvals of these changes',
      value: approvals.map(({ userName }) => userName ?? 'Command line').join(', ') || '—',
    },
    ...(lastAnswer?.answer
      ? [
          {
            label: 'The district answered',
            value: `${lastAnswer.answer === 'STOP' ? '“No, stop”' : '“Yes, we expect this”'}${lastAnswer.comment ? `: “${lastAnswer.comment}”` : ''}`,
          },
        ]
      : []),
    {
      label: 'Version',
      value: `${review.version} of ${review.latestVersion}, run ${review.runNumber}`,
    },
    { label: 'Fingerprint', value: <code>{review.fingerprint}</code> },
    { label: 'Held', value: time(review.openedAt) },
    { label: 'Applied', value: time(review.runAppliedAt) },
    ...(undoneAt
      ? [
          {
            label: review.runUndoneAt ? 'Undone' : 'Removed records restored',
            value: time(undoneAt),
          },
          { label: 'Undone by', value: review.runUndoneByName ?? 'Command line' },
          { label: 'Reason for the undo', value: review.runUndoReason ?? '—' },
        ]
      : []),
    { label: 'Left out', value: formatNumber(review.heldBackCount) },
    { label: 'Record as of', value: time(now) },
    { label: 'Address', value: `${ctx.settings.publicUrl}${path}` },
  ];
}
