import { z } from 'zod';
import { localDate } from '@/lib/core/calendar/zoned-time';
import { changeActions, countedEntities } from '@/lib/core/change/change';
import { CHANGE_COLUMNS, changeRows } from '@/lib/core/change/change-file';
import { exportFileName } from '@/lib/core/download/file-name';
import { runName } from '@/lib/core/sync-run/run-address';
import { defineRoute, notFoundError } from '@/lib/server/http/define-route';
import { streamChanges } from '@/lib/server/sync-runs/queries/changes';
import { identifyRun } from '@/lib/server/sync-runs/queries/identify-run';
import { csvResponse } from '@/lib/server/http/csv-response';
import { runAddress } from '@/lib/server/http/run-address';

/** Which records a run touches, by id; what they say stays on the screen. A contact knows these ids: they sent them. */
export const GET = defineRoute({
  require: 'tenant',
  permission: 'runs.view',
  tenant: ({ slug }) => slug,
  params: z.object({ slug: z.string(), runId: runAddress }),
  query: z.object({
    entity: z.enum(countedEntities).nullable().catch(null).default(null),
    action: z.enum(changeActions).nullable().catch(null).default(null),
    school: z.string().nullable().default(null),
  }),
  run: async ({ ctx, tenant, params, query, facts }) => {
    const run = await identifyRun(ctx, tenant.id, params.runId);
    if (!run) return notFoundError(facts.requestId);
    const changes = streamChanges(ctx, tenant.id, run.id, query);
    const fileName = exportFileName({
      tenantSlug: tenant.slug,
      about: runName(run.number),
      list: 'changes',
      date: localDate(ctx.clock.now(), tenant.timeZone),
    });
    return csvResponse(fileName, CHANGE_COLUMNS, changeRows(changes));
  },
});
