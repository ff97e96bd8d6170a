import { z } from 'zod';
import type { SearchParams } from '@/components/data-table/table-state';

const schema = z.object({ show: z.enum(['open', 'decided']).catch('open').default('open') });

export function readReviewsParams(params: SearchParams) {
  return schema.parse(params);
}
