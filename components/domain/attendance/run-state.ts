import { ATTENDANCE_RUN_STATES, type AttendanceRunState } from '@/lib/core/attendance/run-states';

export function isAttendanceRunState(text: string): text is AttendanceRunState {
  return ATTENDANCE_RUN_STATES.some((state) => state === text);
}
