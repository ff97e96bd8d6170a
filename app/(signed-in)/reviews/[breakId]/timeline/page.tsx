import type { Metadata } from 'next';
import type { SearchParams } from '@/components/data-table/table-state';
import { Timeline } from '@/components/domain/timeline';
import { TimeText } from '@/components/domain/time-text';
import { DataTable } from '@/components/data-table/data-table';
import { RunStatusLabel } from '@/components/domain/status-label';
import { Section } from '@/components/ui/section';
import { listVersions } from '@/lib/server/reviews/queries/review-detail';
import { listTimeline } from '@/lib/server/reviews/queries/timeline';
import { ReviewLayout } from '../_components/review-layout';
import { loadReview, loadReviewName, type ReviewParams } from '../load-review';
import { rightsOf } from '../rights';
import { readReviewParams } from '../search-params';

export async function generateMetadata({ params }: { params: ReviewParams }): Promise<Metadata> {
  const review = await loadReviewName(params);
  return { title: `Timeline of the review – ${review.tenantName}` };
}

export default async function ReviewTimelinePage({
  params,
  searchParams,
}: {
  params: ReviewParams;
  searchParams: Promise<SearchParams>;
}) {
  const loaded = await loadReview(params, readReviewParams(await searchParams).version);
  const { ctx, review, path, now, person } = loaded;
  const [lines, versions] = await Promise.all([
    listTimeline(ctx, review.tenantId, review.breakId),
    listVersions(ctx, review.tenantId, review.breakId),
  ]);
  return (
    <ReviewLayout loaded={loaded} current="timeline" rights={rightsOf(person)}>
      <Section title="Timeline" description="Actions, emails and files, oldest first.">
        <Timeline lines={lines} timeZone={review.timeZone} now={now} />
      </Section>
      <Section title="Versions" flush>
        <DataTable
          caption="Versions"
          rows={versions}
          rowKey={(row) => row.version}
          rowHref={(row) => `${path}?version=${row.version}`}
          columns={[
            { id: 'version', header: 'Version', cell: (row) => `Version ${row.version}` },
            { id: 'run', header: 'Run', align: 'end', cell: (row) => row.runNumber },
            {
              id: 'at',
              header: 'Held',
              cell: (row) => (
                <TimeText
                  at={row.createdAt}
                  timeZone={review.timeZone}
                  now={now}
                  relative={false}
                />
              ),
            },
            {
              id: 'state',
              header: 'Result',
              cell: (row) => <RunStatusLabel run={{ state: row.runState }} />,
            },
            {
              id: 'fingerprint',
              header: 'Fingerprint',
              cell: (row) => <code>{row.fingerprint.slice(0, 16)}</code>,
            },
          ]}
        />
      </Section>
    </ReviewLayout>
  );
}
