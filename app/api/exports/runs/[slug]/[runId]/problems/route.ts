import { z } from 'zod';
import type { CsvValue } from '@/lib/core/csv';
import { localDate } from '@/lib/core/calendar/zoned-time';
import { exportFileName } from '@/lib/core/download/file-name';
import { ISSUE_LEVELS } from '@/lib/core/issues';
import { runName } from '@/lib/core/sync-run/run-address';
import { defineRoute, notFoundError } from '@/lib/server/http/define-route';
import { identifyRun } from '@/lib/server/sync-runs/queries/identify-run';
import { streamProblems } from '@/lib/server/sync-runs/queries/problems';
import { csvResponse } from '@/lib/server/http/csv-response';
import { runAddress } from '@/lib/server/http/run-address';

const HEADER = ['file', 'line', 'column', 'value', 'rule', 'level', 'message', 'fix', 'school'];

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
      for await (const problem of problems) {
        yield [
          problem.fileName,
          problem.line,
          problem.column,
          problem.value,
          problem.code,
          ISSUE_LEVELS[problem.level].label,
          problem.message,
          problem.fix,
          problem.school,
        ];
      }
    }
    return csvResponse(fileName, HEADER, rows());
  },
});
