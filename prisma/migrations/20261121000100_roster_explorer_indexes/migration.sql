-- The roster explorer lists by name and stops at a page. Filters that few rows pass would read most of a large
-- district first, so each has a small index of just those rows. Written by hand: Prisma knows no partial indexes.

-- Removed people and enrollments.
CREATE INDEX "roster_user_removed" ON "roster_user" ("role", "name_key") WHERE "removed_at" IS NOT NULL;
CREATE INDEX "roster_enrollment_removed" ON "roster_enrollment" ("sourced_id") WHERE "removed_at" IS NOT NULL;

-- Every home language but the two that are everywhere.
CREATE INDEX "roster_user_rarer_language" ON "roster_user" ("language_code", "name_key") WHERE "language_code" <> 'en' AND "language_code" <> 'es';

-- Teachers' enrollments among those of students.
CREATE INDEX "roster_enrollment_of_staff" ON "roster_enrollment" ("sourced_id") WHERE "role" <> 'student';
