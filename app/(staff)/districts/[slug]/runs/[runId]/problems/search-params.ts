import { z } from 'zod';
import type { SearchParams } from '@/components/data-table/table-state';

const schema = z.object({
  group: z.coerce.number().int().positive().nullable().catch(null).default(null),
  file: z.string().max(255).nullable().catch(null).default(null),
  page: z.coerce.number().int().min(1).max(10_000).catch(1).default(1),
});

export function readProblemParams(params: SearchParams) {
  return schema.parse(params);
}
