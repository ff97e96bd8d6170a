import { readTableState, type SearchParams } from '@/components/data-table/table-state';
import { addressOf } from '@/lib/core/lists/lists';
import { readClassFilter, readPageRequest } from '@/lib/server/roster/filters';

export function readClassParams(params: SearchParams) {
  const state = readTableState(params, addressOf('classes'));
  return { state, filter: readClassFilter(state.filters), request: readPageRequest(params) };
}
