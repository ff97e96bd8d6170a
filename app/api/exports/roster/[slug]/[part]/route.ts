import { z } from 'zod';
import { localDate } from '@/lib/core/calendar/zoned-time';
import { exportFileName } from '@/lib/core/download/file-name';
import { defineRoute } from '@/lib/server/http/define-route';
import { exportRoster, rosterParts } from '@/lib/server/roster/export-roster';
import { csvResponse } from '@/lib/server/http/csv-response';

/** Exactly the rows of the list whose address carried the same filters. */
export const GET = defineRoute({
  require: 'tenant',
  permission: 'roster.export',
  tenant: ({ slug }) => slug,
  params: z.object({ slug: z.string(), part: z.enum(rosterParts) }),
  query: z.record(z.string(), z.string()),
  run: async ({ ctx, actor, tenant, params, query }) => {
    const { part } = params;
    const { header, rows } = await exportRoster(ctx, actor, {
      tenantId: tenant.id,
      part,
      params: query,
    });
    const date = localDate(ctx.clock.now(), tenant.timeZone);
    return csvResponse(exportFileName({ tenantSlug: tenant.slug, list: part, date }), header, rows);
  },
});
