-- How many attendance files of a district should have come today and did not, kept with how the district stands.
ALTER TABLE "tenant_status" ADD COLUMN "late_feeds" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "late_feeds_since" TIMESTAMPTZ(3);
CREATE INDEX "tenant_status_late_feeds_idx" ON "tenant_status"("tenant_id") WHERE "late_feeds" > 0;

-- What staff mark in the calendar. A calendar file writes thousands of days, and its own run notes the district once.
CREATE TRIGGER "tenant_status_mark" AFTER INSERT OR UPDATE ON "attendance_calendar_mark" FOR EACH ROW
  WHEN (NEW."source" = 'STAFF') EXECUTE FUNCTION "note_tenant_status"();
CREATE TRIGGER "tenant_status_no_mark" AFTER DELETE ON "attendance_calendar_mark" FOR EACH ROW
  WHEN (OLD."source" = 'STAFF') EXECUTE FUNCTION "note_tenant_status"();

INSERT INTO "tenant_status_change" ("tenant_id") SELECT "id" FROM "tenant" ORDER BY "id";
