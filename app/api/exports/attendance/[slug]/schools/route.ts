import { z } from 'zod';
import { localDate } from '@/lib/core/calendar/zoned-time';
import type { CsvValue } from '@/lib/core/csv';
import { exportFileName } from '@/lib/core/download/file-name';
import { getAttendanceFrame } from '@/lib/server/attendance/queries/frame';
import { listSchools, type SchoolRow } from '@/lib/server/attendance/queries/schools';
import { csvResponse } from '@/lib/server/http/csv-response';
import { defineRoute } from '@/lib/server/http/define-route';

const HEADER = [
  'school_id',
  'school_name',
  'students',
  'attendance_percent',
  'days_with_a_file',
  'excused',
  'unexcused',
  'tardy',
  'chronically_absent',
  'of_students',
  'last_day',
];

export const GET = defineRoute({
  require: 'tenant',
  act: 'attendance.export',
  tenant: ({ slug }) => slug,
  params: z.object({ slug: z.string() }),
  query: z.object({}),
  run: async ({ ctx, tenant }) => {
    const frame = await getAttendanceFrame(ctx, tenant.id);
    const schools = await listSchools(ctx, {
      tenantId: tenant.id,
      from: frame.startDate,
      to: frame.today,
    });
    const date = localDate(ctx.clock.now(), tenant.timeZone);
    const name = exportFileName({ tenantSlug: tenant.slug, list: 'attendance-schools', date });
    return csvResponse(name, HEADER, rowsOf(schools));
  },
});

/** A school without a file has no numbers: an empty cell is not a zero. */
async function* rowsOf(schools: readonly SchoolRow[]): AsyncGenerator<CsvValue[]> {
  for (const school of schools) {
    const { attendanceRate: rate } = school;
    const counts = [school.excused, school.unexcused, school.tardy];
    yield [
      school.schoolId,
      school.name,
      school.students,
      rate === null ? null : Math.round(rate * 10_000) / 100,
      school.daysReceived,
      ...(school.daysReceived > 0 ? counts : counts.map(() => null)),
      school.chronicOf > 0 ? school.chronic : null,
      school.chronicOf,
      school.lastDate,
    ];
  }
  await Promise.resolve();
}
