import { z } from 'zod';
import { readTableState, type SearchParams } from '@/components/data-table/table-state';
import type { CourseFilter } from '@/lib/server/roster/courses';
import {
  optionalText,
  readPageRequest,
  searchParam,
  statusParam,
} from '../_components/list-params';

const schema = z.object({ search: searchParam, org: optionalText, status: statusParam });

export function readCourseParams(params: SearchParams) {
  const state = readTableState(params, {
    sorts: ['title'],
    defaultSort: 'title',
    filters: ['search', 'org', 'status'],
  });
  const filter: CourseFilter = schema.parse(state.filters);
  return { state, filter, request: readPageRequest(params) };
}
