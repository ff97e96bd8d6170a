-- Which kind of id the files of a name write: decided once per name, and kept. Names known before are undecided: the
-- next file decides.
CREATE TYPE "AttendanceIdKind" AS ENUM ('SOURCED_ID', 'IDENTIFIER');

ALTER TABLE "attendance_file_name"
  ADD COLUMN "school_id_kind" "AttendanceIdKind",
  ADD COLUMN "student_id_kind" "AttendanceIdKind",
  ADD COLUMN "school_id_kind_set_at" TIMESTAMPTZ(3),
  ADD COLUMN "student_id_kind_set_at" TIMESTAMPTZ(3),
  ADD COLUMN "school_id_kind_set_by_id" INTEGER,
  ADD COLUMN "student_id_kind_set_by_id" INTEGER;

-- Rows whose id names nobody for certain wait too.
ALTER TYPE "KeptRowReason" ADD VALUE 'TWO_SCHOOLS';
ALTER TYPE "KeptRowReason" ADD VALUE 'SHARED_SCHOOL';
ALTER TYPE "KeptRowReason" ADD VALUE 'OTHER_KIND_SCHOOL';
ALTER TYPE "KeptRowReason" ADD VALUE 'TWO_STUDENTS';
ALTER TYPE "KeptRowReason" ADD VALUE 'SHARED_STUDENT';
ALTER TYPE "KeptRowReason" ADD VALUE 'OTHER_KIND_STUDENT';

-- The school a row was found to be about: what is counted per school is not looked up a second time.
ALTER TABLE "attendance_kept_row" ADD COLUMN "school_id" TEXT COLLATE "C";
UPDATE "attendance_kept_row" k SET "school_id" = f."school_id"
FROM (
  SELECT t."tenant_id", t."school_text", min(o."sourced_id") AS "school_id"
  FROM (SELECT DISTINCT "tenant_id", "school_text" FROM "attendance_kept_row") t
  JOIN "roster_org" o ON o."tenant_id" = t."tenant_id" AND o."removed_at" IS NULL
    AND (o."sourced_id" = t."school_text" OR o."identifier" = t."school_text")
  GROUP BY 1, 2 HAVING count(DISTINCT o."sourced_id") = 1
) f
WHERE f."tenant_id" = k."tenant_id" AND f."school_text" = k."school_text";
