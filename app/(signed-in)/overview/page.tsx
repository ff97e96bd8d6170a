import type { Metadata } from 'next';
import { Suspense, type ReactNode } from 'react';
import { DataTable } from '@/components/data-table/data-table';
import type { SearchParams } from '@/components/data-table/table-state';
import { PageHeader } from '@/components/layout/page-header';
import { ButtonLink } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { ListCard, Section, Stack } from '@/components/ui/section';
import { can } from '@/lib/server/auth/permissions';
import { tenantScopeOf } from '@/lib/server/auth/tenant-access';
import { requirePermission } from '@/lib/server/http/session-person';
import { getAppContext } from '@/lib/server/http/context';
import { listDistrictsOfPerson } from '@/lib/server/overview/queries/districts-of-person';
import { listDistricts } from '@/lib/server/overview/queries/list-districts';
import { listNeedsAttention } from '@/lib/server/overview/queries/needs-attention';
import { districtColumns } from '../district-columns';
import { ownerFilter, statusFilter } from '../district-filters';
import { openList } from '../open-list';
import { NeedsNow } from './needs-now';
import { OverviewPlots } from './overview-plots';
import { readOverviewParams } from './search-params';

export const metadata: Metadata = { title: 'Overview' };

const path = '/overview';
/** The home of staff and PSMs: what needs them, how their districts stand, and how the last weeks went. */
export default async function OverviewPage({
  searchParams,
}: {
  searchParams: Promise<SearchParams>;
}) {
  const person = await requirePermission('tenants.list', path);
  const asked = await searchParams;
  const read = readOverviewParams(asked, person.role === 'PSM' ? 'mine' : 'all');
  const { whose } = read;
  const { state, views, hrefOf } = await openList({
    list: 'overview',
    path,
    state: read.state,
    params: asked,
    person,
  });
  const params: typeof read = { ...read, href: (change) => hrefOf(read.href(change)) };
  const ctx = getAppContext();
  const now = ctx.clock.now();
  const known = await tenantScopeOf(ctx, person);
  const isMine = whose === 'mine';
  const scope = isMine ? await listDistrictsOfPerson(ctx, person.userId, known) : known;
  const { q, status, owner } = state.filters;
  const [attention, list] = await Promise.all([
    listNeedsAttention(ctx, {
      scope: known,
      mine: isMine ? person.userId : null,
      kind: params.kind,
      limit: params.limit,
    }),
    listDistricts(ctx, {
      search: q,
      status,
      owner,
      scope,
      sort: state.sort,
      direction: state.direction,
      page: state.page,
      pageSize: state.pageSize,
    }),
  ]);
  const newDistrict = can(person, 'tenants.create') ? (
    <ButtonLink variant="primary" href="/districts/new">
      New district
    </ButtonLink>
  ) : null;
  const other = isMine ? 'all' : 'mine';
  const isLimited = known !== null;
  return (
    <Stack>
      <PageHeader
        title="Overview"
        description={isMine ? 'Your districts and the work assigned to you.' : 'All districts.'}
        actions={
          <>
            {isLimited && isMine ? null : (
              <ButtonLink variant="secondary" href={params.href({ whose: other })}>
                {isMine ? 'Show all districts' : 'Show only mine'}
              </ButtonLink>
            )}
            {newDistrict}
          </>
        }
      />
      {list.tenantCount === 0 && attention.total === 0 ? (
        <ListCard label="Districts">
          <NoDistricts isMine={isMine} action={newDistrict} />
        </ListCard>
      ) : (
        <>
          <NeedsNow attention={attention} params={params} person={person} now={now} />
          <Section title={isMine ? 'Your districts' : 'Districts'} flush>
            <DataTable
              caption="Districts"
              columns={districtColumns(now, { isShort: true })}
              rows={list.rows}
              rowKey={(row) => row.id}
              rowHref={(row) => `/districts/${row.slug}`}
              filters={{
                label: 'Filter districts',
                path,
                state,
                fields: [{ kind: 'text', name: 'q', label: 'Name' }, statusFilter, ownerFilter],
              }}
              views={views}
              paging={{ path, state, total: list.total }}
              empty={<NoDistricts isMine={isMine} />}
            />
          </Section>
          <Suspense fallback={null}>
            <OverviewPlots scope={scope} />
          </Suspense>
        </>
      )}
    </Stack>
  );
}

function NoDistricts({ isMine, action }: { isMine: boolean; action?: ReactNode }) {
  return isMine ? (
    <EmptyState headingLevel={3} title="You have no districts yet">
      <p>
        Your districts are the ones that list you as implementer or Partner Success Manager. An
        implementation manager can add you in a district’s settings.
      </p>
    </EmptyState>
  ) : (
    <EmptyState headingLevel={3} title="No districts yet" action={action}>
      <p>
        A district is a partner that sends its roster: a district, a charter network or a single
        school. Create one, then invite its tech contact.
      </p>
    </EmptyState>
  );
}
