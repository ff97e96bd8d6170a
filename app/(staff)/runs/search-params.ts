import { z } from 'zod';
import { readTableState, type SearchParams } from '@/components/data-table/table-state';
import { runGroups } from '@/lib/server/sync-runs/list-runs';

const schema = z.object({ status: z.enum(runGroups).nullable().catch(null).default(null) });

export function readRunParams(params: SearchParams) {
  const state = readTableState(params, {
    sorts: ['received'],
    defaultSort: 'received',
    defaultDirection: 'desc',
    filters: ['status'],
  });
  return {
    state,
    group: schema.parse(state.filters).status,
    page: { offset: (state.page - 1) * state.pageSize, limit: state.pageSize },
  };
}
