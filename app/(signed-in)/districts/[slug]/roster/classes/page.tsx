import type { Metadata } from 'next';
import Link from 'next/link';
import { Callout } from '@/components/ui/callout';
import { countClasses, listClasses } from '@/lib/server/roster/classes';
import { rosterPath } from '@/components/domain/roster/addresses';
import { removedFilter, schoolFilter } from '@/components/domain/roster/common-filters';
import { RosterLayout } from '@/components/domain/roster/roster-layout';
import { RosterList } from '@/components/domain/roster/roster-list';
import { checkLabels } from '@/components/domain/roster/labels';
import { classColumns } from '@/components/domain/roster/class-columns';
import { loadList, type ListPageProps } from '../load-list';
import { readClassParams } from './search-params';

export const metadata: Metadata = { title: 'Classes' };

export default async function ClassesPage(props: ListPageProps) {
  const { slug, tenant, layoutFacts, schools, filter, state, rows } = await loadList(props, {
    part: 'classes',
    read: readClassParams,
    list: listClasses,
    count: countClasses,
    withSchools: true,
  });
  return (
    <RosterLayout tenant={tenant} facts={layoutFacts} current="classes">
      {filter.check ? (
        <Callout title={checkLabels[filter.check].title} tone="waiting">
          <p>
            {checkLabels[filter.check].why}{' '}
            <Link href={rosterPath(slug, 'checks')}>All checks</Link>
          </p>
        </Callout>
      ) : null}
      <RosterList
        title="Classes"
        part="classes"
        columns={classColumns}
        rows={rows}
        one="class"
        many="classes"
        canExport={layoutFacts.canExport}
        filters={[
          {
            kind: 'kept',
            name: 'check',
            label: 'Check',
            text: filter.check ? checkLabels[filter.check].title : undefined,
          },
          { kind: 'kept', name: 'course', label: 'Course', text: state.filters.course },
          { kind: 'text', name: 'search', label: 'Title, code or sourcedId' },
          schoolFilter(schools),
          removedFilter,
        ]}
      />
    </RosterLayout>
  );
}
