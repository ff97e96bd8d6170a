-- A student is in a school from the first membership of the year on, and absences are counted over the same days. What rolls
-- say otherwise is counted anew by the attendance worker, for whom a roll of no run is out of date.
UPDATE "attendance_setting" SET "roll_run_id" = NULL;
