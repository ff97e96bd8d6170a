import type { Metadata } from 'next';
import { FilterSelect, FilterText } from '@/components/data-table/filter-bar';
import { ENROLLMENT_ROLES } from '@/lib/core/oneroster';
import type { SearchParams } from '@/components/data-table/table-state';
import { requireTenant } from '@/lib/server/auth/session-person';
import { getRosterFrame } from '@/lib/server/roster/frame';
import { getAppContext } from '@/lib/server/http/context';
import { countEnrollments, listEnrollments } from '@/lib/server/roster/enrollments';
import { listSchoolOptions } from '@/lib/server/roster/orgs';
import { recordPath, rosterPath } from '@/components/domain/roster/addresses';
import { SchoolFilter, StatusFilter } from '@/components/domain/roster/common-filters';
import { counting } from '@/lib/server/roster/page';
import { RosterFrame } from '@/components/domain/roster/roster-frame';
import { RosterList } from '@/components/domain/roster/roster-list';
import { roleWord } from '@/components/domain/roster/words';
import { enrollmentColumns } from './columns';
import { readEnrollmentParams } from './search-params';

export const metadata: Metadata = { title: 'Enrollments' };

export default async function EnrollmentsPage({
  params,
  searchParams,
}: {
  params: Promise<{ slug: string }>;
  searchParams: Promise<SearchParams>;
}) {
  const { slug } = await params;
  const { person, tenant } = await requireTenant(slug, 'roster.view');
  const ctx = getAppContext();
  const { state, filter, request } = readEnrollmentParams(await searchParams);
  const total = counting(countEnrollments(ctx, tenant.id, filter));
  const [page, schools, frame] = await Promise.all([
    listEnrollments(ctx, tenant.id, filter, request),
    listSchoolOptions(ctx, tenant.id),
    getRosterFrame(ctx, tenant.id, person),
  ]);
  return (
    <RosterFrame tenant={tenant} frame={frame} current="enrollments" state={state}>
      <RosterList
        title="Enrollments"
        path={rosterPath(slug, 'enrollments')}
        state={state}
        columns={enrollmentColumns}
        page={page}
        request={request}
        total={total}
        rowHref={(row) => recordPath(slug, 'enrollments', row.sourcedId)}
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
              choices={ENROLLMENT_ROLES.map((role) => ({ value: role, label: roleWord(role) }))}
            />
            <SchoolFilter value={state.filters.school} schools={schools} />
            <StatusFilter value={state.filters.status} />
          </>
        }
      />
    </RosterFrame>
  );
}
