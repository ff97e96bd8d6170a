import type { Metadata } from 'next';
import { SESSION_TYPES } from '@/lib/core/oneroster';
import { countSessions, listSessions } from '@/lib/server/roster/sessions';
import { removedFilter } from '@/components/domain/roster/common-filters';
import { RosterLayout } from '@/components/domain/roster/roster-layout';
import { RosterList } from '@/components/domain/roster/roster-list';
import { typeLabel } from '@/components/domain/roster/labels';
import { loadList, type ListPageProps } from '../load-list';
import { sessionColumns } from './columns';
import { readSessionParams } from './search-params';

export const metadata: Metadata = { title: 'Academic sessions' };

export default async function SessionsPage(props: ListPageProps) {
  const { tenant, layoutFacts, rows } = await loadList(props, {
    part: 'sessions',
    read: readSessionParams,
    list: listSessions,
    count: countSessions,
  });
  return (
    <RosterLayout tenant={tenant} facts={layoutFacts} current="sessions">
      <RosterList
        title="Academic sessions"
        part="sessions"
        columns={sessionColumns}
        rows={rows}
        one="academic session"
        many="academic sessions"
        canExport={layoutFacts.canExport}
        filters={[
          { kind: 'text', name: 'search', label: 'Title or sourcedId' },
          {
            kind: 'select',
            name: 'type',
            label: 'Type',
            all: 'Any type',
            choices: SESSION_TYPES.map((type) => ({ value: type, label: typeLabel(type) })),
          },
          removedFilter,
        ]}
      />
    </RosterLayout>
  );
}
