import type { Metadata } from 'next';
import { FilterSelect, FilterText } from '@/components/data-table/filter-bar';
import { ORG_TYPES } from '@/lib/core/oneroster';
import type { SearchParams } from '@/components/data-table/table-state';
import { requireTenant } from '@/lib/server/auth/session-person';
import { getRosterFrame } from '@/lib/server/roster/frame';
import { getAppContext } from '@/lib/server/http/context';
import { countOrgs, listOrgs } from '@/lib/server/roster/orgs';
import { recordPath, rosterPath } from '@/components/domain/roster/addresses';
import { StatusFilter } from '@/components/domain/roster/common-filters';
import { counting } from '@/lib/server/roster/page';
import { RosterFrame } from '@/components/domain/roster/roster-frame';
import { RosterList } from '@/components/domain/roster/roster-list';
import { typeWord } from '@/components/domain/roster/words';
import { orgColumns } from './columns';
import { readOrgParams } from './search-params';

export const metadata: Metadata = { title: 'Orgs' };

export default async function OrgsPage({
  params,
  searchParams,
}: {
  params: Promise<{ slug: string }>;
  searchParams: Promise<SearchParams>;
}) {
  const { slug } = await params;
  const { person, tenant } = await requireTenant(slug, 'roster.view');
  const ctx = getAppContext();
  const { state, filter, request } = readOrgParams(await searchParams);
  const total = counting(countOrgs(ctx, tenant.id, filter));
  const [page, frame] = await Promise.all([
    listOrgs(ctx, tenant.id, filter, request),
    getRosterFrame(ctx, tenant.id, person),
  ]);
  return (
    <RosterFrame tenant={tenant} frame={frame} current="orgs" state={state}>
      <RosterList
        title="Orgs"
        path={rosterPath(slug, 'orgs')}
        state={state}
        columns={orgColumns}
        page={page}
        request={request}
        total={total}
        rowHref={(row) => recordPath(slug, 'orgs', row.sourcedId)}
        one="org"
        many="orgs"
        filters={
          <>
            <FilterText name="search" label="Name, number or sourcedId" value={filter.search} />
            <FilterSelect
              name="type"
              label="Type"
              all="Any type"
              value={state.filters.type}
              choices={ORG_TYPES.map((type) => ({ value: type, label: typeWord(type) }))}
            />
            <StatusFilter value={state.filters.status} />
          </>
        }
      />
    </RosterFrame>
  );
}
