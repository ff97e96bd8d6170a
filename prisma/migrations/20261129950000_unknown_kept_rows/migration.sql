-- For judging days: waiting rows whose student is not known, by school and day.
CREATE INDEX "attendance_kept_row_unknown" ON "attendance_kept_row" ("tenant_id", "school_id", "date")
  WHERE "because" IN ('UNKNOWN_STUDENT', 'TWO_STUDENTS', 'SHARED_STUDENT', 'OTHER_KIND_STUDENT');
