-- A later roster may say more students for a day than the first one did.
ALTER TABLE "attendance_school_day" ADD COLUMN "enrolled_at_first" INTEGER, ADD COLUMN "enrolled_run_id" INTEGER;
