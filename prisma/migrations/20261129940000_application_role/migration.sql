-- The role in which web, worker, SFTP server and command line connect. It owns no table of the product, so it cannot switch
-- off a trigger, change a table, or write the audit log other than by adding to it. See docs/decisions/058-a-role-that-owns-nothing.md.

-- Roles belong to the whole server: another database of it may have made this one, or be making it now.
DO $$
DECLARE
  grants CONSTANT text := format('GRANT connector_app TO %I;', current_user);
  may_own boolean;
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'connector_app') THEN
    BEGIN
      CREATE ROLE connector_app NOLOGIN;
    EXCEPTION
      WHEN duplicate_object OR unique_violation THEN NULL;
      WHEN insufficient_privilege THEN
        RAISE insufficient_privilege USING MESSAGE = format(
          'The role connector_app is missing, and %s may not create it. Let an administrator of PostgreSQL run: CREATE ROLE connector_app; %s',
          current_user, grants);
    END;
  END IF;
  -- The owner takes tables over from the role and gives them back, which PostgreSQL allows to members only.
  IF current_setting('server_version_num')::int >= 160000 THEN
    EXECUTE $q$SELECT pg_has_role(current_user, 'connector_app', 'USAGE') AND pg_has_role(current_user, 'connector_app', 'SET')$q$ INTO may_own;
  ELSE
    may_own := pg_has_role(current_user, 'connector_app', 'USAGE');
  END IF;
  IF NOT may_own THEN
    BEGIN
      EXECUTE grants;
    EXCEPTION
      WHEN unique_violation THEN NULL;
      WHEN insufficient_privilege THEN
        RAISE insufficient_privilege USING MESSAGE = format(
          '%s is not a member of the role connector_app, and may not become one by itself. Let an administrator of PostgreSQL run: %s',
          current_user, grants);
    END;
  END IF;
  EXECUTE format('GRANT CONNECT, TEMPORARY ON DATABASE %I TO connector_app', current_database());
END $$;

-- A database that was made before PostgreSQL 15 lets everybody create in it.
REVOKE CREATE ON SCHEMA "public" FROM PUBLIC;

GRANT USAGE ON SCHEMA "public" TO connector_app;
GRANT USAGE, CREATE ON SCHEMA "staging" TO connector_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA "public" TO connector_app;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA "public" TO connector_app;
-- The audit log only grows, and what was migrated is the owner's word.
REVOKE UPDATE, DELETE ON "audit_event" FROM connector_app;
REVOKE INSERT, UPDATE, DELETE ON "_prisma_migrations" FROM connector_app;
-- Tables of later migrations.
ALTER DEFAULT PRIVILEGES IN SCHEMA "public" GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO connector_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA "public" GRANT USAGE, SELECT ON SEQUENCES TO connector_app;

-- What a run has staged is the role's, also what was staged before there was one.
DO $$
DECLARE
  name text;
BEGIN
  FOR name IN
    SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'staging'::regnamespace AND c.relkind = 'r' ORDER BY 1
  LOOP
    EXECUTE format('ALTER TABLE staging.%I OWNER TO connector_app', name);
  END LOOP;
END $$;

-- Below: the few things that only the owner of a table can do. Each does one thing, to tables whose names it makes itself.

-- In which order the staged tables of a run become parts of the roster: who looks at several begins with the people.
CREATE FUNCTION "roster_parts"() RETURNS TABLE ("place" integer, "staged" text, "live" text)
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $f$
  VALUES (1, 'user', 'roster_user'), (2, 'org', 'roster_org'), (3, 'academic_session', 'roster_academic_session'),
    (4, 'course', 'roster_course'), (5, 'class', 'roster_class'), (6, 'enrollment', 'roster_enrollment'),
    (7, 'demographics', 'roster_demographics'), (8, 'link', 'roster_link')
$f$;

-- What stands in the way of a staged table becoming a part of the roster, or nothing. Its owner, the application, could have
-- hung something on it that later runs with the rights of whoever touches the roster. The caller has the table locked.
CREATE FUNCTION "staged_table_flaw"("staged" regclass, "of_tenant" integer) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $f$
  WITH hung AS (SELECT DISTINCT classid, objid FROM pg_depend WHERE refclassid = 'pg_class'::regclass AND refobjid = staged),
    -- An index, a default or a check that calls what somebody has written.
    foreign_to_it AS (
      SELECT FROM pg_depend d JOIN hung h USING (classid, objid)
      WHERE d.refobjid >= 16384 AND (d.refclassid, d.refobjid) <> ('pg_class'::regclass, staged::oid)
        AND (d.refclassid, d.refobjid) NOT IN (SELECT classid, objid FROM hung)
        AND d.classid IN ('pg_class'::regclass, 'pg_attrdef'::regclass, 'pg_constraint'::regclass))
  SELECT CASE
    WHEN c.relkind <> 'r' OR c.relpersistence <> 'p' OR c.reloftype <> 0 THEN 'is no ordinary table'
    WHEN NOT pg_has_role(current_user, c.relowner, 'USAGE') OR c.relowner NOT IN (
      (SELECT oid FROM pg_roles WHERE rolname = current_user), (SELECT oid FROM pg_roles WHERE rolname = 'connector_app'))
      THEN 'belongs to somebody else'
    WHEN c.relrowsecurity OR c.relforcerowsecurity THEN 'hides rows'
    WHEN EXISTS (SELECT FROM aclexplode(c.relacl) a WHERE a.grantee <> c.relowner)
      OR EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = staged AND a.attacl IS NOT NULL) THEN 'was shared with somebody'
    WHEN EXISTS (SELECT FROM pg_inherits i WHERE staged IN (i.inhrelid, i.inhparent)) THEN 'is part of another table'
    WHEN EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = staged
      AND (k.contype NOT IN ('p', 'n', 'c') OR k.contype = 'c' AND pg_get_constraintdef(k.oid) <> format('CHECK ((tenant_id = %s))', of_tenant)))
      THEN 'has rules of its own'
    WHEN EXISTS (SELECT FROM foreign_to_it) THEN 'calls a function of somebody'
    WHEN EXISTS (SELECT FROM hung h WHERE NOT (
        h.classid = 'pg_attrdef'::regclass
        OR h.classid = 'pg_type'::regclass AND h.objid = c.reltype
        OR h.classid = 'pg_constraint'::regclass AND EXISTS (SELECT FROM pg_constraint k WHERE k.oid = h.objid AND k.conrelid = staged)
        OR h.classid = 'pg_class'::regclass AND EXISTS (SELECT FROM pg_class i WHERE i.oid = h.objid AND i.relkind IN ('i', 't'))))
      THEN 'has something hung on it'
    END
  FROM pg_class c WHERE c.oid = staged
$f$;

-- Makes the staged tables of a first roster the tenant's partitions. From then on they are the owner's.
CREATE FUNCTION "attach_first_roster"("of_tenant" integer, "of_run" integer) RETURNS void
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
  END LOOP;
END $f$;

-- The way back: the partitions become the staging tables of the run that brought them, and the application's.
CREATE FUNCTION "detach_first_roster"("of_tenant" integer, "of_run" integer) RETURNS void
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
    EXECUTE format('ALTER TABLE public.%I RENAME TO %I', partition, staged);
    EXECUTE format('ALTER TABLE public.%I SET SCHEMA staging', staged);
    EXECUTE format('REVOKE ALL ON staging.%I FROM connector_app', staged);
    EXECUTE format('ALTER TABLE staging.%I OWNER TO connector_app', staged);
  END LOOP;
END $f$;

-- Counts a table of the product anew for the planner. Asked by anybody but its owner, ANALYZE leaves it out with a warning.
CREATE FUNCTION "analyze_table"("table_name" text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $f$
BEGIN
  PERFORM FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND c.relname = table_name;
  IF NOT FOUND THEN
    RAISE undefined_table USING MESSAGE = format('there is no table %L', table_name);
  END IF;
  EXECUTE format('ANALYZE public.%I', table_name);
END $f$;

-- The first two are asked by the others only.
REVOKE EXECUTE ON FUNCTION "roster_parts"(), "staged_table_flaw"(regclass, integer), "attach_first_roster"(integer, integer),
  "detach_first_roster"(integer, integer), "analyze_table"(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION "attach_first_roster"(integer, integer), "detach_first_roster"(integer, integer), "analyze_table"(text) TO connector_app;
