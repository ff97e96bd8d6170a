-- People whose list of orgs may not say their main school, told from the row alone: what they are enrolled in decides, so
-- each day asks for them again. The condition stands in lib/server/pipeline/settle-main-schools.ts too, word for word.
-- Schools that are not right yet are put right by the next files that arrive, also by the same ones once more.
CREATE INDEX "roster_user_open_school" ON "roster_user" ("sourced_id")
  WHERE "role" <> 'guardian' AND "role" <> 'parent' AND "role" <> 'relative'
    AND (cardinality("org_sourced_ids") <> 1 OR "school_sourced_id" IS DISTINCT FROM "org_sourced_ids"[1]);
