import { z } from 'zod';
import { readTableState, type SearchParams } from '@/components/data-table/table-state';
import { changeActions, countedEntities } from '@/lib/core/change/change';
import { rowId, rowIdOrNone } from '@/lib/server/http/row-id';

const version = rowId.nullable().catch(null).default(null);

const schema = z.object({
  version,
  seed: z.coerce.number().int().min(1).max(1_000_000).catch(1).default(1),
  /** All schools, or the hardest hit. */
  schools: z.enum(['some', 'all']).catch('some').default('some'),
  /** What the schools are shown by. */
  by: z
    .enum(['students', 'contacts', 'staff', 'classes', 'studentEnrollments'])
    .catch('students')
    .default('students'),
});

export type ReviewParams = z.output<typeof schema>;

export function readReviewParams(params: SearchParams): ReviewParams {
  return schema.parse(params);
}

/** The address of the review with what is shown; defaults are left out. */
export function reviewHref(
  path: string,
  shown: ReviewParams,
  more: Partial<Record<keyof ReviewParams, string>>,
): string {
  const query = new URLSearchParams({
    ...versionParam(shown),
    ...(shown.seed === 1 ? {} : { seed: String(shown.seed) }),
    ...(shown.schools === 'some' ? {} : { schools: shown.schools }),
    ...(shown.by === 'students' ? {} : { by: shown.by }),
    ...more,
  }).toString();
  return query ? `${path}?${query}` : path;
}

export function versionParam({ version }: ReviewParams): Record<string, string> {
  return version === null ? {} : { version: String(version) };
}

const text = z.string().max(255).nullable().catch(null).default(null);
const position = rowIdOrNone.nullable().catch(null).default(null);
const pageSchema = z.object({ version, after: position, before: position });
const filterSchema = z.object({
  entity: z.enum(countedEntities).nullable().catch(null).default(null),
  action: z.enum(changeActions).nullable().catch(null).default(null),
  school: text,
  field: text,
  grade: text,
  role: text,
});

export function readChangesParams(params: SearchParams) {
  const page = pageSchema.parse(params);
  const state = readTableState(
    params,
    {
      sorts: ['plan'],
      defaultSort: 'plan',
      filters: ['entity', 'action', 'school', 'field', 'grade', 'role'],
    },
    page.version === null ? {} : { version: String(page.version) },
  );
  return { state, filter: filterSchema.parse(state.filters), ...page };
}
