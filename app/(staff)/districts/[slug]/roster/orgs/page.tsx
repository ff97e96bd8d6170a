import type { Metadata } from 'next';
import { FilterSelect, FilterText } from '@/components/data-table/filter-bar';
import { ORG_TYPES } from '@/lib/core/oneroster';
import { countOrgs, listOrgs } from '@/lib/server/roster/orgs';
import { StatusFilter } from '@/components/domain/roster/common-filters';
import { RosterFrame } from '@/components/domain/roster/roster-frame';
import { RosterList } from '@/components/domain/roster/roster-list';
import { typeWord } from '@/components/domain/roster/words';
import { loadList, type ListPageProps } from '../load-list';
import { orgColumns } from './columns';
import { readOrgParams } from './search-params';

export const metadata: Metadata = { title: 'Orgs' };

export default async function OrgsPage(props: ListPageProps) {
  const { tenant, frame, filter, state, rows } = await loadList(props, {
    read: readOrgParams,
    list: listOrgs,
    count: countOrgs,
  });
  return (
    <RosterFrame tenant={tenant} frame={frame} current="orgs" state={state}>
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
              choices={ORG_TYPES.map((type) => ({ value: type, label: typeWord(type) }))}
            />
            <StatusFilter value={state.filters.status} />
          </>
        }
      />
    </RosterFrame>
  );
}
