-- The terms of the live roster as spans of days, beside the connection: whether files are late is asked of every district at
-- once, and the sessions lie in a partition per district.
ALTER TABLE "connection" ADD COLUMN "school_terms" JSONB;

UPDATE "connection" c SET "school_terms" = spans.terms
FROM (
  SELECT tenant_id, jsonb_agg(jsonb_build_array(lower(span), upper(span) - 1) ORDER BY lower(span)) AS terms
  FROM (
    SELECT tenant_id, unnest(range_agg(daterange(start_date, end_date, '[]'))) AS span
    FROM "roster_academic_session"
    WHERE removed_at IS NULL AND type <> 'schoolYear' AND start_date <= end_date
    GROUP BY tenant_id
  ) terms
  GROUP BY tenant_id
) spans
WHERE c.tenant_id = spans.tenant_id AND c.baseline_run_id IS NOT NULL;
