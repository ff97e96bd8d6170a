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
  schools: { all: number; inSession: number };
}

/**
 * Every day of the span, weekends too, of these schools together: there is school where one of them has it. A note is
 * what all of them say. Without a school: what holds where a school says nothing of its own.
 */
export async function listCalendarDays(
  ctx: AppContext,
  { tenantId, schoolIds, from, to }: { tenantId: number; schoolIds: readonly string[] } & DateSpan,
): Promise<CalendarDay[]> {
  const defaults = await loadSessionDefaults(ctx.db.pool, tenantId, from, to);
  const { rows } = await ctx.db.pool.query<CalendarDay>(
    `WITH of_school AS (
     SELECT d.date, ${SESSION_SQL.isInSession} AS in_session,
            CASE WHEN ms.school_id IS NOT NULL OR ma.school_id IS NOT NULL THEN 'STAFF'
                 WHEN mf.school_id IS NOT NULL THEN 'FILE'
                 WHEN d.is_known THEN 'TERMS' ELSE 'WEEKDAY' END AS source,
            coalesce(ms.note, ma.note, mf.note) AS note
     FROM (SELECT unnest($5::text[]) COLLATE "C" AS school_id) s CROSS JOIN ${SESSION_SQL.days(2)}
     ${SESSION_SQL.joins})
     SELECT date, bool_or(in_session) AS "isInSession", mode() WITHIN GROUP (ORDER BY source) AS source,
            CASE WHEN count(note) = count(*) AND min(note) = max(note) THEN min(note) END AS note,
            json_build_object('all', count(*), 'inSession', count(*) FILTER (WHERE in_session)) AS schools
     FROM of_school GROUP BY date ORDER BY date`,
    [
      ...[tenantId, defaults.dates, defaults.inSession, defaults.known],
      schoolIds.length > 0 ? schoolIds : [''],
    ],
  );
  return rows;
}
