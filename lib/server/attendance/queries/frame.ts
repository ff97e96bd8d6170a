import type { PlainDate } from '@/lib/core/calendar/plain-date';
import { localDate } from '@/lib/core/calendar/zoned-time';
import { usualSchoolYear } from '@/lib/core/attendance/calendar';
import type { AppContext } from '../../app-context';
import type { SchoolYear } from '../types';

export interface AttendanceFrame extends SchoolYear {
  timeZone: string;
  /** The tenant's calendar day. */
  today: PlainDate;
  /** False before the first attendance file. */
  hasAttendance: boolean;
}

/** Today and the school year of a tenant: what every attendance page starts from. */
export async function getAttendanceFrame(
  ctx: AppContext,
  tenantId: number,
): Promise<AttendanceFrame> {
  const { rows } = await ctx.db.pool.query<
    { timeZone: string } & { [Key in keyof SchoolYear]: SchoolYear[Key] | null }
  >(
    `SELECT t.time_zone AS "timeZone", s.school_year AS "schoolYear", s.year_start_date AS "startDate",
            s.year_end_date AS "endDate"
     FROM tenant t LEFT JOIN attendance_setting s ON s.tenant_id = t.id WHERE t.id = $1`,
    [tenantId],
  );
  const [row] = rows;
  if (!row) throw new Error(`Tenant ${tenantId} does not exist.`);
  const today = localDate(ctx.clock.now(), row.timeZone);
  const { schoolYear, startDate, endDate } = row;
  const isKnown = schoolYear !== null && startDate !== null && endDate !== null;
  const year = isKnown ? { schoolYear, startDate, endDate } : usualSchoolYear(today);
  return { ...year, timeZone: row.timeZone, today, hasAttendance: isKnown };
}
