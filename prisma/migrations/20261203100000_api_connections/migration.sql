-- Connections that are fetched from: the account at the source, each reading of it page by page, and tests of it.
CREATE TYPE "ApiAuthorization" AS ENUM ('OAUTH2', 'OAUTH1_SHA1', 'OAUTH1_SHA256');
CREATE TYPE "PullState" AS ENUM ('PLANNED', 'PULLING', 'COMPLETE', 'FAILED', 'CANCELED');
CREATE TYPE "PullPurpose" AS ENUM ('UPDATE', 'PREVIEW');
CREATE TYPE "PullExtent" AS ENUM ('FULL', 'DELTA');
CREATE TYPE "PullCollectionState" AS ENUM ('WAITING', 'READING', 'READ');

CREATE TABLE "api_account" (
    "tenant_id" INTEGER NOT NULL,
    "connection_id" INTEGER NOT NULL,
    "base_url" TEXT NOT NULL,
    "token_url" TEXT,
    "authorization" "ApiAuthorization" NOT NULL DEFAULT 'OAUTH2',
    "client_id" TEXT NOT NULL,
    "secret_key_name" TEXT NOT NULL,
    "secret_sealed" BYTEA NOT NULL,
    "secret_changed_at" TIMESTAMPTZ(3) NOT NULL,
    "vendor" TEXT NOT NULL DEFAULT 'OTHER',
    "settings" JSONB NOT NULL DEFAULT '{}',
    "is_scheduled" BOOLEAN NOT NULL DEFAULT true,
    "pull_at" TEXT NOT NULL DEFAULT '00:30',
    "reads_attendance" BOOLEAN NOT NULL DEFAULT false,
    "attendance_every_minutes" INTEGER NOT NULL DEFAULT 15,
    "min_interval_ms" INTEGER NOT NULL DEFAULT 0,
    "page_size" INTEGER,
    "tested_at" TIMESTAMPTZ(3),
    "allows_deltas" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "api_account_base_url" CHECK ("base_url" LIKE 'http%' AND length("base_url") <= 500),
    CONSTRAINT "api_account_pull_at" CHECK ("pull_at" ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
    CONSTRAINT "api_account_pkey" PRIMARY KEY ("tenant_id","connection_id")
);

CREATE TABLE "api_token" (
    "tenant_id" INTEGER NOT NULL,
    "connection_id" INTEGER NOT NULL,
    "token_key_name" TEXT NOT NULL,
    "token_sealed" BYTEA NOT NULL,
    "obtained_at" TIMESTAMPTZ(3) NOT NULL,
    "renew_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "api_token_pkey" PRIMARY KEY ("tenant_id","connection_id")
);

CREATE TABLE "pull" (
    "id" SERIAL NOT NULL,
    "tenant_id" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "connection_id" INTEGER NOT NULL,
    "feed" "Feed" NOT NULL,
    "purpose" "PullPurpose" NOT NULL DEFAULT 'UPDATE',
    "extent" "PullExtent" NOT NULL DEFAULT 'FULL',
    "state" "PullState" NOT NULL DEFAULT 'PLANNED',
    "scheduled_for" DATE,
    "asked_by_id" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "settings" JSONB NOT NULL DEFAULT '{}',
    "since" TEXT,
    "next_attempt_at" TIMESTAMPTZ(3) NOT NULL,
    "trouble_code" TEXT,
    "trouble_collection" TEXT,
    "trouble_answer" JSONB,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "requests" INTEGER NOT NULL DEFAULT 0,
    "waited_ms" BIGINT NOT NULL DEFAULT 0,
    "taken_by" TEXT,
    "taken_at" TIMESTAMPTZ(3),
    "takes" INTEGER NOT NULL DEFAULT 0,
    "closing_keys" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "handed_over_at" TIMESTAMPTZ(3),
    "handed_over_by_id" INTEGER,
    "pages_deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "pull_finished" CHECK (("finished_at" IS NULL) = ("state" IN ('PLANNED', 'PULLING'))),
    CONSTRAINT "pull_handed_over" CHECK ("handed_over_at" IS NULL OR "state" = 'COMPLETE'),
    CONSTRAINT "pull_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "pull_collection" (
    "tenant_id" INTEGER NOT NULL,
    "pull_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "state" "PullCollectionState" NOT NULL DEFAULT 'WAITING',
    "row_count" INTEGER NOT NULL DEFAULT 0,
    "page_count" INTEGER NOT NULL DEFAULT 0,
    "byte_count" BIGINT NOT NULL DEFAULT 0,
    "repeated" INTEGER NOT NULL DEFAULT 0,
    "total" INTEGER,
    "revision" TEXT,
    "has_changed" BOOLEAN NOT NULL DEFAULT false,
    "left_out_code" TEXT,
    "before" JSONB,
    "restarts" INTEGER NOT NULL DEFAULT 0,
    "next" JSONB,

    CONSTRAINT "pull_collection_pkey" PRIMARY KEY ("tenant_id","pull_id","name")
);

CREATE TABLE "pull_page" (
    "tenant_id" INTEGER NOT NULL,
    "pull_id" INTEGER NOT NULL,
    "collection" TEXT NOT NULL,
    "restart" INTEGER NOT NULL DEFAULT 0,
    "ordinal" INTEGER NOT NULL,
    "request" TEXT NOT NULL,
    "row_count" INTEGER NOT NULL,
    "byte_count" INTEGER NOT NULL,
    "storage_key" TEXT NOT NULL,
    "lines_key" TEXT,
    "received_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "pull_page_pkey" PRIMARY KEY ("tenant_id","pull_id","collection","restart","ordinal")
);

CREATE TABLE "api_test" (
    "id" SERIAL NOT NULL,
    "tenant_id" INTEGER NOT NULL,
    "connection_id" INTEGER NOT NULL,
    "asked_by_id" INTEGER,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "taken_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "lines" JSONB NOT NULL DEFAULT '[]',
    "sample_key" TEXT,

    CONSTRAINT "api_test_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "pull_connection_id_created_at_idx" ON "pull"("connection_id", "created_at" DESC);
CREATE UNIQUE INDEX "pull_tenant_id_id_key" ON "pull"("tenant_id", "id");
CREATE UNIQUE INDEX "pull_tenant_id_number_key" ON "pull"("tenant_id", "number");
CREATE INDEX "api_test_tenant_id_connection_id_id_idx" ON "api_test"("tenant_id", "connection_id", "id" DESC);
-- One is open per connection and feed, and a night has one.
CREATE UNIQUE INDEX "pull_open_key" ON "pull"("connection_id", "feed") WHERE "state" IN ('PLANNED', 'PULLING');
CREATE UNIQUE INDEX "pull_scheduled_for_key" ON "pull"("connection_id", "feed", "scheduled_for") WHERE "scheduled_for" IS NOT NULL AND "feed" = 'ROSTER';
-- What workers look for every two seconds.
CREATE INDEX "pull_due_idx" ON "pull"("next_attempt_at") WHERE "state" IN ('PLANNED', 'PULLING');
CREATE INDEX "api_test_due_idx" ON "api_test"("id") WHERE "finished_at" IS NULL;

ALTER TABLE "api_account" ADD CONSTRAINT "api_account_tenant_id_connection_id_fkey" FOREIGN KEY ("tenant_id", "connection_id") REFERENCES "connection"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "api_token" ADD CONSTRAINT "api_token_tenant_id_connection_id_fkey" FOREIGN KEY ("tenant_id", "connection_id") REFERENCES "api_account"("tenant_id", "connection_id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "pull" ADD CONSTRAINT "pull_tenant_id_connection_id_fkey" FOREIGN KEY ("tenant_id", "connection_id") REFERENCES "api_account"("tenant_id", "connection_id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "pull_collection" ADD CONSTRAINT "pull_collection_tenant_id_pull_id_fkey" FOREIGN KEY ("tenant_id", "pull_id") REFERENCES "pull"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "pull_page" ADD CONSTRAINT "pull_page_tenant_id_pull_id_collection_fkey" FOREIGN KEY ("tenant_id", "pull_id", "collection") REFERENCES "pull_collection"("tenant_id", "pull_id", "name") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "api_test" ADD CONSTRAINT "api_test_tenant_id_connection_id_fkey" FOREIGN KEY ("tenant_id", "connection_id") REFERENCES "api_account"("tenant_id", "connection_id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "delivery" ADD COLUMN "pull_id" INTEGER;
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_tenant_id_pull_id_fkey" FOREIGN KEY ("tenant_id", "pull_id") REFERENCES "pull"("tenant_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;
CREATE INDEX "delivery_pull_id_idx" ON "delivery"("tenant_id", "pull_id") WHERE "pull_id" IS NOT NULL;

CREATE TRIGGER "pull_wakes_worker" AFTER INSERT OR UPDATE OF "next_attempt_at" ON "pull" FOR EACH ROW EXECUTE FUNCTION "notify_connector_work"();
CREATE TRIGGER "api_test_wakes_worker" AFTER INSERT ON "api_test" FOR EACH ROW EXECUTE FUNCTION "notify_connector_work"();
