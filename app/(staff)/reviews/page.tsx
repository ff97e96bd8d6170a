import type { Metadata } from 'next';
import { DataTable } from '@/components/data-table/data-table';
import type { SearchParams } from '@/components/data-table/table-state';
import { LinkTabs } from '@/components/layout/link-tabs';
import { PageHeader } from '@/components/layout/page-header';
import { EmptyState } from '@/components/ui/empty-state';
import { Section, Stack } from '@/components/ui/section';
import { requireAct } from '@/lib/server/auth/session-person';
import { getAppContext } from '@/lib/server/http/context';
import { listReviews } from '@/lib/server/reviews/queries';
import { reviewColumns } from './columns';
import { readReviewsParams } from './search-params';

export const metadata: Metadata = { title: 'Reviews' };

const path = '/reviews';

export default async function ReviewsPage({
  searchParams,
}: {
  searchParams: Promise<SearchParams>;
}) {
  await requireAct('reviews.list', path);
  const ctx = getAppContext();
  const isOpen = readReviewsParams(await searchParams).show === 'open';
  const reviews = await listReviews(ctx, { isOpen });
  return (
    <Stack>
      <PageHeader
        title="Reviews"
        description="Updates that were stopped for a person to look at. Families see the roster applied last until somebody decides."
      />
      <LinkTabs
        label="Reviews by state"
        tabs={[
          {
            href: path,
            label: 'Waiting',
            isCurrent: isOpen,
            count: isOpen ? reviews.length : undefined,
          },
          { href: `${path}?show=decided`, label: 'Decided', isCurrent: !isOpen },
        ]}
      />
      <Section title={isOpen ? 'Waiting, oldest first' : 'Decided, newest first'} flush>
        <DataTable
          caption={isOpen ? 'Reviews that wait' : 'Reviews that were decided'}
          columns={reviewColumns(ctx.clock.now(), { isOpen })}
          rows={reviews}
          rowKey={(review) => review.breakId}
          rowHref={(review) => `${path}/${review.breakId}`}
          empty={
            <EmptyState
              headingLevel={3}
              title={isOpen ? 'Nothing waits for you' : 'Nothing has been decided yet'}
            >
              <p>
                {isOpen
                  ? 'Every update of every district was applied or is being checked.'
                  : 'Approved and rejected updates are kept here.'}
              </p>
            </EmptyState>
          }
        />
      </Section>
    </Stack>
  );
}
