import { z } from 'zod';
import type { SearchParams } from '@/components/data-table/table-state';

const page = z.coerce.number().int().min(1).max(100_000).catch(1).default(1);
const schema = z.object({
  code: z.string().max(100).nullable().catch(null).default(null),
  page,
  corrections: page,
});

export function readFileParams(params: SearchParams) {
  return schema.parse({ code: params.code, page: params.page, corrections: params.corrections });
}
