-- One status per student and day, by rank: a row that another file outranks is kept, in case that one goes.
ALTER TYPE "KeptRowReason" ADD VALUE 'OUTRANKED';
ALTER TABLE "attendance_kept_row"
  ADD COLUMN "student_id" TEXT COLLATE "C",
  ADD COLUMN "category" "AttendanceCategory",
  ADD COLUMN "shares_day" BOOLEAN NOT NULL DEFAULT false;
CREATE INDEX "attendance_kept_row_tenant_id_student_id_date_idx" ON "attendance_kept_row"("tenant_id", "student_id", "date");
