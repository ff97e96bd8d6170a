-- The number of a run within its district, as people read it; see docs/decisions/071-runs-are-numbered-per-district.md.
ALTER TABLE "sync_run" ADD COLUMN "number" INTEGER;
UPDATE "sync_run" r SET "number" = n."number"
FROM (SELECT "id", row_number() OVER (PARTITION BY "tenant_id" ORDER BY "id") AS "number" FROM "sync_run") n
WHERE n."id" = r."id";
ALTER TABLE "sync_run" ALTER COLUMN "number" SET NOT NULL;
CREATE UNIQUE INDEX "sync_run_tenant_id_number_key" ON "sync_run"("tenant_id", "number");

-- The last number of each district. A run that is deleted leaves it as it is, so no number is given twice.
CREATE TABLE "run_counter" (
    "tenant_id" INTEGER NOT NULL,
    "last_number" INTEGER NOT NULL,

    CONSTRAINT "run_counter_pkey" PRIMARY KEY ("tenant_id")
);
ALTER TABLE "run_counter" ADD CONSTRAINT "run_counter_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;
INSERT INTO "run_counter" ("tenant_id", "last_number")
SELECT "tenant_id", max("number") FROM "sync_run" GROUP BY "tenant_id";

-- Of two runs of a district that are inserted at the same time the second waits for the first. Runs as the owner: the
-- application may not turn the counter back.
CREATE FUNCTION "number_run"() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $f$
BEGIN
  INSERT INTO public.run_counter AS c (tenant_id, last_number) VALUES (NEW.tenant_id, 1)
  ON CONFLICT (tenant_id) DO UPDATE SET last_number = c.last_number + 1
  RETURNING last_number INTO NEW.number;
  RETURN NEW;
END $f$;
REVOKE ALL ON FUNCTION "number_run"() FROM PUBLIC;
CREATE TRIGGER "sync_run_number" BEFORE INSERT ON "sync_run" FOR EACH ROW EXECUTE FUNCTION "number_run"();
REVOKE INSERT, UPDATE, DELETE ON "run_counter" FROM connector_app;
