import type { Metadata } from 'next';
import { FilterSelect, FilterText } from '@/components/data-table/filter-bar';
import { SESSION_TYPES } from '@/lib/core/oneroster';
import { countSessions, listSessions } from '@/lib/server/roster/sessions';
import { StatusFilter } from '@/components/domain/roster/common-filters';
import { RosterLayout } from '@/components/domain/roster/roster-layout';
import { RosterList } from '@/components/domain/roster/roster-list';
import { typeLabel } from '@/components/domain/roster/labels';
import { loadList, type ListPageProps } from '../load-list';
import { sessionColumns } from './columns';
import { readSessionParams } from './search-params';

export const metadata: Metadata = { title: 'Academic sessions' };

export default async function SessionsPage(props: ListPageProps) {
  const { tenant, layoutFacts, filter, state, rows } = await loadList(props, {
    read: readSessionParams,
    list: listSessions,
    count: countSessions,
  });
  return (
    <RosterLayout tenant={tenant} facts={layoutFacts} current="sessions" state={state}>
      <RosterList
        title="Academic sessions"
        part="sessions"
        columns={sessionColumns}
        rows={rows}
        one="academic session"
        many="academic sessions"
        filters={
          <>
            <FilterText name="search" label="Title or sourcedId" value={filter.search} />
            <FilterSelect
              name="type"
              label="Type"
              all="Any type"
              value={state.filters.type}
              choices={SESSION_TYPES.map((type) => ({ value: type, label: typeLabel(type) }))}
            />
            <StatusFilter value={state.filters.status} />
          </>
        }
      />
    </RosterLayout>
  );
}
