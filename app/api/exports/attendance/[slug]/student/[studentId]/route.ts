import { z } from 'zod';
import { localDate } from '@/lib/core/calendar/zoned-time';
import type { CsvValue } from '@/lib/core/csv';
import { exportFileName } from '@/lib/core/download/file-name';
import { recordAudit } from '@/lib/server/audit/record';
import { DAY_COLUMNS, dayRow } from '@/lib/server/attendance/export';
import { findStudentYear, type StudentYear } from '@/lib/server/attendance/queries/student';
import { csvResponse } from '@/lib/server/http/csv-response';
import { defineRoute, notFoundError } from '@/lib/server/http/define-route';

export const GET = defineRoute({
  require: 'tenant',
  permission: 'attendance.export',
  tenant: ({ slug }) => slug,
  params: z.object({ slug: z.string(), studentId: z.string().min(1).max(255) }),
  query: z.object({}),
  run: async ({ ctx, actor, tenant, params: { studentId }, facts }) => {
    const year = await findStudentYear(ctx, tenant.id, studentId);
    if (!year) return notFoundError(facts.requestId);
    await recordAudit(ctx.db.prisma, actor, {
      action: 'attendance.student.export',
      tenantId: tenant.id,
      objectType: 'student',
      objectId: studentId,
    });
    const name = exportFileName({
      tenantSlug: tenant.slug,
      about: `student-${studentId}`,
      list: 'attendance',
      date: localDate(ctx.clock.now(), tenant.timeZone),
    });
    return csvResponse(name, DAY_COLUMNS, rowsOf(year));
  },
});

async function* rowsOf({ student, days }: StudentYear): AsyncGenerator<CsvValue[]> {
  for (const day of days) yield dayRow(student.studentId, student.schoolId, day, day.cell);
  await Promise.resolve();
}
