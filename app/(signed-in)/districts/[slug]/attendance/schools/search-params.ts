import { readTableState, type SearchParams } from '@/components/data-table/table-state';

export const SCHOOL_SORTS = ['name', 'students', 'rate', 'chronic'] as const;

export function readSchoolsParams(params: SearchParams) {
  return readTableState(params, {
    sorts: SCHOOL_SORTS,
    defaultSort: 'name',
    filters: ['q'],
  });
}
