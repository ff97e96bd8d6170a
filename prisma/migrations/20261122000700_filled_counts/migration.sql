-- How many people of each kind and school have a language, an identifier, grades, a mail or a phone: the limits ask for
-- it with every set of files, and it was counted anew each time.
INSERT INTO "roster_count" ("tenant_id", "entity", "facet", "value", "count")
SELECT f.tenant_id, f.kind, f.facet, coalesce(f.school, ''), count(*)
FROM (
  SELECT r.tenant_id, nullif(r.school_sourced_id, '') AS school, x.facet,
    CASE WHEN r.role = 'student' THEN 'students' WHEN r.role IN ('guardian', 'parent', 'relative') THEN 'contacts' ELSE 'staff' END AS kind
  FROM "roster_user" r CROSS JOIN LATERAL (VALUES
    ('filled:reachable', coalesce(r.phone, r.sms, r.email) IS NOT NULL),
    ('filled:language_code', r.language_code IS NOT NULL),
    ('filled:identifier', r.identifier IS NOT NULL),
    ('filled:grades', cardinality(r.grades) > 0),
    ('filled:email', r.email IS NOT NULL),
    ('filled:phone', r.phone IS NOT NULL),
    ('filled:sms', r.sms IS NOT NULL)) AS x(facet, is_filled)
  WHERE r.removed_at IS NULL AND x.is_filled) f
GROUP BY GROUPING SETS ((f.tenant_id, f.kind, f.facet), (f.tenant_id, f.kind, f.facet, f.school))
HAVING grouping(f.school) = 1 OR f.school IS NOT NULL;
