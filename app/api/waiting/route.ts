import { z } from 'zod';
import { isStaff } from '@/lib/server/auth/permissions';
import { defineRoute } from '@/lib/server/http/define-route';
import { countsForStaff } from '@/lib/server/overview/queries/attention-counts';

/** How much waits across the districts of a member of staff: what the navigation shows, asked by an open page. */
export const GET = defineRoute({
  require: 'person',
  isAskedByPage: true,
  // An address without dynamic parts comes with none to read.
  params: z.unknown(),
  query: z.object({}),
  run: async ({ ctx, person }) =>
    Response.json(isStaff(person) ? await countsForStaff(ctx, person) : {}, {
      headers: { 'Cache-Control': 'private, no-store' },
    }),
});
