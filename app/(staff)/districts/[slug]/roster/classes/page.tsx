import type { Metadata } from 'next';
import Link from 'next/link';
import { FilterText } from '@/components/data-table/filter-bar';
import { Callout } from '@/components/ui/callout';
import { countClasses, listClasses } from '@/lib/server/roster/classes';
import { rosterPath } from '@/components/domain/roster/addresses';
import { SchoolFilter, StatusFilter } from '@/components/domain/roster/common-filters';
import { RosterFrame } from '@/components/domain/roster/roster-frame';
import { RosterList } from '@/components/domain/roster/roster-list';
import { checkWords } from '@/components/domain/roster/words';
import { classColumns } from '@/components/domain/roster/class-columns';
import { loadList, type ListPageProps } from '../load-list';
import { readClassParams } from './search-params';

export const metadata: Metadata = { title: 'Classes' };

export default async function ClassesPage(props: ListPageProps) {
  const { slug, tenant, frame, schools, filter, state, rows } = await loadList(props, {
    read: readClassParams,
    list: listClasses,
    count: countClasses,
    withSchools: true,
  });
  const { check, course } = state.filters;
  return (
    <RosterFrame tenant={tenant} frame={frame} current="classes" state={state}>
      {filter.check ? (
        <Callout title={checkWords[filter.check].title} tone="waiting">
          <p>
            {checkWords[filter.check].why} <Link href={rosterPath(slug, 'checks')}>All checks</Link>
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
    </RosterFrame>
  );
}
