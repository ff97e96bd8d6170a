-- The changes of a large plan stand in a table of their own, which is filled first and indexed once it is full; those of all
-- others share one, as before. See docs/decisions/069-large-plans.md.

ALTER TABLE "change" ADD COLUMN "is_large" BOOLEAN NOT NULL DEFAULT false;
-- The table that was there goes on as the shared one, its indexes with it: nothing is copied, and it is read through once.
ALTER TABLE "change" RENAME TO "change_shared";
CREATE TABLE "change" (LIKE "change_shared" INCLUDING DEFAULTS) PARTITION BY LIST ("is_large");
CREATE TABLE "change_large" (LIKE "change_shared" INCLUDING DEFAULTS) PARTITION BY LIST ("run_id");
ALTER TABLE "change" ATTACH PARTITION "change_shared" FOR VALUES IN (false);
ALTER TABLE "change" ATTACH PARTITION "change_large" FOR VALUES IN (true);

-- An empty table for the changes of a run that is being planned. Nobody sees it before it is closed.
CREATE FUNCTION "open_large_plan"("of_tenant" integer, "of_run" integer) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $f$
BEGIN
  PERFORM FROM public.sync_run r WHERE r.tenant_id = of_tenant AND r.id = of_run AND r.state = 'PROCESSING';
  IF NOT FOUND THEN
    RAISE invalid_parameter_value USING MESSAGE = format('run %s of tenant %s is not being planned', of_run, of_tenant);
  END IF;
  -- By the rule, ATTACH knows without reading that all rows belong.
  EXECUTE format('CREATE TABLE public.change_run_%1$s (LIKE public.change INCLUDING DEFAULTS,
    CONSTRAINT of_run CHECK (is_large AND run_id = %1$s AND tenant_id = %2$s))', of_run, of_tenant);
END $f$;

-- Indexes the table, for the questions that the indexes of `change_shared` are for, and makes it a part of `change`. Tenant and
-- run are the same in every row, so they are in no index.
CREATE FUNCTION "close_large_plan"("of_tenant" integer, "of_run" integer) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $f$
DECLARE
  plan text := format('change_run_%s', of_run);
BEGIN
  PERFORM FROM pg_class c JOIN public.sync_run r ON r.tenant_id = of_tenant AND r.id = of_run
  WHERE c.relnamespace = 'public'::regnamespace AND c.relname = plan AND NOT c.relispartition;
  IF NOT FOUND THEN
    RAISE invalid_parameter_value USING MESSAGE = format('no large plan of run %s of tenant %s is open', of_run, of_tenant);
  END IF;
  EXECUTE format('CREATE UNIQUE INDEX ON public.%I (seq)', plan);
  EXECUTE format('CREATE INDEX ON public.%I (sourced_id, entity)', plan);
  EXECUTE format('CREATE INDEX ON public.%I (counted_as, action, seq)', plan);
  EXECUTE format('CREATE INDEX ON public.%I (school_sourced_id, seq)', plan);
  EXECUTE format('CREATE INDEX ON public.%I (split_part(sourced_id, E''\n'', 1)) WHERE entity = ''link''', plan);
  EXECUTE format('CREATE INDEX ON public.%I (split_part(sourced_id, E''\n'', 2)) WHERE entity = ''link''', plan);
  EXECUTE format('CREATE INDEX ON public.%I (entity, sourced_id) WHERE is_held_back', plan);
  EXECUTE format('CREATE INDEX ON public.%I (seq) WHERE is_other_person', plan);
  EXECUTE format('ANALYZE public.%I', plan);
  EXECUTE format('ALTER TABLE public.change_large ATTACH PARTITION public.%I FOR VALUES IN (%s)', plan, of_run);
END $f$;

-- Tables of plans that were forgotten. One that somebody reads, or that stands beside one being read, waits for the next time.
CREATE FUNCTION "drop_empty_plans"() RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '200ms' AS $f$
DECLARE
  plan text;
  has_rows boolean;
  dropped integer := 0;
BEGIN
  FOR plan IN
    SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = 'public.change_large'::regclass ORDER BY 1
  LOOP
    BEGIN
      EXECUTE format('SELECT EXISTS (SELECT FROM public.%I)', plan) INTO has_rows;
      CONTINUE WHEN has_rows;
      EXECUTE format('LOCK TABLE ONLY public.change_large, public.%I IN ACCESS EXCLUSIVE MODE', plan);
      EXECUTE format('SELECT EXISTS (SELECT FROM public.%I)', plan) INTO has_rows;
      CONTINUE WHEN has_rows;
      EXECUTE format('DROP TABLE public.%I', plan);
      dropped := dropped + 1;
    EXCEPTION
      WHEN lock_not_available THEN NULL;
    END;
  END LOOP;
  RETURN dropped;
END $f$;

-- A table that has parts is counted as a whole without counting each part again, where PostgreSQL can do that.
CREATE OR REPLACE FUNCTION "analyze_table"("table_name" text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $f$
DECLARE
  kind "char";
BEGIN
  SELECT c.relkind INTO kind FROM pg_class c
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND c.relname = table_name;
  IF NOT FOUND THEN
    RAISE undefined_table USING MESSAGE = format('there is no table %L', table_name);
  END IF;
  EXECUTE format('ANALYZE %s public.%I',
    CASE WHEN kind = 'p' AND current_setting('server_version_num')::int >= 180000 THEN 'ONLY' ELSE '' END, table_name);
END $f$;

REVOKE EXECUTE ON FUNCTION "open_large_plan"(integer, integer), "close_large_plan"(integer, integer), "drop_empty_plans"() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION "open_large_plan"(integer, integer), "close_large_plan"(integer, integer), "drop_empty_plans"() TO connector_app;
