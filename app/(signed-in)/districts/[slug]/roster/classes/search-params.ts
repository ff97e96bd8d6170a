import { readTableState, type SearchParams } from '@/components/data-table/table-state';
import { filterNames, readClassFilter, readPageRequest } from '@/lib/server/roster/filters';

export function readClassParams(params: SearchParams) {
  const state = readTableState(params, {
    sorts: ['title'],
    defaultSort: 'title',
    filters: filterNames.classes,
  });
  return { state, filter: readClassFilter(state.filters), request: readPageRequest(params) };
}
