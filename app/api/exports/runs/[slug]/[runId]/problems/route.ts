import { z } from 'zod';
import type { CsvValue } from '@/lib/core/csv';
import { localDate } from '@/lib/core/calendar/zoned-time';
import { exportFileName } from '@/lib/core/download/file-name';
import { runName } from '@/lib/core/sync-run/run-address';
import { defineRoute, notFoundError } from '@/lib/server/http/define-route';
import { identifyRun } from '@/lib/server/sync-runs/queries/identify-run';
import { streamProblems } from '@/lib/server/sync-runs/queries/problems';
import { PROBLEM_COLUMNS, problemCsvRow } from '@/lib/server/sync-runs/queries/problems-csv';
import { csvResponse } from '@/lib/server/http/csv-response';
import { runAddress } from '@/lib/server/http/run-address';

export const GET = defineRoute({
  require: 'tenant',
  permission: 'runs.view',
  tenant: ({ slug }) => slug,
  params: z.object({ slug: z.string(), runId: runAddress }),
  query: z.object({
    file: z.string().nullable().default(null),
    school: z.string().nullable().default(null),
  }),
  run: async ({ ctx, tenant, params, query, facts }) => {
    const run = await identifyRun(ctx, tenant.id, params.runId);
    if (!run) return notFoundError(facts.requestId);
    const fileName = exportFileName({
      tenantSlug: tenant.slug,
      about: runName(run.number),
      list: 'problems',
      date: localDate(ctx.clock.now(), tenant.timeZone),
    });
    const problems = streamProblems(ctx, tenant.id, run.id, query);
    async function* rows(): AsyncGenerator<CsvValue[]> {
      for await (const problem of problems) yield problemCsvRow(problem);
    }
    return csvResponse(fileName, PROBLEM_COLUMNS, rows());
  },
});
