import type { Metadata } from 'next';
import { FilterText } from '@/components/data-table/filter-bar';
import { countCourses, listCourses } from '@/lib/server/roster/courses';
import { SchoolFilter, StatusFilter } from '@/components/domain/roster/common-filters';
import { RosterLayout } from '@/components/domain/roster/roster-layout';
import { RosterList } from '@/components/domain/roster/roster-list';
import { loadList, type ListPageProps } from '../load-list';
import { courseColumns } from './columns';
import { readCourseParams } from './search-params';

export const metadata: Metadata = { title: 'Courses' };

export default async function CoursesPage(props: ListPageProps) {
  const { tenant, layoutFacts, schools, filter, state, rows } = await loadList(props, {
    read: readCourseParams,
    list: listCourses,
    count: countCourses,
    withSchools: true,
  });
  return (
    <RosterLayout tenant={tenant} facts={layoutFacts} current="courses" state={state}>
      <RosterList
        title="Courses"
        part="courses"
        columns={courseColumns}
        rows={rows}
        one="course"
        many="courses"
        filters={
          <>
            <FilterText name="search" label="Title, code or sourcedId" value={filter.search} />
            <SchoolFilter name="org" value={state.filters.org} schools={schools} />
            <StatusFilter value={state.filters.status} />
          </>
        }
      />
    </RosterLayout>
  );
}
