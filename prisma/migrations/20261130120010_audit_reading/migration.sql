-- The audit log is read newest first (lib/server/audit/list.ts): of every district, and of one person.
CREATE INDEX "audit_event_at_id_idx" ON "audit_event"("at", "id");
CREATE INDEX "audit_event_actor_id_at_idx" ON "audit_event"("actor_id", "at");
