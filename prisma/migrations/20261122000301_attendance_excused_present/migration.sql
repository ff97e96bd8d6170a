-- "Present" alone reads as if somebody had been seen: only excused present is ever counted.
ALTER TABLE "attendance_school_day" RENAME COLUMN "present" TO "excused_present";
ALTER TABLE "attendance_day" RENAME COLUMN "present" TO "excused_present";
ALTER TABLE "attendance_day_part" RENAME COLUMN "present" TO "excused_present";
ALTER TABLE "attendance_student" RENAME COLUMN "present_days" TO "excused_present_days";
