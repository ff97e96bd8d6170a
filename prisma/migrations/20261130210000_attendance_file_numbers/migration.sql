-- The number of an attendance or calendar file within its district, given like that of a run (20261130190000_run_numbers).
ALTER TABLE "attendance_run" ADD COLUMN "number" INTEGER;
UPDATE "attendance_run" r SET "number" = n."number"
FROM (SELECT "id", row_number() OVER (PARTITION BY "tenant_id" ORDER BY "id") AS "number" FROM "attendance_run") n
WHERE n."id" = r."id";
ALTER TABLE "attendance_run" ALTER COLUMN "number" SET NOT NULL;
CREATE UNIQUE INDEX "attendance_run_tenant_id_number_key" ON "attendance_run"("tenant_id", "number");

-- A counter of its own: while one feed inserts, the other does not wait.
CREATE TABLE "attendance_run_counter" (
    "tenant_id" INTEGER NOT NULL,
    "last_number" INTEGER NOT NULL,

    CONSTRAINT "attendance_run_counter_pkey" PRIMARY KEY ("tenant_id")
);
ALTER TABLE "attendance_run_counter" ADD CONSTRAINT "attendance_run_counter_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;
INSERT INTO "attendance_run_counter" ("tenant_id", "last_number")
SELECT "tenant_id", max("number") FROM "attendance_run" GROUP BY "tenant_id";

CREATE FUNCTION "number_attendance_run"() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $f$
BEGIN
  INSERT INTO public.attendance_run_counter AS c (tenant_id, last_number) VALUES (NEW.tenant_id, 1)
  ON CONFLICT (tenant_id) DO UPDATE SET last_number = c.last_number + 1
  RETURNING last_number INTO NEW.number;
  RETURN NEW;
END $f$;
REVOKE ALL ON FUNCTION "number_attendance_run"() FROM PUBLIC;
CREATE TRIGGER "attendance_run_number" BEFORE INSERT ON "attendance_run" FOR EACH ROW EXECUTE FUNCTION "number_attendance_run"();
REVOKE INSERT, UPDATE, DELETE ON "attendance_run_counter" FROM connector_app;
