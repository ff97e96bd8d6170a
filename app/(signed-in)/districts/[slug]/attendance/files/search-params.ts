import { z } from 'zod';
import { readTableState, type SearchParams } from '@/components/data-table/table-state';
import { addressOf } from '@/lib/core/lists/lists';
import { ATTENDANCE_RUN_STATES } from '@/lib/core/attendance/run-states';

const schema = z.object({
  state: z.enum(ATTENDANCE_RUN_STATES).nullable().catch(null).default(null),
  name: z.string().nullable().default(null),
});

export function readFilesParams(params: SearchParams) {
  const state = readTableState(params, addressOf('attendance-files'));
  const filters = schema.parse(state.filters);
  return {
    state,
    filters: {
      state: filters.state,
      fileName: filters.name,
      page: state.page,
      pageSize: state.pageSize,
    },
  };
}
