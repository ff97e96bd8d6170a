import { readTableState, type SearchParams } from '@/components/data-table/table-state';
import { filterNames, readCourseFilter, readPageRequest } from '@/lib/server/roster/filters';

export function readCourseParams(params: SearchParams) {
  const state = readTableState(params, {
    sorts: ['title'],
    defaultSort: 'title',
    filters: filterNames.courses,
  });
  return { state, filter: readCourseFilter(state.filters), request: readPageRequest(params) };
}
