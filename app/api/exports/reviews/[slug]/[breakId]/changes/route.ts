import { z } from 'zod';
import { localDate } from '@/lib/core/calendar/zoned-time';
import { changeActions, countedEntities } from '@/lib/core/change/change';
import { CHANGE_COLUMNS, changeRows } from '@/lib/core/change/change-file';
import { exportFileName } from '@/lib/core/download/file-name';
import { csvResponse } from '@/lib/server/http/csv-response';
import { defineRoute, notFoundError } from '@/lib/server/http/define-route';
import { rowId } from '@/lib/server/http/row-id';
import { findReview } from '@/lib/server/reviews/queries/review-detail';
import { streamChanges } from '@/lib/server/sync-runs/queries/changes';

const text = z.string().max(255).nullable().default(null);

/** The rows of the current filter, by id; what they say stays on the screen. */
export const GET = defineRoute({
  require: 'tenant',
  permission: 'roster.export',
  tenant: ({ slug }) => slug,
  params: z.object({ slug: z.string(), breakId: rowId }),
  query: z.object({
    version: rowId.nullable().default(null),
    entity: z.enum(countedEntities).nullable().catch(null).default(null),
    action: z.enum(changeActions).nullable().catch(null).default(null),
    school: text,
    field: text,
    grade: text,
    role: text,
  }),
  run: async ({ ctx, tenant, params, query: { version, ...filter }, facts }) => {
    const review = await findReview(ctx, params.breakId, version);
    if (!review || review.tenantId !== tenant.id) return notFoundError(facts.requestId);
    const fileName = exportFileName({
      tenantSlug: tenant.slug,
      about: `review-${review.breakId}-version-${review.version}`,
      list: 'changes',
      date: localDate(ctx.clock.now(), tenant.timeZone),
    });
    const changes = streamChanges(ctx, tenant.id, review.runId, filter);
    return csvResponse(fileName, CHANGE_COLUMNS, changeRows(changes));
  },
});
