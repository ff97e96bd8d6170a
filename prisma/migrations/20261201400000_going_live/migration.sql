-- The TalkingPoints site of a district: when it was requested and where it is, and what the district says of it.
CREATE TYPE "SiteRequestedHow" AS ENUM ('WEBHOOK', 'BY_HAND', 'BEFORE_RECORDS');

CREATE TABLE "site" (
    "tenant_id" INTEGER NOT NULL,
    "request_id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "requested_how" "SiteRequestedHow" NOT NULL,
    "requested_at" TIMESTAMPTZ(3),
    "requested_by_id" INTEGER,
    "address" TEXT,
    "address_written_at" TIMESTAMPTZ(3),
    "address_written_by_id" INTEGER,
    "announced_at" TIMESTAMPTZ(3),

    CONSTRAINT "site_pkey" PRIMARY KEY ("tenant_id"),
    CONSTRAINT "site_requested" CHECK (("requested_at" IS NULL) = ("requested_how" = 'BEFORE_RECORDS')),
    CONSTRAINT "site_address" CHECK ("address" LIKE 'https://%' AND length("address") <= 500),
    CONSTRAINT "site_address_written" CHECK (("address" IS NULL) = ("address_written_at" IS NULL)),
    CONSTRAINT "site_announced" CHECK ("announced_at" IS NULL OR "address" IS NOT NULL)
);
CREATE UNIQUE INDEX "site_request_id_key" ON "site"("request_id");
ALTER TABLE "site" ADD CONSTRAINT "site_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "site_check" (
    "id" SERIAL NOT NULL,
    "tenant_id" INTEGER NOT NULL,
    "school_sourced_id" TEXT NOT NULL DEFAULT '',
    "looks_right" BOOLEAN NOT NULL,
    "text" TEXT,
    "answered_by_id" INTEGER,
    "answered_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "site_check_pkey" PRIMARY KEY ("tenant_id", "id"),
    CONSTRAINT "site_check_text" CHECK ("looks_right" = ("text" IS NULL))
);
-- Serves the newest answer of each school.
CREATE INDEX "site_check_tenant_id_school_sourced_id_id_idx" ON "site_check"("tenant_id", "school_sourced_id", "id" DESC);
ALTER TABLE "site_check" ADD CONSTRAINT "site_check_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "site"("tenant_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Districts whose roster is live were told to sign in to their site before sites were recorded: nothing of it is asked again.
INSERT INTO "site" ("tenant_id", "requested_how")
SELECT DISTINCT "tenant_id", 'BEFORE_RECORDS'::"SiteRequestedHow" FROM "connection" WHERE "baseline_run_id" IS NOT NULL;

-- One message for one endpoint, sent until it is taken or given up.
CREATE TABLE "webhook_delivery" (
    "id" SERIAL NOT NULL,
    "tenant_id" INTEGER NOT NULL,
    "message_id" TEXT NOT NULL,
    "event_type" TEXT NOT NULL,
    "endpoint" TEXT NOT NULL,
    "payload" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_attempt_at" TIMESTAMPTZ(3) NOT NULL,
    "delivered_at" TIMESTAMPTZ(3),
    "given_up_at" TIMESTAMPTZ(3),
    "last_status" INTEGER,
    "last_error" TEXT,

    CONSTRAINT "webhook_delivery_pkey" PRIMARY KEY ("tenant_id", "id"),
    CONSTRAINT "webhook_delivery_message_id" CHECK ("message_id" ~ '^[A-Za-z0-9_-]{1,100}$'),
    CONSTRAINT "webhook_delivery_ended" CHECK ("delivered_at" IS NULL OR "given_up_at" IS NULL),
    CONSTRAINT "webhook_delivery_last_error" CHECK (length("last_error") <= 300)
);
CREATE UNIQUE INDEX "webhook_delivery_message_id_endpoint_key" ON "webhook_delivery"("message_id", "endpoint");
-- Serves the worker: what is due.
CREATE INDEX "webhook_delivery_due" ON "webhook_delivery"("next_attempt_at") WHERE "delivered_at" IS NULL AND "given_up_at" IS NULL;
ALTER TABLE "webhook_delivery" ADD CONSTRAINT "webhook_delivery_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;
