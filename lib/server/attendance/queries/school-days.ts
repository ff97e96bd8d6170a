// The days of one school over a span: was there school, did a file come, and which.
import { noDataOf, type NoDataKind } from '@/lib/core/attendance/no-data';
import type { PlainDate } from '@/lib/core/calendar/plain-date';
import type { AppContext } from '../../app-context';
import { loadSessionDefaults, SESSION_SQL } from '../session-days';
import type { DateSpan } from './district';

export interface SchoolDayRow {
  date: PlainDate;
  isInSession: boolean;
  hasFile: boolean;
  /** What a cell without an event is on this day. */
  nothing: NoDataKind;
  receivedAt: Date | null;
  fileName: string | null;
  fileCount: number;
  /** What the calendar calls the day, such as a holiday. */
  note: string | null;
}

/** Weekends without school and without a file are left out. */
export async function listSchoolDays(
  ctx: AppContext,
  { tenantId, schoolId, from, to }: { tenantId: number; schoolId: string } & DateSpan,
): Promise<SchoolDayRow[]> {
  if (to < from) return [];
  const defaults = await loadSessionDefaults(ctx.db.pool, tenantId, from, to);
  const { rows } = await ctx.db.pool.query<Omit<SchoolDayRow, 'nothing'> & { isWeekend: boolean }>(
    `SELECT d.date, ${SESSION_SQL.isInSession} AS "isInSession", t.school_id IS NOT NULL AS "hasFile",
            t.last_received_at AS "receivedAt", n.file_name AS "fileName", coalesce(t.file_count, 0) AS "fileCount",
            coalesce(ms.note, ma.note, mf.note) AS note, extract(isodow FROM d.date) > 5 AS "isWeekend"
     FROM (SELECT $5::text COLLATE "C" AS school_id) s CROSS JOIN ${SESSION_SQL.days(2)}
     ${SESSION_SQL.joins}
     LEFT JOIN attendance_school_day t ON t.tenant_id = $1 AND t.school_id = s.school_id AND t.date = d.date
     LEFT JOIN attendance_file_name n ON n.id = t.file_name_id
     ORDER BY d.date`,
    [tenantId, defaults.dates, defaults.inSession, defaults.known, schoolId],
  );
  return rows
    .filter(({ isWeekend, isInSession, hasFile }) => !isWeekend || isInSession || hasFile)
    .map(({ isWeekend, ...row }) => ({ ...row, nothing: noDataOf(row) }));
}

/** The last day of a span that a file of the school spoke for. */
export async function findLastDayWithFile(
  ctx: AppContext,
  { tenantId, schoolId, from, to }: { tenantId: number; schoolId: string } & DateSpan,
): Promise<PlainDate | null> {
  const { rows } = await ctx.db.pool.query<{ date: PlainDate }>(
    `SELECT date FROM attendance_school_day
     WHERE tenant_id = $1 AND school_id = $2 AND date BETWEEN $3 AND $4 ORDER BY date DESC LIMIT 1`,
    [tenantId, schoolId, from, to],
  );
  return rows[0]?.date ?? null;
}
