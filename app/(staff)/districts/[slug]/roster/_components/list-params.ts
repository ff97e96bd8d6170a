import { z } from 'zod';
import { firstPage, type PageRequest } from '@/lib/server/roster/page';

/** What every list of the roster reads from its address. An odd value counts as none, so an old link still opens. */
export const optionalText = z.string().min(1).max(255).nullable().catch(null).default(null);
export const statusParam = z.enum(['active', 'removed']).catch('active').default('active');
export const searchParam = z.string().max(100).catch('').default('');

const pageSchema = z.object({ after: optionalText, before: optionalText });

export function readPageRequest(params: Readonly<Record<string, unknown>>): PageRequest {
  return { ...firstPage, ...pageSchema.parse(params) };
}
