import type { Metadata } from 'next';
import { countCourses, listCourses } from '@/lib/server/roster/courses';
import { removedFilter, schoolFilter } from '@/components/domain/roster/common-filters';
import { RosterLayout } from '@/components/domain/roster/roster-layout';
import { RosterList } from '@/components/domain/roster/roster-list';
import { loadList, type ListPageProps } from '../load-list';
import { courseColumns } from './columns';
import { readCourseParams } from './search-params';

export const metadata: Metadata = { title: 'Courses' };

export default async function CoursesPage(props: ListPageProps) {
  const { tenant, layoutFacts, schools, rows } = await loadList(props, {
    part: 'courses',
    read: readCourseParams,
    list: listCourses,
    count: countCourses,
    withSchools: true,
  });
  return (
    <RosterLayout tenant={tenant} facts={layoutFacts} current="courses">
      <RosterList
        title="Courses"
        part="courses"
        columns={courseColumns}
        rows={rows}
        one="course"
        many="courses"
        canExport={layoutFacts.canExport}
        filters={[
          { kind: 'text', name: 'search', label: 'Title, code or sourcedId' },
          schoolFilter(schools, 'org'),
          removedFilter,
        ]}
      />
    </RosterLayout>
  );
}
