-- Attendance that is fetched: in which hours, up to which change, and the day that a pull reads again in full.
ALTER TABLE "api_account" ADD COLUMN "attendance_from" TEXT NOT NULL DEFAULT '07:00';
ALTER TABLE "api_account" ADD COLUMN "attendance_to" TEXT NOT NULL DEFAULT '17:00';
ALTER TABLE "ed_fi_mirror" ADD COLUMN "attendance_version" BIGINT;
ALTER TABLE "pull" ADD COLUMN "day" DATE;
