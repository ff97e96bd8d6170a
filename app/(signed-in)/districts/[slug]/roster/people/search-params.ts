import { readTableState, type SearchParams } from '@/components/data-table/table-state';
import { addressOf } from '@/lib/core/lists/lists';
import { readPageRequest, readPeopleFilter } from '@/lib/server/roster/filters';

/** `open` turns the sealed search of the address into the text that was typed. */
export function readPeopleParams(params: SearchParams, open: (token: string) => string) {
  const state = readTableState(params, addressOf('people'));
  return {
    state,
    filter: readPeopleFilter(state.filters, open),
    request: readPageRequest(params),
  };
}
