import type { Metadata } from 'next';
import { FilterSelect, FilterText } from '@/components/data-table/filter-bar';
import { SESSION_TYPES } from '@/lib/core/oneroster';
import { countSessions, listSessions } from '@/lib/server/roster/sessions';
import { StatusFilter } from '@/components/domain/roster/common-filters';
import { RosterFrame } from '@/components/domain/roster/roster-frame';
import { RosterList } from '@/components/domain/roster/roster-list';
import { typeWord } from '@/components/domain/roster/words';
import { loadList, type ListPageProps } from '../load-list';
import { sessionColumns } from './columns';
import { readSessionParams } from './search-params';

export const metadata: Metadata = { title: 'Academic sessions' };

export default async function SessionsPage(props: ListPageProps) {
  const { tenant, frame, filter, state, rows } = await loadList(props, {
    read: readSessionParams,
    list: listSessions,
    count: countSessions,
  });
  return (
    <RosterFrame tenant={tenant} frame={frame} current="sessions" state={state}>
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
              choices={SESSION_TYPES.map((type) => ({ value: type, label: typeWord(type) }))}
            />
            <StatusFilter value={state.filters.status} />
          </>
        }
      />
    </RosterFrame>
  );
}
