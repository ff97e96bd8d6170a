import { z } from 'zod';
import { localDate } from '@/lib/core/calendar/zoned-time';
import type { CsvValue } from '@/lib/core/csv';
import { exportFileName } from '@/lib/core/download/file-name';
import type { AppContext } from '@/lib/server/app-context';
import { listSchools, type SchoolRow } from '@/lib/server/attendance/queries/schools';
import { csvResponse } from '@/lib/server/http/csv-response';
import { defineRoute } from '@/lib/server/http/define-route';

const EXPORT_PAGE = 500;

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
  permission: 'attendance.export',
  tenant: ({ slug }) => slug,
  params: z.object({ slug: z.string() }),
  query: z.object({}),
  run: async ({ ctx, tenant }) => {
    const date = localDate(ctx.clock.now(), tenant.timeZone);
    const name = exportFileName({ tenantSlug: tenant.slug, list: 'attendance-schools', date });
    return csvResponse(name, HEADER, rowsOf(ctx, tenant.id));
  },
});

/** A school without a file has no numbers: an empty cell is not a zero. */
async function* rowsOf(ctx: AppContext, tenantId: number): AsyncGenerator<CsvValue[]> {
  for (let page = 1; ; page += 1) {
    const { rows, total } = await listSchools(ctx, {
      tenantId,
      sort: 'name',
      direction: 'asc',
      search: null,
      page,
      pageSize: EXPORT_PAGE,
    });
    for (const school of rows) yield toRow(school);
    if (page * EXPORT_PAGE >= total) return;
  }
}

function toRow(school: SchoolRow): CsvValue[] {
  const { attendanceRate: rate } = school;
  const counts = [school.excused, school.unexcused, school.tardy];
  return [
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
