import { readTableState, type SearchParams } from '@/components/data-table/table-state';
import { filterNames, readOrgFilter, readPageRequest } from '@/lib/server/roster/filters';

export function readOrgParams(params: SearchParams) {
  const state = readTableState(params, {
    sorts: ['name'],
    defaultSort: 'name',
    filters: filterNames.orgs,
  });
  return { state, filter: readOrgFilter(state.filters), request: readPageRequest(params) };
}
