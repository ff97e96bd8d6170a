-- What the lines of a district's files are compared with, kept as it is needed: the hash and the place of each row in force. It
-- is current as long as nobody has written the table it was made of, which each statement that writes one notes.
-- See docs/decisions/067-a-stored-baseline.md.

CREATE TABLE "live_table_revision" (
    "tenant_id" INTEGER NOT NULL,
    "live_table" TEXT NOT NULL,
    "revision" BIGINT NOT NULL,

    CONSTRAINT "live_table_revision_pkey" PRIMARY KEY ("tenant_id","live_table")
);

CREATE TABLE "stored_baseline" (
    "tenant_id" INTEGER NOT NULL,
    "live_table" TEXT NOT NULL,
    "revision" BIGINT NOT NULL,
    "file_node" BIGINT NOT NULL,

    CONSTRAINT "stored_baseline_pkey" PRIMARY KEY ("tenant_id","live_table")
);

CREATE TABLE "stored_baseline_part" (
    "tenant_id" INTEGER NOT NULL,
    "live_table" TEXT NOT NULL,
    "part" INTEGER NOT NULL,
    "content" BYTEA NOT NULL,

    CONSTRAINT "stored_baseline_part_pkey" PRIMARY KEY ("tenant_id","live_table","part")
);

-- Hashes do not get shorter by compressing them.
ALTER TABLE "stored_baseline_part" ALTER COLUMN "content" SET STORAGE EXTERNAL;

-- AddForeignKey
ALTER TABLE "stored_baseline_part" ADD CONSTRAINT "stored_baseline_part_tenant_id_live_table_fkey" FOREIGN KEY ("tenant_id", "live_table") REFERENCES "stored_baseline"("tenant_id", "live_table") ON DELETE CASCADE ON UPDATE CASCADE;

-- Arguments: the live table, and the tenant where the statement named a tenant's own part of it.
CREATE FUNCTION "note_roster_write"() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $f$
BEGIN
  IF TG_NARGS = 2 THEN
    INSERT INTO public.live_table_revision AS r (tenant_id, live_table, revision) VALUES (TG_ARGV[1]::int, TG_ARGV[0], 1)
    ON CONFLICT (tenant_id, live_table) DO UPDATE SET revision = r.revision + 1;
  ELSE
    UPDATE public.live_table_revision SET revision = revision + 1 WHERE live_table = TG_ARGV[0];
  END IF;
  RETURN NULL;
END $f$;

-- A trigger for each statement belongs to the table that the statement names: the whole, or a tenant's part.
CREATE FUNCTION "watch_roster_writes"("live" text, "of_tenant" integer) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $f$
BEGIN
  EXECUTE format(
    'CREATE TRIGGER note_write AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON public.%I FOR EACH STATEMENT EXECUTE FUNCTION public.note_roster_write(%L, %L)',
    format('%s_t%s', live, of_tenant), live, of_tenant);
  INSERT INTO public.live_table_revision AS r (tenant_id, live_table, revision) VALUES (of_tenant, live, 1)
  ON CONFLICT (tenant_id, live_table) DO UPDATE SET revision = r.revision + 1;
END $f$;

CREATE OR REPLACE FUNCTION "attach_first_roster"("of_tenant" integer, "of_run" integer) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $f$
DECLARE
  part record;
  staged text;
  partition text;
  flaw text;
  defaults text;
BEGIN
  PERFORM FROM public.sync_run r WHERE r.tenant_id = of_tenant AND r.id = of_run AND r.plan_kind = 'INITIAL';
  IF NOT FOUND THEN
    RAISE invalid_parameter_value USING MESSAGE = format('run %s is no first roster of tenant %s', of_run, of_tenant);
  END IF;
  FOR part IN SELECT * FROM public.roster_parts() ORDER BY place LOOP
    staged := format('run_%s_%s', of_run, part.staged);
    partition := format('%s_t%s', part.live, of_tenant);
    EXECUTE format('LOCK TABLE staging.%I IN ACCESS EXCLUSIVE MODE', staged);
    flaw := public.staged_table_flaw(format('staging.%I', staged)::regclass, of_tenant);
    IF flaw IS NOT NULL THEN
      RAISE object_not_in_prerequisite_state USING MESSAGE = format('staging.%s %s', staged, flaw);
    END IF;
    EXECUTE format('ALTER TABLE staging.%I OWNER TO %I', staged, current_user);
    EXECUTE format('ALTER TABLE staging.%I SET SCHEMA public', staged);
    EXECUTE format('ALTER TABLE public.%I RENAME TO %I', staged, partition);
    -- Tenant and run, which rows of a staged table carry without having to be told.
    SELECT string_agg(format('ALTER COLUMN %I DROP DEFAULT, ', a.attname), '') INTO defaults
    FROM pg_attribute a
      JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
      LEFT JOIN pg_attribute l ON l.attrelid = format('public.%I', part.live)::regclass AND l.attname = a.attname
      LEFT JOIN pg_attrdef ld ON ld.adrelid = l.attrelid AND ld.adnum = l.attnum
    WHERE a.attrelid = format('public.%I', partition)::regclass
      AND pg_get_expr(d.adbin, d.adrelid) IS DISTINCT FROM pg_get_expr(ld.adbin, ld.adrelid);
    EXECUTE format('ALTER TABLE public.%I %s RESET (autovacuum_enabled)', partition, coalesce(defaults, ''));
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON public.%I TO connector_app', partition);
    EXECUTE format('ALTER TABLE public.%I ATTACH PARTITION public.%I FOR VALUES IN (%s)', part.live, partition, of_tenant);
    -- No file is compared with links, and what writes them names the whole table.
    IF part.live <> 'roster_link' THEN
      PERFORM public.watch_roster_writes(part.live, of_tenant);
    END IF;
  END LOOP;
END $f$;

CREATE OR REPLACE FUNCTION "detach_first_roster"("of_tenant" integer, "of_run" integer) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $f$
DECLARE
  part record;
  staged text;
  partition text;
BEGIN
  PERFORM FROM public.sync_run r WHERE r.tenant_id = of_tenant AND r.id = of_run AND r.plan_kind = 'INITIAL';
  IF NOT FOUND THEN
    RAISE invalid_parameter_value USING MESSAGE = format('run %s is no first roster of tenant %s', of_run, of_tenant);
  END IF;
  FOR part IN SELECT * FROM public.roster_parts() ORDER BY place LOOP
    staged := format('run_%s_%s', of_run, part.staged);
    partition := format('%s_t%s', part.live, of_tenant);
    CONTINUE WHEN NOT EXISTS (
      SELECT FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
      WHERE i.inhparent = format('public.%I', part.live)::regclass AND c.relname = partition);
    EXECUTE format('ALTER TABLE public.%I DETACH PARTITION public.%I', part.live, partition);
    EXECUTE format('DROP TRIGGER IF EXISTS note_write ON public.%I', partition);
    EXECUTE format('ALTER TABLE public.%I RENAME TO %I', partition, staged);
    EXECUTE format('ALTER TABLE public.%I SET SCHEMA staging', staged);
    EXECUTE format('REVOKE ALL ON staging.%I FROM connector_app', staged);
    EXECUTE format('ALTER TABLE staging.%I OWNER TO connector_app', staged);
  END LOOP;
END $f$;

-- What is there already.
DO $$
DECLARE
  live text;
  tenant integer;
BEGIN
  FOR live IN SELECT p.live FROM public.roster_parts() p WHERE p.live <> 'roster_link' LOOP
    EXECUTE format(
      'CREATE TRIGGER note_write AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON public.%I FOR EACH STATEMENT EXECUTE FUNCTION public.note_roster_write(%L)',
      live, live);
    FOR tenant IN
      SELECT substring(c.relname FROM '_t([0-9]+)$')::int FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
      WHERE i.inhparent = format('public.%I', live)::regclass AND c.relname ~ ('^' || live || '_t[0-9]+$')
    LOOP
      PERFORM public.watch_roster_writes(live, tenant);
    END LOOP;
  END LOOP;
END $$;

REVOKE EXECUTE ON FUNCTION "note_roster_write"(), "watch_roster_writes"(text, integer) FROM PUBLIC;
