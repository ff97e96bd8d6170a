// When attendance is fetched: every so many minutes in the hours in which schools take it.
import { minuteOfDay } from '../calendar/zoned-time';

export interface SchoolHours {
  timeZone: string;
  /** Local, "HH:MM". */
  attendanceFrom: string;
  attendanceTo: string;
  attendanceEveryMinutes: number;
}

export const ATTENDANCE_MINUTES = { least: 5, most: 240 } as const;

const minutesOf = (timeOfDay: string): number =>
  Number(timeOfDay.slice(0, 2)) * 60 + Number(timeOfDay.slice(3));

/** `lastAt`: when the pull before was planned. */
export function isAttendanceDue(hours: SchoolHours, lastAt: Date | null, now: Date): boolean {
  const minute = minuteOfDay(now, hours.timeZone);
  if (minute < minutesOf(hours.attendanceFrom) || minute >= minutesOf(hours.attendanceTo))
    return false;
  return (
    lastAt === null || now.getTime() - lastAt.getTime() >= hours.attendanceEveryMinutes * 60_000
  );
}
