import type { Metadata } from 'next';
import Link from 'next/link';
import { FilterText } from '@/components/data-table/filter-bar';
import { Callout } from '@/components/ui/callout';
import { countClasses, listClasses } from '@/lib/server/roster/classes';
import { rosterPath } from '@/components/domain/roster/addresses';
import { SchoolFilter, StatusFilter } from '@/components/domain/roster/common-filters';
import { RosterLayout } from '@/components/domain/roster/roster-layout';
import { RosterList } from '@/components/domain/roster/roster-list';
import { checkLabels } from '@/components/domain/roster/labels';
import { classColumns } from '@/components/domain/roster/class-columns';
import { loadList, type ListPageProps } from '../load-list';
import { readClassParams } from './search-params';

export const metadata: Metadata = { title: 'Classes' };

export default async function ClassesPage(props: ListPageProps) {
  const { slug, tenant, layoutFacts, schools, filter, state, rows } = await loadList(props, {
    read: readClassParams,
    list: listClasses,
    count: countClasses,
    withSchools: true,
  });
  const { check, course } = state.filters;
  return (
    <RosterLayout tenant={tenant} facts={layoutFacts} current="classes" state={state}>
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
        filters={
          <>
            {check ? <input type="hidden" name="check" value={check} /> : null}
            {course ? <input type="hidden" name="course" value={course} /> : null}
            <FilterText name="search" label="Title, code or sourcedId" value={filter.search} />
            <SchoolFilter value={state.filters.school} schools={schools} />
            <StatusFilter value={state.filters.status} />
          </>
        }
      />
    </RosterLayout>
  );
}
