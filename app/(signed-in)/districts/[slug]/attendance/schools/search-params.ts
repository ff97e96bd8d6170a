import { readTableState, type SearchParams } from '@/components/data-table/table-state';
import { addressOf } from '@/lib/core/lists/lists';

export function readSchoolsParams(params: SearchParams) {
  return readTableState(params, addressOf('attendance-schools'));
}
