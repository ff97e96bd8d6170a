import { z } from 'zod';
import { defineRoute } from '@/lib/server/http/define-route';
import { countsForDistrict } from '@/lib/server/overview/queries/attention-counts';

/** How much waits in one district: what its navigation shows, asked by an open page. */
export const GET = defineRoute({
  require: 'tenant',
  isAskedByPage: true,
  permission: 'tenant.view',
  tenant: ({ slug }) => slug,
  params: z.object({ slug: z.string() }),
  query: z.object({}),
  run: async ({ ctx, person, tenant }) =>
    Response.json(await countsForDistrict(ctx, tenant.id, person), {
      headers: { 'Cache-Control': 'private, no-store' },
    }),
});
