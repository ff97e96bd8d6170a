import { z } from 'zod';
import { NO_DATA_LABELS } from '@/lib/core/attendance/no-data';
import { isPlainDate } from '@/lib/core/calendar/plain-date';
import { localDate } from '@/lib/core/calendar/zoned-time';
import type { CsvValue } from '@/lib/core/csv';
import { exportFileName } from '@/lib/core/download/file-name';
import { getDistrictAttendance, type TrendDay } from '@/lib/server/attendance/queries/district';
import { csvResponse } from '@/lib/server/http/csv-response';
import { defineRoute } from '@/lib/server/http/define-route';

const HEADER = [
  'date',
  'status',
  'absence_percent',
  'schools_in_session',
  'schools_received',
  'excused',
  'unexcused',
  'tardy',
  'excused_present',
];
const STATUS = {
  DATA: 'data',
  NO_FILE: NO_DATA_LABELS.NO_FILE.csv,
  NO_SCHOOL: NO_DATA_LABELS.NO_SCHOOL.csv,
} as const;
const date = z.string().refine(isPlainDate);

export const GET = defineRoute({
  require: 'tenant',
  permission: 'attendance.export',
  tenant: ({ slug }) => slug,
  params: z.object({ slug: z.string() }),
  query: z.object({ from: date, to: date }),
  run: async ({ ctx, tenant, query }) => {
    const { trend } = await getDistrictAttendance(ctx, { tenantId: tenant.id, ...query });
    const today = localDate(ctx.clock.now(), tenant.timeZone);
    const name = exportFileName({ tenantSlug: tenant.slug, list: 'attendance-days', date: today });
    return csvResponse(name, HEADER, rowsOf(trend));
  },
});

/** A day without a file has no numbers: an empty cell is not a zero. */
async function* rowsOf(days: readonly TrendDay[]): AsyncGenerator<CsvValue[]> {
  for (const day of days) {
    const isCounted = day.status === 'DATA';
    const counts = [day.excused, day.unexcused, day.tardy, day.excusedPresent];
    yield [
      day.date,
      STATUS[day.status],
      day.absenceRate === null ? null : Math.round(day.absenceRate * 10_000) / 100,
      day.schoolsInSession,
      day.schoolsReceived,
      ...(isCounted ? counts : counts.map(() => null)),
    ];
  }
  await Promise.resolve();
}
