-- What an Ed-Fi API has, kept by record so that changes can be put to it, and what the source said of itself when a pull began.
ALTER TABLE "pull" ADD COLUMN "source_mark" JSONB;
ALTER TABLE "pull" ADD COLUMN "mirrored_at" TIMESTAMPTZ(3);

CREATE TABLE "ed_fi_mirror" (
    "tenant_id" INTEGER NOT NULL,
    "connection_id" INTEGER NOT NULL,
    "data_standard" INTEGER NOT NULL,
    "change_version" BIGINT,
    "full_because" TEXT,
    "mirrored_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ed_fi_mirror_pkey" PRIMARY KEY ("tenant_id","connection_id")
);

CREATE TABLE "ed_fi_record" (
    "tenant_id" INTEGER NOT NULL,
    "connection_id" INTEGER NOT NULL,
    "resource" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "natural_key" TEXT NOT NULL,
    "owner_key" TEXT COLLATE "C" NOT NULL,
    "other_key" TEXT,
    "body" JSON NOT NULL,

    CONSTRAINT "ed_fi_record_pkey" PRIMARY KEY ("tenant_id","connection_id","resource","id")
);

CREATE INDEX "ed_fi_record_owner_idx" ON "ed_fi_record"("tenant_id", "connection_id", "resource", "owner_key");
-- Whose contact somebody is.
CREATE INDEX "ed_fi_record_other_idx" ON "ed_fi_record"("tenant_id", "connection_id", "other_key") WHERE "other_key" IS NOT NULL;

ALTER TABLE "ed_fi_mirror" ADD CONSTRAINT "ed_fi_mirror_tenant_id_connection_id_fkey" FOREIGN KEY ("tenant_id", "connection_id") REFERENCES "api_account"("tenant_id", "connection_id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "ed_fi_record" ADD CONSTRAINT "ed_fi_record_tenant_id_connection_id_fkey" FOREIGN KEY ("tenant_id", "connection_id") REFERENCES "ed_fi_mirror"("tenant_id", "connection_id") ON DELETE CASCADE ON UPDATE CASCADE;
