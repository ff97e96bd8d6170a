-- A file that comes before a roster was applied waits for it. Files of before keep their state; their rows wait as they did.
ALTER TYPE "AttendanceRunState" ADD VALUE 'AWAITING_ROSTER' BEFORE 'HELD';
