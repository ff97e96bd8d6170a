import type { Metadata } from 'next';
import { FilterSelect, FilterText } from '@/components/data-table/filter-bar';
import { ORG_TYPES } from '@/lib/core/oneroster';
import { countOrgs, listOrgs } from '@/lib/server/roster/orgs';
import { StatusFilter } from '@/components/domain/roster/common-filters';
import { RosterLayout } from '@/components/domain/roster/roster-layout';
import { RosterList } from '@/components/domain/roster/roster-list';
import { typeLabel } from '@/components/domain/roster/labels';
import { loadList, type ListPageProps } from '../load-list';
import { orgColumns } from './columns';
import { readOrgParams } from './search-params';

export const metadata: Metadata = { title: 'Orgs' };

export default async function OrgsPage(props: ListPageProps) {
  const { tenant, layoutFacts, filter, state, rows } = await loadList(props, {
    read: readOrgParams,
    list: listOrgs,
    count: countOrgs,
  });
  return (
    <RosterLayout tenant={tenant} facts={layoutFacts} current="orgs" state={state}>
      <RosterList
        title="Orgs"
        part="orgs"
        columns={orgColumns}
        rows={rows}
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
              choices={ORG_TYPES.map((type) => ({ value: type, label: typeLabel(type) }))}
            />
            <StatusFilter value={state.filters.status} />
          </>
        }
      />
    </RosterLayout>
  );
}
