// Attendance files that should have come by now, for many districts at once: those that the page of feeds calls missing.
import { connectionOfFeedSql } from '../db/connection-of-feed';
import { isStoppedSql } from '../policy/find-pauses';
import type { Client } from './types';
import { LATE_AFTER_MINUTES, usualMinuteSql } from './usual-time';

/** A school is expected in the file that spoke for it last, within so many days. */
const GROUPING_DAYS = 60;

export interface LateFeeds {
  tenantId: number;
  count: number;
  /** When the first of them came last. */
  since: Date | null;
  /** When the next one would be late. */
  nextLateAt: Date | null;
}

/**
 * Of names whose usual time is known, on a day on which a school of theirs is in session, without a file so far. Days without
 * school are those of the calendar: marks of staff, calendar file, terms and weekdays. Nothing is late while a pause stops the reading of
 * attendance, as the page of feeds has it: a blackout of roster updates does not.
 */
export async function readLateFeeds(
  client: Pick<Client, 'query'>,
  tenantIds: readonly number[],
  now: Date,
): Promise<Map<number, LateFeeds>> {
  const { rows } = await client.query<LateFeeds>(
    `WITH today AS (
       SELECT t.id, t.time_zone, here.at::date AS date, (extract(hour FROM here.at) * 60 + extract(minute FROM here.at))::int AS minute
       FROM tenant t CROSS JOIN LATERAL (SELECT $1::timestamptz AT TIME ZONE t.time_zone AS at) here WHERE t.id = ANY($2::int[])),
     expected AS (
       SELECT n.tenant_id, n.last_received_at, usual.minute + ${LATE_AFTER_MINUTES} AS "lateFrom", today.*
       FROM today
       JOIN attendance_day day ON day.tenant_id = today.id AND day.date = today.date AND day.schools_in_session > 0
       JOIN attendance_file_name n ON n.tenant_id = today.id AND n.kind = 'ATTENDANCE' AND n.state IN ('LEARNED', 'CONFIRMED')
       CROSS JOIN LATERAL (SELECT ${usualMinuteSql('n', 'today.date')} AS minute) usual
       WHERE usual.minute IS NOT NULL
         AND NOT EXISTS (SELECT FROM attendance_run r
           WHERE r.tenant_id = n.tenant_id AND r.file_name_id = n.id AND r.received_date = today.date)
         AND NOT EXISTS (SELECT FROM ${connectionOfFeedSql('ATTENDANCE', 'n.tenant_id')} c
           WHERE ${isStoppedSql('READ_ATTENDANCE', { tenant: 'c.tenant_id', connection: 'c.id' }, '$1')})
         AND EXISTS (${SCHOOL_IN_SESSION}))
     SELECT tenant_id AS "tenantId", (count(*) FILTER (WHERE minute > "lateFrom"))::int AS count,
       min(last_received_at) FILTER (WHERE minute > "lateFrom") AS since,
       min((date + make_interval(mins => "lateFrom" + 1)) AT TIME ZONE time_zone) FILTER (WHERE minute <= "lateFrom") AS "nextLateAt"
     FROM expected GROUP BY tenant_id`,
    [now, tenantIds],
  );
  return new Map(rows.map((row) => [row.tenantId, row]));
}

/** A school that `n` spoke for last and that no mark or term of its own closes; the rest of the calendar is in `attendance_day`. */
const SCHOOL_IN_SESSION = `
  SELECT FROM attendance_setting setting
  JOIN attendance_school_year s ON s.tenant_id = setting.tenant_id AND s.school_year = setting.school_year
  CROSS JOIN LATERAL (SELECT l.file_name_id FROM attendance_school_day l
    WHERE l.tenant_id = s.tenant_id AND l.school_id = s.school_id AND l.date BETWEEN today.date - ${GROUPING_DAYS} AND today.date
    ORDER BY l.date DESC LIMIT 1) spoken
  LEFT JOIN attendance_calendar_mark ms
    ON ms.tenant_id = s.tenant_id AND ms.date = today.date AND ms.school_id = s.school_id AND ms.source = 'STAFF'
  LEFT JOIN attendance_calendar_mark ma
    ON ma.tenant_id = s.tenant_id AND ma.date = today.date AND ma.school_id = '' AND ma.source = 'STAFF'
  LEFT JOIN attendance_calendar_mark mf
    ON mf.tenant_id = s.tenant_id AND mf.date = today.date AND mf.school_id = s.school_id AND mf.source = 'FILE'
  LEFT JOIN attendance_school_span sy ON sy.tenant_id = s.tenant_id AND sy.school_id = s.school_id
  WHERE setting.tenant_id = n.tenant_id AND spoken.file_name_id = n.id
    AND coalesce(ms.is_in_session, ma.is_in_session, mf.is_in_session,
      today.date <@ sy.terms AND extract(isodow FROM today.date) < 6, true)`;
