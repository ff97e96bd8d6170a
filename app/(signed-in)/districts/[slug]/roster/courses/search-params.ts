import { readTableState, type SearchParams } from '@/components/data-table/table-state';
import { addressOf } from '@/lib/core/lists/lists';
import { readCourseFilter, readPageRequest } from '@/lib/server/roster/filters';

export function readCourseParams(params: SearchParams) {
  const state = readTableState(params, addressOf('courses'));
  return { state, filter: readCourseFilter(state.filters), request: readPageRequest(params) };
}
