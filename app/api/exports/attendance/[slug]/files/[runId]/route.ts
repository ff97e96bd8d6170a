import { z } from 'zod';
import { localDate } from '@/lib/core/calendar/zoned-time';
import type { CsvValue } from '@/lib/core/csv';
import { exportFileName } from '@/lib/core/download/file-name';
import type { AppContext } from '@/lib/server/app-context';
import { findAttendanceRun, listAttendanceIssues } from '@/lib/server/attendance/queries/runs';
import { csvResponse } from '@/lib/server/http/csv-response';
import { defineRoute, notFoundError } from '@/lib/server/http/define-route';
import { rowId } from '@/lib/server/http/row-id';

const HEADER = ['file', 'line', 'column', 'value', 'rule', 'message', 'fix'];
const PAGE = 2_000;

export const GET = defineRoute({
  require: 'tenant',
  permission: 'attendance.files',
  tenant: ({ slug }) => slug,
  params: z.object({ slug: z.string(), runId: rowId }),
  query: z.object({}),
  run: async ({ ctx, tenant, params: { runId }, facts }) => {
    const run = await findAttendanceRun(ctx, tenant.id, runId);
    if (!run) return notFoundError(facts.requestId);
    const name = exportFileName({
      tenantSlug: tenant.slug,
      about: `attendance-file-${run.id}`,
      list: 'problems',
      date: localDate(ctx.clock.now(), tenant.timeZone),
    });
    return csvResponse(name, HEADER, rowsOf(ctx, tenant.id, run));
  },
});

async function* rowsOf(
  ctx: AppContext,
  tenantId: number,
  run: { id: number; fileName: string },
): AsyncGenerator<CsvValue[]> {
  for (let page = 1; ; page += 1) {
    const { rows, total } = await listAttendanceIssues(ctx, {
      tenantId,
      runId: run.id,
      code: null,
      page,
      pageSize: PAGE,
    });
    for (const { line, column, value, code, sentence, fix } of rows)
      yield [run.fileName, line, column, value, code, sentence, fix];
    if (rows.length === 0 || page * PAGE >= total) return;
  }
}
