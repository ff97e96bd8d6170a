import type { PlainDate } from '@/lib/core/calendar/plain-date';
import { localDate } from '@/lib/core/calendar/zoned-time';
import { usualSchoolYear } from '@/lib/core/attendance/calendar';
import type { AppContext } from '../../app-context';
import type { SchoolYear } from '../types';

export interface AttendanceYear extends SchoolYear {
  /** The district's year, by which the roll is kept: also of a school that is in another one. */
  rollYear: number;
  timeZone: string;
  /** The tenant's calendar day. */
  today: PlainDate;
  /** False before the first attendance file. */
  hasAttendance: boolean;
}

/** Today and the school year of a tenant, or of one of its schools: what every attendance page starts from. */
export async function getAttendanceYear(
  ctx: AppContext,
  tenantId: number,
  schoolId: string | null = null,
): Promise<AttendanceYear> {
  const { rows } = await ctx.db.pool.query<
    { timeZone: string; rollYear: number | null } & {
      [Key in keyof SchoolYear]: SchoolYear[Key] | null;
    }
  >(
    `SELECT t.time_zone AS "timeZone", s.school_year AS "rollYear", coalesce(y.school_year, s.school_year) AS "schoolYear",
            coalesce(y.start_date, s.year_start_date) AS "startDate", coalesce(y.end_date, s.year_end_date) AS "endDate"
     FROM tenant t LEFT JOIN attendance_setting s ON s.tenant_id = t.id
     LEFT JOIN attendance_school_span y ON y.tenant_id = t.id AND y.school_id = $2
     WHERE t.id = $1`,
    [tenantId, schoolId],
  );
  const [row] = rows;
  if (!row) throw new Error(`Tenant ${tenantId} does not exist.`);
  const today = localDate(ctx.clock.now(), row.timeZone);
  const { schoolYear, startDate, endDate, rollYear } = row;
  const isKnown = schoolYear !== null && startDate !== null && endDate !== null;
  const year = isKnown ? { schoolYear, startDate, endDate } : usualSchoolYear(today);
  return {
    ...year,
    rollYear: rollYear ?? year.schoolYear,
    timeZone: row.timeZone,
    today,
    hasAttendance: isKnown,
  };
}
