-- A change that gives a record to another person: name and birth date differ. Plans from before were never asked; a run
-- that waits with one is applied as it was decided.

-- AlterTable
ALTER TABLE "change" ADD COLUMN "is_other_person" BOOLEAN NOT NULL DEFAULT false;

-- The few among the changes of a run.
CREATE INDEX "change_other_person" ON "change" ("run_id") WHERE "is_other_person";
