-- A file that was read and brought nothing has a state of its own, and its districts are told once when it begins and
-- when it ends. Files of before keep their state; the next one of their name is judged by what it brings.
ALTER TYPE "AttendanceRunState" ADD VALUE 'NOTHING_USED' BEFORE 'INVALID';
ALTER TABLE "attendance_run" ADD COLUMN "mail_due" TEXT;
CREATE INDEX "attendance_run_mail_due_idx" ON "attendance_run" ("id") WHERE "mail_due" IS NOT NULL;
