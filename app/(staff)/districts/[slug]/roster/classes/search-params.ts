import { z } from 'zod';
import { readTableState, type SearchParams } from '@/components/data-table/table-state';
import type { ClassFilter } from '@/lib/server/roster/classes';
import { classSanityChecks } from '@/lib/server/roster/sanity';
import {
  optionalText,
  readPageRequest,
  searchParam,
  statusParam,
} from '../_components/list-params';

const schema = z.object({
  search: searchParam,
  school: optionalText,
  course: optionalText,
  status: statusParam,
  check: z.enum(classSanityChecks).nullable().catch(null).default(null),
});

export function readClassParams(params: SearchParams) {
  const state = readTableState(params, {
    sorts: ['title'],
    defaultSort: 'title',
    filters: ['search', 'school', 'course', 'status', 'check'],
  });
  const filter: ClassFilter = schema.parse(state.filters);
  return { state, filter, request: readPageRequest(params) };
}
