-- What happened that others may be told of, written in the transaction that makes it so; see
-- docs/decisions/064-an-outbox-for-events.md.
CREATE TABLE "outbox_event" (
    "tenant_id" INTEGER NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "position" BIGINT,
    "kind" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "payload" JSONB NOT NULL,

    CONSTRAINT "outbox_event_pkey" PRIMARY KEY ("tenant_id", "id")
);

CREATE UNIQUE INDEX "outbox_event_position_key" ON "outbox_event"("position");
CREATE INDEX "outbox_event_tenant_id_position_idx" ON "outbox_event"("tenant_id", "position");
CREATE INDEX "outbox_event_at_idx" ON "outbox_event"("at");
ALTER TABLE "outbox_event" ADD CONSTRAINT "outbox_event_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Up to which position events of a tenant were deleted for their age: who reads on from before has missed some.
CREATE TABLE "outbox_swept" (
    "tenant_id" INTEGER NOT NULL,
    "position" BIGINT NOT NULL,

    CONSTRAINT "outbox_swept_pkey" PRIMARY KEY ("tenant_id")
);

ALTER TABLE "outbox_swept" ADD CONSTRAINT "outbox_swept_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE SEQUENCE "outbox_position_seq" AS BIGINT;

-- The position is given as the last thing before a commit, one transaction after the other: the lock is let go when the
-- commit can be seen, so a reader who saw a position has seen all before it. Runs as the owner: the application may not
-- change an event.
CREATE FUNCTION "number_outbox_event"() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $f$
BEGIN
  PERFORM pg_advisory_xact_lock(7304, 0);
  UPDATE public.outbox_event SET position = nextval('public.outbox_position_seq')
  WHERE tenant_id = NEW.tenant_id AND id = NEW.id;
  RETURN NULL;
END $f$;
REVOKE ALL ON FUNCTION "number_outbox_event"() FROM PUBLIC;

CREATE CONSTRAINT TRIGGER "outbox_event_position" AFTER INSERT ON "outbox_event"
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "number_outbox_event"();

-- Added and, past their time, deleted; never changed.
REVOKE UPDATE ON "outbox_event" FROM connector_app;
