import type { Metadata } from 'next';
import { FilterText } from '@/components/data-table/filter-bar';
import type { SearchParams } from '@/components/data-table/table-state';
import { requireTenant } from '@/lib/server/auth/session-person';
import { getRosterFrame } from '@/lib/server/roster/frame';
import { getAppContext } from '@/lib/server/http/context';
import { countCourses, listCourses } from '@/lib/server/roster/courses';
import { listSchoolOptions } from '@/lib/server/roster/orgs';
import { recordPath, rosterPath } from '@/components/domain/roster/addresses';
import { SchoolFilter, StatusFilter } from '@/components/domain/roster/common-filters';
import { counting } from '@/lib/server/roster/page';
import { RosterFrame } from '@/components/domain/roster/roster-frame';
import { RosterList } from '@/components/domain/roster/roster-list';
import { courseColumns } from './columns';
import { readCourseParams } from './search-params';

export const metadata: Metadata = { title: 'Courses' };

export default async function CoursesPage({
  params,
  searchParams,
}: {
  params: Promise<{ slug: string }>;
  searchParams: Promise<SearchParams>;
}) {
  const { slug } = await params;
  const { person, tenant } = await requireTenant(slug, 'roster.view');
  const ctx = getAppContext();
  const { state, filter, request } = readCourseParams(await searchParams);
  const total = counting(countCourses(ctx, tenant.id, filter));
  const [page, schools, frame] = await Promise.all([
    listCourses(ctx, tenant.id, filter, request),
    listSchoolOptions(ctx, tenant.id),
    getRosterFrame(ctx, tenant.id, person),
  ]);
  return (
    <RosterFrame tenant={tenant} frame={frame} current="courses" state={state}>
      <RosterList
        title="Courses"
        path={rosterPath(slug, 'courses')}
        state={state}
        columns={courseColumns}
        page={page}
        request={request}
        total={total}
        rowHref={(row) => recordPath(slug, 'courses', row.sourcedId)}
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
    </RosterFrame>
  );
}
