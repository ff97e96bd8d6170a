-- How each district stands, so that lists filter and sort by it in SQL; see docs/decisions/072-a-status-row-per-district.md.
CREATE TABLE "tenant_status" (
    "tenant_id" INTEGER NOT NULL,
    "status" TEXT NOT NULL,
    "owner" TEXT NOT NULL,
    "open_break_at" TIMESTAMPTZ(3),
    "waits_since" TIMESTAMPTZ(3),
    "last_received_at" TIMESTAMPTZ(3),
    "last_applied_at" TIMESTAMPTZ(3),
    "student_count" INTEGER,
    "open_questions" INTEGER NOT NULL,
    "next_date" DATE,
    "next_date_kind" TEXT,
    "computed_at" TIMESTAMPTZ(3) NOT NULL,
    "valid_until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "tenant_status_pkey" PRIMARY KEY ("tenant_id")
);
CREATE INDEX "tenant_status_valid_until_idx" ON "tenant_status"("valid_until");
ALTER TABLE "tenant_status" ADD CONSTRAINT "tenant_status_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Districts whose row is to be written anew. Only added to, so that no transaction waits for another's; several rows of a
-- district are one.
CREATE TABLE "tenant_status_change" (
    "id" BIGSERIAL NOT NULL,
    "tenant_id" INTEGER NOT NULL,

    CONSTRAINT "tenant_status_change_pkey" PRIMARY KEY ("id")
);

CREATE FUNCTION "note_tenant_status"() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $f$
BEGIN
  INSERT INTO public.tenant_status_change (tenant_id)
  VALUES (CASE WHEN TG_OP = 'DELETE' THEN OLD.tenant_id ELSE NEW.tenant_id END);
  RETURN NULL;
END $f$;

CREATE FUNCTION "note_own_tenant_status"() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $f$
BEGIN
  INSERT INTO public.tenant_status_change (tenant_id) VALUES (NEW.id);
  RETURN NULL;
END $f$;

CREATE FUNCTION "note_statuses_of_member"() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $f$
BEGIN
  INSERT INTO public.tenant_status_change (tenant_id) SELECT m.tenant_id FROM public.tenant_member m WHERE m.user_id = NEW.id;
  RETURN NULL;
END $f$;

-- All that list-tenants.ts reads a status from, and what else the row holds.
CREATE TRIGGER "tenant_status" AFTER INSERT OR UPDATE OF "time_zone", "first_day_of_school_date" ON "tenant" FOR EACH ROW EXECUTE FUNCTION "note_own_tenant_status"();
CREATE TRIGGER "tenant_status" AFTER INSERT OR DELETE OR UPDATE OF "paused_at", "baseline_run_id", "school_terms" ON "connection" FOR EACH ROW EXECUTE FUNCTION "note_tenant_status"();
CREATE TRIGGER "tenant_status" AFTER INSERT OR DELETE OR UPDATE ON "connection_feed" FOR EACH ROW EXECUTE FUNCTION "note_tenant_status"();
CREATE TRIGGER "tenant_status" AFTER INSERT OR DELETE ON "sftp_account" FOR EACH ROW EXECUTE FUNCTION "note_tenant_status"();
CREATE TRIGGER "tenant_status" AFTER INSERT OR DELETE OR UPDATE OF "revoked_at", "expires_at" ON "sftp_password" FOR EACH ROW EXECUTE FUNCTION "note_tenant_status"();
CREATE TRIGGER "tenant_status" AFTER INSERT OR DELETE OR UPDATE OF "state", "touched_at", "received_at" ON "delivery" FOR EACH ROW EXECUTE FUNCTION "note_tenant_status"();
CREATE TRIGGER "tenant_status" AFTER INSERT OR DELETE OR UPDATE OF "state", "last_arrival_at", "finished_at", "undone_at", "removals_undone_at" ON "sync_run" FOR EACH ROW EXECUTE FUNCTION "note_tenant_status"();
CREATE TRIGGER "tenant_status" AFTER INSERT OR DELETE OR UPDATE OF "state", "opened_at" ON "circuit_break" FOR EACH ROW EXECUTE FUNCTION "note_tenant_status"();
CREATE TRIGGER "tenant_status" AFTER INSERT OR DELETE OR UPDATE OF "held_back_count" ON "circuit_break_version" FOR EACH ROW EXECUTE FUNCTION "note_tenant_status"();
CREATE TRIGGER "tenant_status" AFTER INSERT OR DELETE OR UPDATE OF "answered_at", "closed_at" ON "circuit_break_question" FOR EACH ROW EXECUTE FUNCTION "note_tenant_status"();
CREATE TRIGGER "tenant_status" AFTER INSERT OR DELETE OR UPDATE ON "policy_window" FOR EACH ROW EXECUTE FUNCTION "note_tenant_status"();
CREATE TRIGGER "tenant_status" AFTER INSERT OR DELETE OR UPDATE ON "connection_pause" FOR EACH ROW EXECUTE FUNCTION "note_tenant_status"();
CREATE TRIGGER "tenant_status" AFTER INSERT OR DELETE OR UPDATE OF "state", "file_name_id" ON "attendance_run" FOR EACH ROW EXECUTE FUNCTION "note_tenant_status"();
CREATE TRIGGER "tenant_status" AFTER INSERT OR DELETE OR UPDATE OF "state" ON "attendance_file_name" FOR EACH ROW EXECUTE FUNCTION "note_tenant_status"();
-- Whether a district has somebody to ask says whose turn it is.
CREATE TRIGGER "tenant_status" AFTER INSERT OR DELETE ON "tenant_member" FOR EACH ROW EXECUTE FUNCTION "note_tenant_status"();
CREATE TRIGGER "tenant_status" AFTER UPDATE OF "disabled_at" ON "user_account" FOR EACH ROW EXECUTE FUNCTION "note_statuses_of_member"();
-- Only days without school matter, and a calendar writes hundreds of days.
CREATE TRIGGER "tenant_status_new_day" AFTER INSERT ON "attendance_day" FOR EACH ROW
  WHEN (NEW."schools_in_session" = 0 AND NEW."schools_received" = 0) EXECUTE FUNCTION "note_tenant_status"();
CREATE TRIGGER "tenant_status_day" AFTER UPDATE ON "attendance_day" FOR EACH ROW
  WHEN ((OLD."schools_in_session" = 0 AND OLD."schools_received" = 0) <> (NEW."schools_in_session" = 0 AND NEW."schools_received" = 0))
  EXECUTE FUNCTION "note_tenant_status"();
-- Of students the sum alone; an update of the roster rewrites thousands of other counts.
CREATE TRIGGER "tenant_status_new_count" AFTER INSERT ON "roster_count" FOR EACH ROW
  WHEN (NEW."entity" = 'students' AND NEW."facet" = '') EXECUTE FUNCTION "note_tenant_status"();
CREATE TRIGGER "tenant_status_count" AFTER UPDATE OF "count" ON "roster_count" FOR EACH ROW
  WHEN (NEW."entity" = 'students' AND NEW."facet" = '') EXECUTE FUNCTION "note_tenant_status"();

INSERT INTO "tenant_status_change" ("tenant_id") SELECT "id" FROM "tenant" ORDER BY "id";

-- For the facts of a page of districts: what is arriving anywhere, and when something came last.
CREATE INDEX "delivery_receiving_idx" ON "delivery"("connection_id") WHERE "state" = 'RECEIVING';
CREATE INDEX "delivery_connection_id_received_at_idx" ON "delivery"("connection_id", "received_at");
