import { z } from 'zod';
import { CATEGORY_WORDS } from '@/lib/core/attendance/categories';
import { NOTHING_WORDS } from '@/lib/core/attendance/nothing';
import { localDate } from '@/lib/core/calendar/zoned-time';
import type { CsvValue } from '@/lib/core/csv';
import { exportFileName } from '@/lib/core/download/file-name';
import { recordAudit } from '@/lib/server/audit';
import { findStudentYear, type StudentYear } from '@/lib/server/attendance/queries/student';
import { csvResponse } from '@/lib/server/http/csv-response';
import { defineRoute, jsonError } from '@/lib/server/http/define-route';

const HEADER = [
  'student_id',
  'school_id',
  'date',
  'status',
  'category',
  'counted_as_absence',
  'duration',
  'reason',
  'data_received',
  'file',
  'received_at',
];

export const GET = defineRoute({
  require: 'tenant',
  act: 'attendance.export',
  tenant: ({ slug }) => slug,
  params: z.object({ slug: z.string(), studentId: z.string().min(1).max(255) }),
  query: z.object({}),
  run: async ({ ctx, actor, tenant, params: { studentId }, facts }) => {
    const year = await findStudentYear(ctx, tenant.id, studentId);
    if (!year) return jsonError('NOT_FOUND', 'This does not exist.', 404, facts.requestId);
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
    return csvResponse(name, HEADER, rowsOf(year));
  },
});

/** Descriptions stay inside, as in every export. */
async function* rowsOf({ student, days }: StudentYear): AsyncGenerator<CsvValue[]> {
  for (const { date, cell, hasFile, fileName, receivedAt } of days) {
    const { status } = cell;
    const what: CsvValue[] =
      status === 'NO_ROW' || status === 'NO_FILE' || status === 'NO_SCHOOL'
        ? [NOTHING_WORDS[status].csv, null, null, null, null]
        : [
            'event',
            CATEGORY_WORDS[status].label,
            CATEGORY_WORDS[status].countsAsAbsence,
            (cell.percentOfDay ?? 0) / 100,
            cell.reason,
          ];
    yield [
      student.studentId,
      student.schoolId,
      date,
      ...what,
      hasFile,
      fileName,
      receivedAt?.toISOString(),
    ];
  }
  await Promise.resolve();
}
