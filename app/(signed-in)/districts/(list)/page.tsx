import type { Metadata } from 'next';
import { formatRelative } from '@/lib/core/calendar/format-instant';
import { plural } from '@/lib/core/format/numbers';
import {
  connectionStatuses,
  connectionLabels,
  type ConnectionStatus,
} from '@/lib/core/sync-run/status-labels';
import { DataTable } from '@/components/data-table/data-table';
import { FilterBar, FilterSelect, FilterText } from '@/components/data-table/filter-bar';
import { readTableState, tableHref, type SearchParams } from '@/components/data-table/table-state';
import { UnderReviewNote } from '@/components/domain/under-review-note';
import { PageHeader } from '@/components/layout/page-header';
import { StatLinks, type StatLink } from '@/components/layout/stat-links';
import { ButtonLink } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Section, Stack } from '@/components/ui/section';
import { can } from '@/lib/server/auth/permissions';
import { tenantScopeOf } from '@/lib/server/auth/tenant-access';
import { requirePermission } from '@/lib/server/http/session-person';
import { getAppContext } from '@/lib/server/http/context';
import { listDistricts, type DistrictList } from '@/lib/server/overview/queries/list-districts';
import { districtColumns } from './columns';
import { districtsTable } from './search-params';

export const metadata: Metadata = { title: 'Districts' };

const path = '/districts';
/** Always listed, in this order; other states only where a district is in them. Each district is counted once. */
const ALWAYS: readonly ConnectionStatus[] = [
  'UNDER_REVIEW',
  'NEEDS_YOUR_FIX',
  'NOT_SET_UP',
  'WAITING_FOR_FIRST_FILES',
  'RECEIVING',
  'CHECKING',
  'UP_TO_DATE',
];

export default async function DistrictsPage({
  searchParams,
}: {
  searchParams: Promise<SearchParams>;
}) {
  const person = await requirePermission('tenants.list', path);
  const state = readTableState(await searchParams, districtsTable);
  const ctx = getAppContext();
  const now = ctx.clock.now();
  const { q, status, psm } = state.filters;
  const scope = await tenantScopeOf(ctx, person);
  const overview = await listDistricts(ctx, {
    search: q,
    status,
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
        <StatLinks label="Districts by status" stats={statsOf(overview, status, now)} />
      ) : null}
      <Section title={scope ? 'Your districts' : 'All districts'} flush>
        {overview.tenantCount > 0 ? (
          <FilterBar label="Filter districts" path={path} state={state}>
            <FilterText name="q" label="Name" value={q} />
            <FilterSelect
              name="status"
              label="Status"
              all="Any status"
              value={status}
              choices={connectionStatuses.map((value) => ({
                value,
                label: connectionLabels[value].word,
              }))}
            />
            {scope ? null : (
              <FilterSelect
                name="psm"
                label="PSM"
                all="Any PSM"
                value={psm}
                choices={overview.psmNames.map((name) => ({ value: name, label: name }))}
              />
            )}
          </FilterBar>
        ) : null}
        <DataTable
          caption="Districts"
          columns={districtColumns(now, { withPsm: scope === null })}
          rows={overview.rows}
          rowKey={(row) => row.id}
          rowHref={(row) => `/districts/${row.slug}`}
          paging={{ path, state, total: overview.total }}
          empty={
            scope ? (
              <EmptyState headingLevel={3} title="No district is yours yet">
                <p>
                  You see the districts that name you as their Partner Success Manager. An
                  implementation manager names you in the settings of a district.
                </p>
              </EmptyState>
            ) : (
              <EmptyState headingLevel={3} title="No districts yet" action={newDistrict}>
                <p>
                  A district is a partner that sends its roster: a district, a charter network or a
                  single school. Make one, then invite its tech contact.
                </p>
              </EmptyState>
            )
          }
        />
      </Section>
      <UnderReviewNote isShown={overview.counts.UNDER_REVIEW > 0} />
    </Stack>
  );
}

function statsOf(overview: DistrictList, current: string | undefined, now: Date): StatLink[] {
  return connectionStatuses
    .filter((status) => ALWAYS.includes(status) || overview.counts[status] > 0)
    .toSorted((one, other) => rank(one) - rank(other))
    .map((status) => ({
      href: tableHref(path, readTableState({ status }, districtsTable)),
      label: connectionLabels[status].word,
      count: overview.counts[status],
      isCurrent: status === current,
      note: noteOf(overview, status, now),
    }));
}

/** States that are listed only where needed come before "Up to date". */
function rank(status: ConnectionStatus): number {
  const at = ALWAYS.indexOf(status);
  return at === -1 ? ALWAYS.length - 1.5 : at;
}

function noteOf(overview: DistrictList, status: ConnectionStatus, now: Date): string | undefined {
  if (status === 'UNDER_REVIEW' && overview.oldestReviewAt)
    return `oldest ${formatRelative(overview.oldestReviewAt, now)}`;
  const behind = overview.reviewsBehind[status] ?? 0;
  return behind > 0 ? `${plural(behind, 'review')} behind` : undefined;
}
