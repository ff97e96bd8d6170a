// How many are enrolled is kept as the roster had it when a day was first counted: students who came later were not there. Where
// that number makes a day hard to believe and a later roster has more students for that day, the first roster was
// incomplete, and the day is counted with theirs.
import type { DayDoubtCode } from '@/lib/core/attendance/day-doubts';
import type { Client, SchoolDate } from '../types';

/** What no longer holds, or may no longer hold, with more students. */
const DEPENDS_ON_ENROLLED: readonly DayDoubtCode[] = [
  'NOBODY_ENROLLED',
  'MORE_THAN_ENROLLED',
  'HIGH_ABSENCE',
];

/**
 * Of these days, or of all of the year: sets the number of those that are marked because of this to that of the live roster,
 * where that is greater. A number from a roster that was undone goes back first. Returns the days with another number: to
 * be judged and added up again.
 */
export async function raiseEnrolled(
  client: Client,
  tenantId: number,
  days: readonly SchoolDate[] | null = null,
): Promise<SchoolDate[]> {
  const undone = days === null ? await takeBackUndone(client, tenantId) : [];
  const { rows } = await client.query<SchoolDate>(
    `UPDATE attendance_school_day t SET enrolled = n.students, enrolled_run_id = n.run_id,
       enrolled_at_first = coalesce(t.enrolled_at_first, t.enrolled)
     FROM (
       SELECT d.school_id, d.date, s.roll_run_id AS run_id,
              (SELECT count(*) FROM attendance_student a
               WHERE a.tenant_id = $1 AND a.school_year = s.school_year AND a.school_id = d.school_id AND a.is_enrolled
                 AND (a.begin_date IS NULL OR a.begin_date <= d.date)) AS students
       FROM attendance_setting s
       JOIN attendance_school_day d ON d.tenant_id = $1
       LEFT JOIN attendance_school_span y ON y.tenant_id = $1 AND y.school_id = d.school_id
       WHERE s.tenant_id = $1
         AND d.date BETWEEN coalesce(y.start_date, s.year_start_date) AND coalesce(y.end_date, s.year_end_date)
         AND (d.enrolled = 0 OR d.implausible_because && $2::text[]
              OR (d.school_id, d.date) IN (SELECT * FROM unnest($5::text[], $6::date[])))
         AND ($3::text[] IS NULL OR (d.school_id, d.date) IN (SELECT * FROM unnest($3, $4::date[])))
     ) n
     WHERE t.tenant_id = $1 AND t.school_id = n.school_id AND t.date = n.date AND n.students > t.enrolled
     RETURNING t.school_id AS "schoolId", t.date`,
    [
      tenantId,
      DEPENDS_ON_ENROLLED,
      days?.map(({ schoolId }) => schoolId) ?? null,
      days?.map(({ date }) => date) ?? null,
      undone.map(({ schoolId }) => schoolId),
      undone.map(({ date }) => date),
    ],
  );
  return [...undone, ...rows];
}

async function takeBackUndone(client: Client, tenantId: number): Promise<SchoolDate[]> {
  const { rows } = await client.query<SchoolDate>(
    `UPDATE attendance_school_day t
     SET enrolled = t.enrolled_at_first, enrolled_at_first = NULL, enrolled_run_id = NULL
     FROM sync_run r
     WHERE t.tenant_id = $1 AND t.enrolled_run_id = r.id AND r.tenant_id = $1 AND r.undone_at IS NOT NULL
     RETURNING t.school_id AS "schoolId", t.date`,
    [tenantId],
  );
  return rows;
}
