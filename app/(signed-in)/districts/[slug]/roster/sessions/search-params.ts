import { readTableState, type SearchParams } from '@/components/data-table/table-state';
import { filterNames, readSessionFilter, readPageRequest } from '@/lib/server/roster/filters';

export function readSessionParams(params: SearchParams) {
  const state = readTableState(params, {
    sorts: ['start'],
    defaultSort: 'start',
    filters: filterNames.sessions,
  });
  return { state, filter: readSessionFilter(state.filters), request: readPageRequest(params) };
}
