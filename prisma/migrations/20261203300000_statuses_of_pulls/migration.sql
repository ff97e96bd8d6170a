-- Few pulls fail, and lists of what waits ask for them alone.
CREATE INDEX "pull_failed_idx" ON "pull"("connection_id", "feed", "number") WHERE "state" = 'FAILED';

-- What the status of a district that is fetched from is read from. A page that is kept changes nothing of it.
CREATE TRIGGER "tenant_status_new_pull" AFTER INSERT OR DELETE ON "pull" FOR EACH ROW EXECUTE FUNCTION "note_tenant_status"();
CREATE TRIGGER "tenant_status_pull" AFTER UPDATE ON "pull" FOR EACH ROW
  WHEN (OLD."state" <> NEW."state" OR OLD."trouble_code" IS DISTINCT FROM NEW."trouble_code" OR OLD."next_attempt_at" <> NEW."next_attempt_at")
  EXECUTE FUNCTION "note_tenant_status"();
CREATE TRIGGER "tenant_status" AFTER INSERT OR DELETE OR UPDATE OF "tested_at", "is_scheduled", "pull_at" ON "api_account" FOR EACH ROW EXECUTE FUNCTION "note_tenant_status"();
CREATE TRIGGER "tenant_status" AFTER INSERT OR DELETE OR UPDATE OF "finished_at" ON "api_test" FOR EACH ROW EXECUTE FUNCTION "note_tenant_status"();
