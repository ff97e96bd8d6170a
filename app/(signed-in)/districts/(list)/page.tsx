import type { Metadata } from 'next';
import { formatShort } from '@/lib/core/calendar/format-instant';
import { formatNumber } from '@/lib/core/format/numbers';
import { connectionLabels, type ConnectionStatus } from '@/lib/core/sync-run/status-labels';
import { DataTable } from '@/components/data-table/data-table';
import type { FilterField } from '@/components/data-table/filters';
import { readTableState, tableHref, type SearchParams } from '@/components/data-table/table-state';
import { UnderReviewNote } from '@/components/domain/under-review-note';
import { PageHeader } from '@/components/layout/page-header';
import { StatLinks, type StatLink } from '@/components/layout/stat-links';
import { ButtonLink } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { ListCard, Stack } from '@/components/ui/section';
import { can } from '@/lib/server/auth/permissions';
import { tenantScopeOf } from '@/lib/server/auth/tenant-access';
import { requirePermission } from '@/lib/server/http/session-person';
import { getAppContext } from '@/lib/server/http/context';
import { STAFF_TIME_ZONE } from '@/lib/server/mail/staff-time-zone';
import {
  byAttention,
  listDistricts,
  type DistrictList,
} from '@/lib/server/overview/queries/list-districts';
import { districtColumns } from '../../district-columns';
import { ownerFilter, statusFilter } from '../../district-filters';
import { openList } from '../../open-list';
import { districtsTable } from './search-params';

export const metadata: Metadata = { title: 'Districts' };

const path = '/districts';
export default async function DistrictsPage({
  searchParams,
}: {
  searchParams: Promise<SearchParams>;
}) {
  const person = await requirePermission('tenants.list', path);
  const params = await searchParams;
  const { state, views } = await openList({
    list: 'districts',
    path,
    state: readTableState(params, districtsTable),
    params,
    person,
  });
  const ctx = getAppContext();
  const now = ctx.clock.now();
  const { q, status, owner, implementer, psm } = state.filters;
  const scope = await tenantScopeOf(ctx, person);
  const overview = await listDistricts(ctx, {
    search: q,
    status,
    owner,
    implementer,
    psm,
    scope,
    sort: state.sort,
    direction: state.direction,
    page: state.page,
    pageSize: state.pageSize,
  });
  const newDistrict = can(person, 'tenants.create') ? (
    <ButtonLink variant="primary" href="/districts/new">
      New district
    </ButtonLink>
  ) : null;
  return (
    <Stack>
      <PageHeader title="Districts" actions={newDistrict} />
      {overview.tenantCount > 0 ? (
        <StatLinks label="Districts by status" areTabs stats={statsOf(overview, status, now)} />
      ) : null}
      <ListCard label={scope ? 'Your districts' : 'All districts'}>
        <DataTable
          caption="Districts"
          columns={districtColumns(now, { withPeople: scope === null })}
          rows={overview.rows}
          rowKey={(row) => row.id}
          rowHref={(row) => `/districts/${row.slug}`}
          filters={
            overview.tenantCount > 0
              ? {
                  label: 'Filter districts',
                  path,
                  state,
                  // The tiles above choose a status too.
                  shownFirst: 1,
                  fields: [
                    { kind: 'text', name: 'q', label: 'Name' },
                    statusFilter,
                    ownerFilter,
                    ...(scope ? [] : staffFilters(overview)),
                  ],
                }
              : undefined
          }
          views={overview.tenantCount > 0 ? views : undefined}
          paging={{ path, state, total: overview.total }}
          empty={
            scope ? (
              <EmptyState headingLevel={3} title="You have no districts yet">
                <p>
                  You see the districts that list you as Partner Success Manager. An implementation
                  manager can add you in a district’s settings.
                </p>
              </EmptyState>
            ) : (
              <EmptyState headingLevel={3} title="No districts yet" action={newDistrict}>
                <p>
                  A district is a partner that sends its roster: a district, a charter network or a
                  single school. Create one, then invite its tech contact.
                </p>
              </EmptyState>
            )
          }
        />
      </ListCard>
      <UnderReviewNote isShown={overview.counts.UNDER_REVIEW > 0} />
    </Stack>
  );
}

function staffFilters({ implementerNames, psmNames }: DistrictList): FilterField[] {
  const choicesOf = (names: readonly string[]) =>
    names.map((name) => ({ value: name, label: name }));
  return [
    {
      kind: 'select',
      name: 'implementer',
      label: 'Implementer',
      all: 'Any implementer',
      choices: choicesOf(implementerNames),
    },
    { kind: 'select', name: 'psm', label: 'PSM', all: 'Any PSM', choices: choicesOf(psmNames) },
  ];
}

/** Every district stands under one tile, so they add up to all of them. */
function statsOf(list: DistrictList, current: string | undefined, now: Date): StatLink[] {
  return byAttention
    .filter((status) => list.counts[status] > 0)
    .map((status) => ({
      href: tableHref(path, readTableState({ status }, districtsTable)),
      label: connectionLabels[status].word,
      count: list.counts[status],
      isCurrent: status === current,
      note: noteOf(list, status, now),
    }));
}

function noteOf(overview: DistrictList, status: ConnectionStatus, now: Date): string | undefined {
  if (status === 'UNDER_REVIEW' && overview.oldestReviewAt)
    return `oldest ${formatShort(overview.oldestReviewAt, STAFF_TIME_ZONE, now)}`;
  const behind = overview.reviewsBehind[status] ?? 0;
  return behind > 0 ? `${formatNumber(behind)} with an open review` : undefined;
}
