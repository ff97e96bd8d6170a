-- What a district may switch on where its export cannot follow the standard.
ALTER TABLE "tenant"
  ADD COLUMN "reads_other_roles_as_staff" BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN "reads_aides_as_proctors" BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN "allows_missing_course" BOOLEAN NOT NULL DEFAULT false;

-- Phone numbers in E.164 beside the text as sent. Filled in here for the common forms, so that the next reading of an
-- unchanged file finds no difference; a rarer form shows up as one change of its person.
ALTER TABLE "roster_user" ADD COLUMN "sms_e164" TEXT, ADD COLUMN "phone_e164" TEXT;

DO $$
DECLARE
  national CONSTANT text := '^(?:\+?1[ .-]?)?\(?([2-9]\d\d)\)?[ .-]{0,3}([2-9]\d\d)[ .-]{0,3}(\d{4})$';
  place record;
BEGIN
  -- Partitions have the columns already; what a held first roster has staged is to become one and needs them too.
  FOR place IN
    SELECT 'staging' AS schema, c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'staging' AND c.relkind = 'r' AND c.relname ~ '^run_\d+_user$'
  LOOP
    EXECUTE format('ALTER TABLE %I.%I ADD COLUMN "sms_e164" TEXT, ADD COLUMN "phone_e164" TEXT', place.schema, place.name);
  END LOOP;
  FOR place IN
    SELECT n.nspname AS schema, c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE (n.nspname = 'staging' AND c.relkind = 'r' AND c.relname ~ '^run_\d+_user$')
      OR c.oid IN (SELECT inhrelid FROM pg_inherits WHERE inhparent = 'roster_user'::regclass)
  LOOP
    EXECUTE format(
      'UPDATE %I.%I SET sms_e164 = CASE WHEN sms ~ $1 THEN regexp_replace(sms, $1, ''+1\1\2\3'') END,
         phone_e164 = CASE WHEN phone ~ $1 THEN regexp_replace(phone, $1, ''+1\1\2\3'') END
       WHERE sms ~ $1 OR phone ~ $1', place.schema, place.name) USING national;
  END LOOP;
END $$;
