import type { Metadata } from 'next';
import { ENROLLMENT_ROLES } from '@/lib/core/oneroster';
import { countEnrollments, listEnrollments } from '@/lib/server/roster/enrollments';
import { removedFilter, schoolFilter } from '@/components/domain/roster/common-filters';
import { RosterLayout } from '@/components/domain/roster/roster-layout';
import { RosterList } from '@/components/domain/roster/roster-list';
import { roleLabel } from '@/components/domain/roster/labels';
import { loadList, type ListPageProps } from '../load-list';
import { enrollmentColumns } from './columns';
import { readEnrollmentParams } from './search-params';

export const metadata: Metadata = { title: 'Enrollments' };

export default async function EnrollmentsPage(props: ListPageProps) {
  const { tenant, layoutFacts, schools, rows } = await loadList(props, {
    part: 'enrollments',
    read: readEnrollmentParams,
    list: listEnrollments,
    count: countEnrollments,
    withSchools: true,
  });
  return (
    <RosterLayout tenant={tenant} facts={layoutFacts} current="enrollments">
      <RosterList
        title="Enrollments"
        part="enrollments"
        columns={enrollmentColumns}
        rows={rows}
        one="enrollment"
        many="enrollments"
        canExport={layoutFacts.canExport}
        shownFirst={2}
        filters={[
          { kind: 'text', name: 'search', label: 'sourcedId' },
          {
            kind: 'select',
            name: 'role',
            label: 'Role in class',
            all: 'Any role',
            choices: ENROLLMENT_ROLES.map((role) => ({ value: role, label: roleLabel(role) })),
          },
          schoolFilter(schools),
          { kind: 'text', name: 'person', label: 'Person’s sourcedId' },
          { kind: 'text', name: 'class', label: 'Class’s sourcedId' },
          removedFilter,
        ]}
      />
    </RosterLayout>
  );
}
