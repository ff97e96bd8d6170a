import { z } from 'zod';
import { readTableState, type SearchParams } from '@/components/data-table/table-state';
import { ENROLLMENT_ROLES } from '@/lib/core/oneroster';
import type { EnrollmentFilter } from '@/lib/server/roster/enrollments';
import {
  optionalText,
  readPageRequest,
  searchParam,
  statusParam,
} from '../_components/list-params';

const schema = z.object({
  search: searchParam,
  school: optionalText,
  class: optionalText,
  person: optionalText,
  role: z.enum(ENROLLMENT_ROLES).nullable().catch(null).default(null),
  status: statusParam,
});

export function readEnrollmentParams(params: SearchParams) {
  const state = readTableState(params, {
    sorts: ['sourcedId'],
    defaultSort: 'sourcedId',
    filters: ['search', 'school', 'class', 'person', 'role', 'status'],
  });
  const filter: EnrollmentFilter = schema.parse(state.filters);
  return { state, filter, request: readPageRequest(params) };
}
