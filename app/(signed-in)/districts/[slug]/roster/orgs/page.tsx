import type { Metadata } from 'next';
import { ORG_TYPES } from '@/lib/core/oneroster';
import { countOrgs, listOrgs } from '@/lib/server/roster/orgs';
import { removedFilter } from '@/components/domain/roster/common-filters';
import { RosterLayout } from '@/components/domain/roster/roster-layout';
import { RosterList } from '@/components/domain/roster/roster-list';
import { typeLabel } from '@/components/domain/roster/labels';
import { loadList, type ListPageProps } from '../load-list';
import { orgColumns } from './columns';
import { readOrgParams } from './search-params';

export const metadata: Metadata = { title: 'Orgs' };

export default async function OrgsPage(props: ListPageProps) {
  const { tenant, layoutFacts, rows } = await loadList(props, {
    part: 'orgs',
    read: readOrgParams,
    list: listOrgs,
    count: countOrgs,
  });
  return (
    <RosterLayout tenant={tenant} facts={layoutFacts} current="orgs">
      <RosterList
        title="Orgs"
        part="orgs"
        columns={orgColumns}
        rows={rows}
        one="org"
        many="orgs"
        canExport={layoutFacts.canExport}
        filters={[
          { kind: 'text', name: 'search', label: 'Name, number or sourcedId' },
          {
            kind: 'select',
            name: 'type',
            label: 'Type',
            all: 'Any type',
            choices: ORG_TYPES.map((type) => ({ value: type, label: typeLabel(type) })),
          },
          removedFilter,
        ]}
      />
    </RosterLayout>
  );
}
