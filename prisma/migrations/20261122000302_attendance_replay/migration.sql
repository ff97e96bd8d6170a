-- The roster with which waiting rows were last tried.
ALTER TABLE "attendance_setting" ADD COLUMN "replayed_run_id" INTEGER;
