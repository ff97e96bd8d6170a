import type { Metadata } from 'next';
import { FilterSelect, FilterText } from '@/components/data-table/filter-bar';
import { SESSION_TYPES } from '@/lib/core/oneroster';
import type { SearchParams } from '@/components/data-table/table-state';
import { requireTenant } from '@/lib/server/auth/session-person';
import { getRosterFrame } from '@/lib/server/roster/frame';
import { getAppContext } from '@/lib/server/http/context';
import { countSessions, listSessions } from '@/lib/server/roster/sessions';
import { recordPath, rosterPath } from '@/components/domain/roster/addresses';
import { StatusFilter } from '@/components/domain/roster/common-filters';
import { counting } from '@/lib/server/roster/page';
import { RosterFrame } from '@/components/domain/roster/roster-frame';
import { RosterList } from '@/components/domain/roster/roster-list';
import { typeWord } from '@/components/domain/roster/words';
import { sessionColumns } from './columns';
import { readSessionParams } from './search-params';

export const metadata: Metadata = { title: 'Academic sessions' };

export default async function SessionsPage({
  params,
  searchParams,
}: {
  params: Promise<{ slug: string }>;
  searchParams: Promise<SearchParams>;
}) {
  const { slug } = await params;
  const { person, tenant } = await requireTenant(slug, 'roster.view');
  const ctx = getAppContext();
  const { state, filter, request } = readSessionParams(await searchParams);
  const total = counting(countSessions(ctx, tenant.id, filter));
  const [page, frame] = await Promise.all([
    listSessions(ctx, tenant.id, filter, request),
    getRosterFrame(ctx, tenant.id, person),
  ]);
  return (
    <RosterFrame tenant={tenant} frame={frame} current="sessions" state={state}>
      <RosterList
        title="Academic sessions"
        path={rosterPath(slug, 'sessions')}
        state={state}
        columns={sessionColumns}
        page={page}
        request={request}
        total={total}
        rowHref={(row) => recordPath(slug, 'sessions', row.sourcedId)}
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
