-- Keys begin with the record: all of a partition's rows are one tenant's, and an index that begins with a constant
-- is sorted by full comparisons. Building the keys of a first roster takes half the time.
ALTER TABLE "roster_org" DROP CONSTRAINT "roster_org_pkey";
ALTER TABLE "roster_org" ADD CONSTRAINT "roster_org_pkey" PRIMARY KEY ("sourced_id", "tenant_id");
ALTER TABLE "roster_academic_session" DROP CONSTRAINT "roster_academic_session_pkey";
ALTER TABLE "roster_academic_session" ADD CONSTRAINT "roster_academic_session_pkey" PRIMARY KEY ("sourced_id", "tenant_id");
ALTER TABLE "roster_course" DROP CONSTRAINT "roster_course_pkey";
ALTER TABLE "roster_course" ADD CONSTRAINT "roster_course_pkey" PRIMARY KEY ("sourced_id", "tenant_id");
ALTER TABLE "roster_class" DROP CONSTRAINT "roster_class_pkey";
ALTER TABLE "roster_class" ADD CONSTRAINT "roster_class_pkey" PRIMARY KEY ("sourced_id", "tenant_id");
ALTER TABLE "roster_user" DROP CONSTRAINT "roster_user_pkey";
ALTER TABLE "roster_user" ADD CONSTRAINT "roster_user_pkey" PRIMARY KEY ("sourced_id", "tenant_id");
ALTER TABLE "roster_enrollment" DROP CONSTRAINT "roster_enrollment_pkey";
ALTER TABLE "roster_enrollment" ADD CONSTRAINT "roster_enrollment_pkey" PRIMARY KEY ("sourced_id", "tenant_id");
ALTER TABLE "roster_demographics" DROP CONSTRAINT "roster_demographics_pkey";
ALTER TABLE "roster_demographics" ADD CONSTRAINT "roster_demographics_pkey" PRIMARY KEY ("sourced_id", "tenant_id");
ALTER TABLE "roster_link" DROP CONSTRAINT "roster_link_pkey";
ALTER TABLE "roster_link" ADD CONSTRAINT "roster_link_pkey" PRIMARY KEY ("student_sourced_id", "contact_sourced_id", "tenant_id");

-- By name for everybody, students and guardians; the few of other roles have an index of their own. A school's people
-- are few enough to be sorted when asked for.
DROP INDEX "roster_user_role_name_key_idx";
DROP INDEX "roster_user_school_sourced_id_role_name_key_idx";
CREATE INDEX "roster_user_name_key_role_idx" ON "roster_user" ("name_key", "role");
CREATE INDEX "roster_user_rarer_role" ON "roster_user" ("role", "name_key") WHERE "role" <> 'student' AND "role" <> 'guardian';
CREATE INDEX "roster_user_school_sourced_id_idx" ON "roster_user" ("school_sourced_id");
