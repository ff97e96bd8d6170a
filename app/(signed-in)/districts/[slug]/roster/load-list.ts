import type { SearchParams, TableState } from '@/components/data-table/table-state';
import { rosterPath } from '@/components/domain/roster/addresses';
import type { RosterPart } from '@/components/domain/roster/addresses';
import type { AppContext } from '@/lib/server/app-context';
import { requireTenant } from '@/lib/server/http/session-person';
import { getAppContext } from '@/lib/server/http/context';
import { getRosterLayoutFacts } from '@/lib/server/roster/layout-facts';
import { listSchoolOptions } from '@/lib/server/roster/orgs';
import { openList } from '../../../open-list';
import { counting, type Page, type PageRequest, type Total } from '@/lib/server/roster/page';

export type ListPageProps = {
  params: Promise<{ slug: string }>;
  searchParams: Promise<SearchParams>;
};

interface ListQuery<State, Filter, Row> {
  part: RosterPart;
  read(params: SearchParams): { state: State; filter: Filter; request: PageRequest };
  list(ctx: AppContext, tenantId: number, filter: Filter, request: PageRequest): Promise<Page<Row>>;
  count(ctx: AppContext, tenantId: number, filter: Filter): Promise<Total>;
  /** Where the list can be narrowed to one school. */
  withSchools?: boolean;
}

/** One page of a list of the roster with what its layout shows; refused to whoever may not see the roster. */
export async function loadList<State extends TableState, Filter, Row>(
  { params, searchParams }: ListPageProps,
  { part, read, list, count, withSchools = false }: ListQuery<State, Filter, Row>,
) {
  const { slug } = await params;
  const { person, tenant } = await requireTenant(slug, 'roster.view');
  const ctx = getAppContext();
  const asked = await searchParams;
  const { state: asAsked, filter, request } = read(asked);
  const { state, views } = await openList({
    list: part,
    path: rosterPath(slug, part),
    state: asAsked,
    params: asked,
    person,
    tenant,
  });
  const total = counting(count(ctx, tenant.id, filter));
  const [page, schools, layoutFacts] = await Promise.all([
    list(ctx, tenant.id, filter, request),
    withSchools ? listSchoolOptions(ctx, tenant.id) : [],
    getRosterLayoutFacts(ctx, tenant.id, person),
  ]);
  return {
    slug,
    tenant,
    layoutFacts,
    schools,
    filter,
    state,
    rows: { slug, state, views, page, request, total },
  };
}
