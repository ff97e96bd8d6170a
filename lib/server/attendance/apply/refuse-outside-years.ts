// Where schools are in different years, only their ids say which days a row may be about. Elsewhere the reader refuses.
import { STORED_PER_GROUP } from '@/lib/core/issues';
import type { PlainDate } from '@/lib/core/calendar/plain-date';
import type { DailyIssues } from '@/lib/core/attendance-file/daily-issues';
import { spanSql } from '../school-spans';
import type { Client, RollYears } from '../types';

/**
 * Takes rows about days outside their school's year out of the stage, as the reader lets none in: the file does not
 * speak of such days. Returns how many were not refused before.
 */
export async function refuseOutsideYears(
  client: Client,
  years: RollYears,
  issues: DailyIssues,
): Promise<number> {
  if (years.schools.length === 0) return 0;
  const span = spanSql(years, {
    school: 's.school_id',
    start: '$1::date',
    end: '$2::date',
    from: 3,
  });
  const { rows } = await client.query<{
    line: number;
    date: PlainDate;
    start: PlainDate;
    end: PlainDate;
    place: number;
    count: number;
  }>(
    `WITH gone AS (
       DELETE FROM attendance_staged g
       USING (SELECT s.place, ${span.start} AS start_date, ${span.end} AS end_date
              FROM attendance_staged s ${span.join}
              -- Of which school the others are is not known yet.
              WHERE s.school_id IS NOT NULL) o
       WHERE o.place = g.place AND g.date NOT BETWEEN o.start_date AND o.end_date
       RETURNING g.line, g.date, g.is_set_aside, o.start_date, o.end_date
     )
     SELECT * FROM (
       SELECT line, date, start_date AS start, end_date AS end, row_number() OVER (ORDER BY line) AS place,
              count(*) OVER () AS count
       FROM gone WHERE NOT is_set_aside) k
     WHERE place <= $6 ORDER BY line`,
    [years.startDate, years.endDate, ...span.params.slice(0, 3), STORED_PER_GROUP],
  );
  for (const { line, date, start, end, place, count } of rows)
    issues.add(
      {
        code: 'ATTENDANCE_DATE_OUTSIDE_YEAR',
        line,
        column: 'attendance_event_date',
        value: date,
        params: { start, end },
      },
      // Counted exactly, stored up to the limit.
      place === 1 ? Math.max(1, count - STORED_PER_GROUP + 1) : 1,
    );
  return rows[0]?.count ?? 0;
}
