import type { Metadata } from 'next';
import { FilterSelect, FilterText } from '@/components/data-table/filter-bar';
import { ORG_TYPES } from '@/lib/core/oneroster';
import type { SearchParams } from '@/components/data-table/table-state';
import { requireTenant } from '@/lib/server/auth/session-person';
import { getAppContext } from '@/lib/server/http/context';
import { countOrgs, listOrgs } from '@/lib/server/roster/orgs';
import { recordPath, rosterPath } from '../_components/addresses';
import { StatusFilter } from '../_components/common-filters';
import { counting } from '../_components/load';
import { RosterFrame } from '../_components/roster-frame';
import { RosterList } from '../_components/roster-list';
import { typeWord } from '../_components/words';
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
  const page = await listOrgs(ctx, tenant.id, filter, request);
  return (
    <RosterFrame tenant={tenant} current="orgs" person={person} state={state}>
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
