import { z } from 'zod';
import { runGroups } from '@/lib/core/sync-run/run-groups';
import { readTableState, type SearchParams } from '../../data-table/table-state';
import { addressOf } from '@/lib/core/lists/lists';

const schema = z.object({ status: z.enum(runGroups).nullable().catch(null).default(null) });

/** What the address of a list of runs asks for: of one district or of all. */
export function readRunParams(params: SearchParams) {
  const state = readTableState(params, addressOf('runs'));
  return {
    state,
    group: schema.parse(state.filters).status,
    page: { offset: (state.page - 1) * state.pageSize, limit: state.pageSize },
  };
}
