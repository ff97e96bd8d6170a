import { readTableState, type SearchParams } from '@/components/data-table/table-state';
import { filterNames, readEnrollmentFilter, readPageRequest } from '@/lib/server/roster/filters';

export function readEnrollmentParams(params: SearchParams) {
  const state = readTableState(params, {
    sorts: ['sourcedId'],
    defaultSort: 'sourcedId',
    filters: filterNames.enrollments,
  });
  return { state, filter: readEnrollmentFilter(state.filters), request: readPageRequest(params) };
}
