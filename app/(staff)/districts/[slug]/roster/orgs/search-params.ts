import { z } from 'zod';
import { readTableState, type SearchParams } from '@/components/data-table/table-state';
import { ORG_TYPES } from '@/lib/core/oneroster';
import type { OrgFilter } from '@/lib/server/roster/orgs';
import { readPageRequest, searchParam, statusParam } from '../_components/list-params';

const schema = z.object({
  search: searchParam,
  type: z.enum(ORG_TYPES).nullable().catch(null).default(null),
  status: statusParam,
});

export function readOrgParams(params: SearchParams) {
  const state = readTableState(params, {
    sorts: ['name'],
    defaultSort: 'name',
    filters: ['search', 'type', 'status'],
  });
  const filter: OrgFilter = schema.parse(state.filters);
  return { state, filter, request: readPageRequest(params) };
}
