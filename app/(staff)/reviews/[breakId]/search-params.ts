import { z } from 'zod';
import type { SearchParams } from '@/components/data-table/table-state';

const schema = z.object({
  version: z.coerce.number().int().positive().nullable().catch(null).default(null),
  seed: z.coerce.number().int().min(1).max(1_000_000).catch(1).default(1),
  schools: z.enum(['some', 'all']).catch('some').default('some'),
});

export function readReviewParams(params: SearchParams) {
  return schema.parse(params);
}
