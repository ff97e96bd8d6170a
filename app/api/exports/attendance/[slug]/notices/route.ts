import { z } from 'zod';
import { CATEGORY_TRAITS } from '@/lib/core/attendance/categories';
import { isPlainDate, type PlainDate } from '@/lib/core/calendar/plain-date';
import { exportFileName } from '@/lib/core/download/file-name';
import type { AppContext } from '@/lib/server/app-context';
import { recordAudit } from '@/lib/server/audit/record';
import { exportNotices } from '@/lib/server/attendance/export';
import { eachNotice, type NoticeRow } from '@/lib/server/attendance/queries/notices';
import { csvTextResponse, textResponse } from '@/lib/server/http/csv-response';
import { defineRoute } from '@/lib/server/http/define-route';

/** What a messaging product sends from. A list that is held is not in it. */
export const GET = defineRoute({
  require: 'tenant',
  permission: 'attendance.export',
  tenant: ({ slug }) => slug,
  params: z.object({ slug: z.string() }),
  query: z.object({
    date: z.string().refine(isPlainDate),
    school: z.string().max(255).nullable().default(null),
    format: z.enum(['csv', 'json']).default('csv'),
  }),
  run: async ({ ctx, actor, tenant, query: { date, school, format } }) => {
    const target = { tenantId: tenant.id, date, schoolId: school };
    const name = exportFileName({ tenantSlug: tenant.slug, list: 'notices', date });
    if (format === 'csv') return csvTextResponse(name, exportNotices(ctx, actor, target));
    await recordAudit(ctx.db.prisma, actor, {
      action: 'attendance.notices.export',
      tenantId: tenant.id,
      objectType: 'attendance_notice_list',
      objectId: `${school ?? 'all'} ${date}`,
      detail: { format },
    });
    return textResponse('application/json', name.replace(/csv$/, 'json'), jsonOf(ctx, target));
  },
});

/** The same object as ever, written while it is read. */
async function* jsonOf(
  ctx: AppContext,
  target: { tenantId: number; date: PlainDate; schoolId: string | null },
): AsyncGenerator<string> {
  const { date } = target;
  yield `{"date":${JSON.stringify(date)},"notices":[`;
  let separator = '';
  for await (const notice of eachNotice(ctx, target)) {
    yield separator + JSON.stringify(toJson(date, notice));
    separator = ',';
  }
  yield ']}';
}

function toJson(date: PlainDate, notice: NoticeRow) {
  return {
    date,
    schoolId: notice.schoolId,
    schoolName: notice.schoolName,
    studentId: notice.studentId,
    studentName: notice.studentName,
    grade: notice.grade,
    notice: notice.state,
    category: CATEGORY_TRAITS[notice.category].label,
    duration: notice.percentOfDay / 100,
    homeLanguage: notice.homeLanguageCode,
    listedAt: notice.listedAt,
    retractedAt: notice.retractedAt,
    contacts: notice.contacts,
  };
}
