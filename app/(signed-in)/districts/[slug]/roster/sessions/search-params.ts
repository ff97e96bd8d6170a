import { readTableState, type SearchParams } from '@/components/data-table/table-state';
import { addressOf } from '@/lib/core/lists/lists';
import { readSessionFilter, readPageRequest } from '@/lib/server/roster/filters';

export function readSessionParams(params: SearchParams) {
  const state = readTableState(params, addressOf('sessions'));
  return { state, filter: readSessionFilter(state.filters), request: readPageRequest(params) };
}
