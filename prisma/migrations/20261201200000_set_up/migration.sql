-- What a district says while it sets its connection up, and which of its contacts get the mail about late files.
CREATE TABLE "set_up" (
    "tenant_id" INTEGER NOT NULL,
    "files_ready_at" TIMESTAMPTZ(3),
    "files_ready_by_id" INTEGER,
    "export_at" TEXT,
    "schedule_set_at" TIMESTAMPTZ(3),
    "schedule_set_by_id" INTEGER,

    CONSTRAINT "set_up_pkey" PRIMARY KEY ("tenant_id"),
    CONSTRAINT "set_up_export_at" CHECK ("export_at" ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$')
);
ALTER TABLE "set_up" ADD CONSTRAINT "set_up_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "tenant_member" ADD COLUMN "gets_late_mail" BOOLEAN NOT NULL DEFAULT true;
