-- The reader's verdict of numbers, addresses and words for no value has grown (lib/core/oneroster: phone.ts, mail-address.ts,
-- placeholder.ts). Rows that are recognised as unchanged are not read again, so what is stored is brought to it here, and the
-- next files find no difference. Run again, it changes nothing.

CREATE FUNCTION staging.migrate_phone(sent text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $f$
DECLARE
  national CONSTANT text := '^(?:\+?1[ .-]?)?\(?([2-9]\d\d)\)?[ .-]{0,3}([2-9]\d\d)[ .-]{0,3}(\d{4})$';
  nobodys CONSTANT text := '^(?:(\d)\1{9}|\d{3}(\d)\2{6}|\d11\d{7}|555\d{7}|\d9\d{8}|\d{4}11\d{4}|\d{3}5551212|23456789\d\d|9876543210)$';
  plain text := sent;
  digits text;
BEGIN
  IF sent IS NULL OR sent !~ '\d' THEN RETURN NULL; END IF;
  IF sent !~ national THEN
    plain := regexp_replace(regexp_replace(sent, '^''|\.0$', '', 'g'), '^tel:', '', 'i');
    plain := regexp_replace(plain, '[\s,;]*(?:x|ext|extension|#)[\s.:=]*\d{1,7}$|\s*[,;]+\s*\d{1,5}$', '', 'i');
    plain := regexp_replace(plain, '[\s\u00a0().\-/\u00ad\u200b-\u2015\u202a-\u202e\u2060\ufeff]', '', 'g');
    digits := coalesce(substring(plain FROM '^(?:\+|011)([2-9]\d{6,14})$'), substring(plain FROM '^00([2-9]\d{8,12})$'));
    IF digits IS NOT NULL THEN
      RETURN CASE WHEN digits !~ '^(\d)\1+$|(\d)\2{8}$|0{7}$|1234567890?$' THEN '+' || digits END;
    END IF;
    plain := regexp_replace(plain, '^001(?=\d{10}$)', '1');
  END IF;
  IF plain !~ national THEN RETURN NULL; END IF;
  digits := regexp_replace(plain, national, '\1\2\3');
  RETURN CASE WHEN digits !~ nobodys THEN '+1' || digits END;
END $f$;

CREATE FUNCTION staging.migrate_mail(sent text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $f$
DECLARE
  -- Of the two, what follows is for the part before the @, the other for the name of the domain.
  nobody CONSTANT text[] := ARRAY['none', 'null', 'unknown', 'undefined', 'noemail', 'noemails', 'noemailaddress',
    'noemailonfile', 'nomail', 'noaddress', 'noreply', 'donotreply', 'donotemail', 'donotcontact', 'donotuse', 'dontemail',
    'refused', 'declined', 'notprovided', 'notavailable', 'notapplicable', 'notgiven', 'nobody', 'noone', 'fakeemail',
    'noemailprovided', 'noemailavailable', 'noemailgiven', 'noemailaddressprovided', 'noemailaccount', 'donthave', 'donthaveemail', 'donthaveone',
    'doesnothave', 'doesnothaveemail', 'doesnthaveemail', 'emailnotprovided', 'emailunknown', 'unknownemail', 'emailmissing', 'missingemail', 'novalidemail'];
  nowhere CONSTANT text[] := nobody || ARRAY['na', 'no', 'fake', 'nowhere', 'invalid'];
  typed CONSTANT text[] := ARRAY['na', 'no', 'not', 'test', 'fake', 'abc', 'asdf', 'mail', 'email', 'missing', 'parent', 'student', 'guardian', 'mom', 'dad', 'user', 'name', 'xyz'];
  address text;
  local text;
  name text;
  words text;
BEGIN
  address := regexp_replace(sent, '[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]', '', 'g');
  address := lower(btrim(regexp_replace(address, '^(?:[^<>]*<)?(?:mailto:)?([^<>]*)>?$', '\1'), E' \t\u00a0'));
  IF length(address) > 254 OR address !~ '^[^\s@,;:<>()"[\]\\.]+(?:\.[^\s@,;:<>()"[\]\\.]+)*@([[:alnum:]]([[:alnum:]-]*[[:alnum:]])?\.)+([[:alpha:]]{2,}|xn--[a-z0-9-]+)$' THEN
    RETURN NULL;
  END IF;
  local := split_part(address, '@', 1);
  name := replace(split_part(split_part(address, '@', 2), '.', 1), '-', '');
  IF length(local) > 64 OR address LIKE '%.invalid' THEN RETURN NULL; END IF;
  local := regexp_replace(local, '[._+-]', '', 'g');
  words := regexp_replace(local, '(?<=\D)\d+$', '');
  IF words = ANY (nobody) OR name = ANY (nowhere) OR words || name = ANY (nobody)
    OR (name = local AND (local = ANY (typed) OR local ~ '^(.)\1*$|^\d+$')) THEN
    RETURN NULL;
  END IF;
  RETURN address;
END $f$;

CREATE FUNCTION staging.migrate_is_placeholder(sent text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $f$
  SELECT length(sent) <= 24 AND sent !~ '[1-9]|[^\u0001-\u007f\u2013\u2014]' AND (lower(sent) !~ '[a-z]'
    OR regexp_replace(lower(sent), '[^a-z]', '', 'g') = ANY (ARRAY['na', 'nan', 'nil', 'none', 'null', 'undefined', 'unknown',
      'unk', 'tbd', 'tba', 'blank', 'empty', 'missing', 'refused', 'declined', 'notapplicable', 'notavailable', 'notprovided',
      'notgiven', 'notknown', 'noid', 'nonumber', 'nonegiven', 'nodata', 'novalue']))
$f$;

DO $$
DECLARE
  place record;
BEGIN
  -- What a held roster has staged is to become the live one and is compared with it, so it is brought along.
  FOR place IN
    SELECT n.nspname AS schema, c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE (n.nspname = 'staging' AND c.relkind = 'r' AND c.relname ~ '^run_\d+_user$')
      OR c.oid IN (SELECT inhrelid FROM pg_inherits WHERE inhparent = 'roster_user'::regclass)
  LOOP
    EXECUTE format(
      'UPDATE %I.%I u SET sms_e164 = v.sms, phone_e164 = v.phone, email_key = v.mail
       FROM (SELECT ctid AS place, staging.migrate_phone(sms) AS sms, staging.migrate_phone(phone) AS phone,
               CASE WHEN email IS NOT NULL THEN staging.migrate_mail(email) END AS mail
             FROM %1$I.%2$I WHERE coalesce(sms, phone, email) IS NOT NULL) v
       WHERE u.ctid = v.place AND (u.sms_e164 IS DISTINCT FROM v.sms OR u.phone_e164 IS DISTINCT FROM v.phone
         OR u.email_key IS DISTINCT FROM v.mail)', place.schema, place.name);
    EXECUTE format(
      'UPDATE %I.%I SET identifier = NULL WHERE identifier IS NOT NULL AND staging.migrate_is_placeholder(identifier)',
      place.schema, place.name);
    -- 0 is kindergarten.
    EXECUTE format(
      'UPDATE %I.%I SET grades = ARRAY(SELECT g FROM unnest(grades) WITH ORDINALITY AS x(g, at) WHERE NOT (g !~ ''^0+$'' AND staging.migrate_is_placeholder(g)) ORDER BY at)
       WHERE EXISTS (SELECT 1 FROM unnest(grades) AS x(g) WHERE g !~ ''^0+$'' AND staging.migrate_is_placeholder(g))',
      place.schema, place.name);
  END LOOP;
  FOR place IN
    SELECT n.nspname AS schema, c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE (n.nspname = 'staging' AND c.relkind = 'r' AND c.relname ~ '^run_\d+_org$')
      OR c.oid IN (SELECT inhrelid FROM pg_inherits WHERE inhparent = 'roster_org'::regclass)
  LOOP
    EXECUTE format(
      'UPDATE %I.%I SET identifier = NULL WHERE identifier IS NOT NULL AND staging.migrate_is_placeholder(identifier)',
      place.schema, place.name);
  END LOOP;
END $$;

-- What is counted as filled, of the live roster and of a first roster that waits.
DO $$
DECLARE
  counted CONSTANT text :=
    'SELECT f.kind, f.facet, coalesce(f.school, ''''), count(*)
     FROM (SELECT nullif(r.school_sourced_id, '''') AS school, x.facet,
         CASE WHEN r.role = ''student'' THEN ''students'' WHEN r.role IN (''guardian'', ''parent'', ''relative'') THEN ''contacts'' ELSE ''staff'' END AS kind
       FROM %s r CROSS JOIN LATERAL (VALUES
         (''filled:reachable'', coalesce(r.phone_e164, r.sms_e164, r.email_key) IS NOT NULL),
         (''filled:identifier'', r.identifier IS NOT NULL),
         (''filled:grades'', cardinality(r.grades) > 0),
         (''filled:email'', r.email_key IS NOT NULL),
         (''filled:phone'', r.phone_e164 IS NOT NULL),
         (''filled:sms'', r.sms_e164 IS NOT NULL)) AS x(facet, is_filled)
       WHERE x.is_filled AND %s) f
     GROUP BY GROUPING SETS ((f.kind, f.facet), (f.kind, f.facet, f.school))
     HAVING grouping(f.school) = 1 OR f.school IS NOT NULL';
  facets CONSTANT text := '(''filled:reachable'', ''filled:identifier'', ''filled:grades'', ''filled:email'', ''filled:phone'', ''filled:sms'')';
  place record;
BEGIN
  FOR place IN SELECT id FROM tenant WHERE EXISTS (SELECT 1 FROM roster_count c WHERE c.tenant_id = tenant.id) LOOP
    EXECUTE format('DELETE FROM roster_count WHERE tenant_id = %s AND facet IN %s', place.id, facets);
    EXECUTE format('INSERT INTO roster_count (tenant_id, entity, facet, value, count) SELECT %s, c.* FROM (%s) c', place.id,
      format(counted, 'roster_user', format('r.tenant_id = %s AND r.removed_at IS NULL', place.id)));
  END LOOP;
  FOR place IN
    SELECT c.relname AS counts, replace(c.relname, '_count', '_user') AS people FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'staging' AND c.relkind = 'r' AND c.relname ~ '^run_\d+_count$'
      AND EXISTS (SELECT 1 FROM pg_class p WHERE p.relnamespace = n.oid AND p.relname = replace(c.relname, '_count', '_user'))
  LOOP
    EXECUTE format('DELETE FROM staging.%I WHERE facet IN %s', place.counts, facets);
    EXECUTE format('INSERT INTO staging.%I %s', place.counts, format(counted, format('staging.%I', place.people), 'true'));
  END LOOP;
END $$;

DROP FUNCTION staging.migrate_phone(text);
DROP FUNCTION staging.migrate_mail(text);
DROP FUNCTION staging.migrate_is_placeholder(text);
