import type { Metadata } from 'next';
import { FilterSelect, FilterText } from '@/components/data-table/filter-bar';
import { ENROLLMENT_ROLES } from '@/lib/core/oneroster';
import { countEnrollments, listEnrollments } from '@/lib/server/roster/enrollments';
import { SchoolFilter, StatusFilter } from '@/components/domain/roster/common-filters';
import { RosterLayout } from '@/components/domain/roster/roster-layout';
import { RosterList } from '@/components/domain/roster/roster-list';
import { roleLabel } from '@/components/domain/roster/labels';
import { loadList, type ListPageProps } from '../load-list';
import { enrollmentColumns } from './columns';
import { readEnrollmentParams } from './search-params';

export const metadata: Metadata = { title: 'Enrollments' };

export default async function EnrollmentsPage(props: ListPageProps) {
  const { tenant, layoutFacts, schools, filter, state, rows } = await loadList(props, {
    read: readEnrollmentParams,
    list: listEnrollments,
    count: countEnrollments,
    withSchools: true,
  });
  return (
    <RosterLayout tenant={tenant} facts={layoutFacts} current="enrollments" state={state}>
      <RosterList
        title="Enrollments"
        part="enrollments"
        columns={enrollmentColumns}
        rows={rows}
        one="enrollment"
        many="enrollments"
        filters={
          <>
            <FilterText name="search" label="sourcedId" value={filter.search} />
            <FilterText
              name="person"
              label="Person’s sourcedId"
              value={state.filters.person}
              size={16}
            />
            <FilterText
              name="class"
              label="Class’s sourcedId"
              value={state.filters.class}
              size={16}
            />
            <FilterSelect
              name="role"
              label="Role in class"
              all="Any role"
              value={state.filters.role}
              choices={ENROLLMENT_ROLES.map((role) => ({ value: role, label: roleLabel(role) }))}
            />
            <SchoolFilter value={state.filters.school} schools={schools} />
            <StatusFilter value={state.filters.status} />
          </>
        }
      />
    </RosterLayout>
  );
}
