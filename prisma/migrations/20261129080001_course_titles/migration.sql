-- A class whose file gives it no title may show that of its course, where the district asks for it. Every class in force
-- was read with a title of its own, so false is true of all of them.
ALTER TABLE "tenant" ADD COLUMN "shows_course_titles" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "roster_class" ADD COLUMN "has_course_title" BOOLEAN NOT NULL DEFAULT false;

DO $$
DECLARE
  place record;
BEGIN
  -- What waiting runs have staged is applied, or becomes a partition, with the columns of the live table.
  FOR place IN
    SELECT c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'staging' AND c.relkind = 'r' AND c.relname ~ '^run_\d+_class$'
  LOOP
    EXECUTE format('ALTER TABLE staging.%I ADD COLUMN "has_course_title" BOOLEAN NOT NULL DEFAULT false', place.name);
  END LOOP;
END $$;
