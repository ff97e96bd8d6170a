import { z } from 'zod';
import { numberedFile } from '@/lib/core/attendance/file-address';
import { localDate } from '@/lib/core/calendar/zoned-time';
import type { CsvValue } from '@/lib/core/csv';
import { exportFileName } from '@/lib/core/download/file-name';
import type { AppContext } from '@/lib/server/app-context';
import { identifyFile } from '@/lib/server/attendance/queries/identify-file';
import {
  ATTENDANCE_PROBLEM_COLUMNS,
  attendanceProblemCsvRow,
  streamAttendanceProblems,
} from '@/lib/server/attendance/queries/problems-csv';
import { findAttendanceRun } from '@/lib/server/attendance/queries/runs';
import { csvResponse } from '@/lib/server/http/csv-response';
import { defineRoute, notFoundError } from '@/lib/server/http/define-route';
import { fileAddress } from '@/lib/server/http/run-address';

export const GET = defineRoute({
  require: 'tenant',
  permission: 'attendance.files',
  tenant: ({ slug }) => slug,
  params: z.object({ slug: z.string(), runId: fileAddress }),
  query: z.object({}),
  run: async ({ ctx, tenant, params: { runId }, facts }) => {
    const known = await identifyFile(ctx, tenant.id, runId);
    const run = known && (await findAttendanceRun(ctx, tenant.id, known.id));
    if (!run) return notFoundError(facts.requestId);
    const name = exportFileName({
      tenantSlug: tenant.slug,
      about: `attendance-${numberedFile(run.number)}`,
      list: 'problems',
      date: localDate(ctx.clock.now(), tenant.timeZone),
    });
    return csvResponse(name, ATTENDANCE_PROBLEM_COLUMNS, rowsOf(ctx, tenant.id, run));
  },
});

async function* rowsOf(
  ctx: AppContext,
  tenantId: number,
  run: { id: number; fileName: string },
): AsyncGenerator<CsvValue[]> {
  for await (const problem of streamAttendanceProblems(ctx, tenantId, run.id))
    yield attendanceProblemCsvRow(run.fileName, problem);
}
