import { readTableState, type SearchParams } from '@/components/data-table/table-state';
import { addressOf } from '@/lib/core/lists/lists';
import { readOrgFilter, readPageRequest } from '@/lib/server/roster/filters';

export function readOrgParams(params: SearchParams) {
  const state = readTableState(params, addressOf('orgs'));
  return { state, filter: readOrgFilter(state.filters), request: readPageRequest(params) };
}
