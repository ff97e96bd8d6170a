// Transitions a district declared, with the days on which each one counts.
import type { PlainDate } from '@/lib/core/calendar/plain-date';
import type { Queryable } from '../db/queryable';
import { sqlOf } from '../db/sql-of';

export interface TransitionWindow {
  startDate: PlainDate;
  endDate: PlainDate;
  /** What the district expects to have afterwards, where it gave a number. */
  expected: {
    students: number | null;
    staff: number | null;
    contacts: number | null;
    classes: number | null;
  };
}

type Row = Pick<TransitionWindow, 'startDate' | 'endDate'> & TransitionWindow['expected'];

/**
 * By end date. One that was ended early counts up to the day before that; one that was ended before it began is left out.
 */
export async function listTransitions(
  db: Queryable,
  tenantId: number,
): Promise<TransitionWindow[]> {
  const text = `
    SELECT start_date::text AS "startDate", end_date::text AS "endDate", students, staff, contacts, classes
    FROM (SELECT w.id, w.start_date, least(w.end_date, (w.ended_at AT TIME ZONE t.time_zone)::date - 1) AS end_date,
        w.expected_students AS students, w.expected_staff AS staff, w.expected_contacts AS contacts, w.expected_classes AS classes
      FROM policy_window w JOIN tenant t ON t.id = w.tenant_id
      WHERE w.tenant_id = $1 AND w.kind = 'TRANSITION') w
    WHERE start_date <= end_date ORDER BY end_date, id`;
  const rows = await sqlOf(db)<Row>(text, [tenantId]);
  return rows.map(({ startDate, endDate, ...expected }) => ({ startDate, endDate, expected }));
}
