import { z } from 'zod';
import { readTableState, type SearchParams } from '@/components/data-table/table-state';
import { addressOf } from '@/lib/core/lists/lists';
import { rowId } from '@/lib/server/http/row-id';

const schema = z.object({
  group: rowId.nullable().catch(null).default(null),
  /** The problem whose line is shown as received. */
  raw: rowId.nullable().catch(null).default(null),
  /** '' is the whole set. */
  file: z.string().max(255).nullable().catch(null).default(null),
  page: z.coerce.number().int().min(1).max(10_000).catch(1).default(1),
});

export function readProblemParams(params: SearchParams) {
  const { file, ...rest } = schema.parse(params);
  const state = readTableState(params, addressOf('run-problems'), file === null ? {} : { file });
  return { ...rest, file, school: state.filters.school ?? null, state };
}

export interface ProblemAddress {
  file?: string | null;
  school?: string | null;
  group?: number;
  page?: number;
  raw?: number;
}

/** The address of the problems with what is set in it. */
export function problemHref(path: string, { page, ...rest }: ProblemAddress): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(rest))
    if (value !== null && value !== undefined) query.set(name, String(value));
  if (page !== undefined && page > 1) query.set('page', String(page));
  return query.size === 0 ? path : `${path}?${query}`;
}
