import type { Metadata } from 'next';
import Link from 'next/link';
import { FilterText } from '@/components/data-table/filter-bar';
import { Callout } from '@/components/ui/callout';
import type { SearchParams } from '@/components/data-table/table-state';
import { requireTenant } from '@/lib/server/auth/session-person';
import { getRosterFrame } from '@/lib/server/roster/frame';
import { getAppContext } from '@/lib/server/http/context';
import { countClasses, listClasses } from '@/lib/server/roster/classes';
import { listSchoolOptions } from '@/lib/server/roster/orgs';
import { recordPath, rosterPath } from '@/components/domain/roster/addresses';
import { SchoolFilter, StatusFilter } from '@/components/domain/roster/common-filters';
import { counting } from '@/lib/server/roster/page';
import { RosterFrame } from '@/components/domain/roster/roster-frame';
import { RosterList } from '@/components/domain/roster/roster-list';
import { checkWords } from '@/components/domain/roster/words';
import { classColumns } from '@/components/domain/roster/class-columns';
import { readClassParams } from './search-params';

export const metadata: Metadata = { title: 'Classes' };

export default async function ClassesPage({
  params,
  searchParams,
}: {
  params: Promise<{ slug: string }>;
  searchParams: Promise<SearchParams>;
}) {
  const { slug } = await params;
  const { person, tenant } = await requireTenant(slug, 'roster.view');
  const ctx = getAppContext();
  const { state, filter, request } = readClassParams(await searchParams);
  const total = counting(countClasses(ctx, tenant.id, filter));
  const [page, schools, frame] = await Promise.all([
    listClasses(ctx, tenant.id, filter, request),
    listSchoolOptions(ctx, tenant.id),
    getRosterFrame(ctx, tenant.id, person),
  ]);
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
        path={rosterPath(slug, 'classes')}
        state={state}
        columns={classColumns}
        page={page}
        request={request}
        total={total}
        rowHref={(row) => recordPath(slug, 'classes', row.sourcedId)}
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
