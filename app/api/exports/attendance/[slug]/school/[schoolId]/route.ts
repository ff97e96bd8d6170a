import { z } from 'zod';
import { isPlainDate } from '@/lib/core/calendar/plain-date';
import { localDate } from '@/lib/core/calendar/zoned-time';
import { exportFileName } from '@/lib/core/download/file-name';
import { exportSchoolDays } from '@/lib/server/attendance/export';
import { csvTextResponse } from '@/lib/server/http/csv-response';
import { defineRoute } from '@/lib/server/http/define-route';
import { openSearch } from '@/lib/server/roster/search-token';

const date = z.string().refine(isPlainDate);

/** Exactly the students and days of the grid whose address carried the same filters. */
export const GET = defineRoute({
  require: 'tenant',
  permission: 'attendance.export',
  tenant: ({ slug }) => slug,
  params: z.object({ slug: z.string(), schoolId: z.string().min(1).max(255) }),
  query: z.object({
    from: date,
    to: date,
    grade: z.string().nullable().default(null),
    class: z.string().nullable().default(null),
    band: z.enum(['CHRONIC', 'BELOW_80', 'FROM_80', 'FROM_90', 'FROM_95']).nullable().default(null),
    find: z.string().nullable().default(null),
    sort: z.enum(['name', 'absences']).catch('name').default('name'),
  }),
  run: async ({ ctx, actor, tenant, params: { schoolId }, query }) => {
    const name = exportFileName({
      tenantSlug: tenant.slug,
      about: `school-${schoolId}`,
      list: 'attendance',
      date: localDate(ctx.clock.now(), tenant.timeZone),
    });
    return csvTextResponse(
      name,
      exportSchoolDays(ctx, actor, {
        tenantId: tenant.id,
        schoolId,
        from: query.from,
        to: query.to,
        grade: query.grade,
        classId: query.class,
        band: query.band,
        search: query.find === null ? null : openSearch(ctx, tenant.id, query.find),
        sort: query.sort,
      }),
    );
  },
});
