import { readTableState, type SearchParams } from '@/components/data-table/table-state';
import { addressOf } from '@/lib/core/lists/lists';
import { readEnrollmentFilter, readPageRequest } from '@/lib/server/roster/filters';

export function readEnrollmentParams(params: SearchParams) {
  const state = readTableState(params, addressOf('enrollments'));
  return { state, filter: readEnrollmentFilter(state.filters), request: readPageRequest(params) };
}
