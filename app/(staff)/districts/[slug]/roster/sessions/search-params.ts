import { z } from 'zod';
import { readTableState, type SearchParams } from '@/components/data-table/table-state';
import { SESSION_TYPES } from '@/lib/core/oneroster';
import type { SessionFilter } from '@/lib/server/roster/sessions';
import { readPageRequest, searchParam, statusParam } from '../_components/list-params';

const schema = z.object({
  search: searchParam,
  type: z.enum(SESSION_TYPES).nullable().catch(null).default(null),
  status: statusParam,
});

export function readSessionParams(params: SearchParams) {
  const state = readTableState(params, {
    sorts: ['start'],
    defaultSort: 'start',
    filters: ['search', 'type', 'status'],
  });
  const filter: SessionFilter = schema.parse(state.filters);
  return { state, filter, request: readPageRequest(params) };
}
