import type { PlainDate } from '@/lib/core/calendar/plain-date';
import type { AppContext } from '../../app-context';
import { loadSessionDefaults, SESSION_SQL } from '../session-days';
import type { DateSpan } from './district';

export interface CalendarDay {
  date: PlainDate;
  isInSession: boolean;
  /** What decided: a mark of staff, the calendar file, the roster's terms, or only the day of the week. */
  source: 'STAFF' | 'FILE' | 'TERMS' | 'WEEKDAY';
  note: string | null;
}

/** Every day of the span, weekends too; `schoolId` '' for what holds where a school says nothing of its own. */
export async function listCalendarDays(
  ctx: AppContext,
  { tenantId, schoolId, from, to }: { tenantId: number; schoolId: string } & DateSpan,
): Promise<CalendarDay[]> {
  const defaults = await loadSessionDefaults(ctx.db.pool, tenantId, from, to);
  const { rows } = await ctx.db.pool.query<CalendarDay>(
    `SELECT d.date, ${SESSION_SQL.isInSession} AS "isInSession",
            CASE WHEN ms.school_id IS NOT NULL OR ma.school_id IS NOT NULL THEN 'STAFF'
                 WHEN mf.school_id IS NOT NULL THEN 'FILE'
                 WHEN d.is_known THEN 'TERMS' ELSE 'WEEKDAY' END AS source,
            coalesce(ms.note, ma.note, mf.note) AS note
     FROM (SELECT $5::text COLLATE "C" AS school_id) s CROSS JOIN ${SESSION_SQL.days(2)}
     ${SESSION_SQL.joins}
     ORDER BY d.date`,
    [tenantId, defaults.dates, defaults.inSession, defaults.known, schoolId],
  );
  return rows;
}
