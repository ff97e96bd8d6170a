-- Two people say that a file without rows is meant: exactly these bytes, for one set of files.

-- CreateTable
CREATE TABLE "empty_file_allowance" (
    "id" SERIAL NOT NULL,
    "tenant_id" INTEGER NOT NULL,
    "connection_id" INTEGER NOT NULL,
    "run_id" INTEGER NOT NULL,
    "file_name" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "asked_by_id" INTEGER NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "confirmed_by_id" INTEGER,
    "confirmed_at" TIMESTAMPTZ(3),
    "used_by_run_id" INTEGER,
    "used_at" TIMESTAMPTZ(3),
    "ended_by_id" INTEGER,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "empty_file_allowance_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "empty_file_allowance_two_people" CHECK ("confirmed_by_id" IS NULL OR "confirmed_by_id" <> "asked_by_id"),
    CONSTRAINT "empty_file_allowance_confirmed" CHECK (("confirmed_by_id" IS NULL) = ("confirmed_at" IS NULL)),
    CONSTRAINT "empty_file_allowance_used" CHECK ("used_by_run_id" IS NULL OR "confirmed_at" IS NOT NULL)
);

-- One that waits or holds per file and bytes.
CREATE UNIQUE INDEX "empty_file_allowance_open" ON "empty_file_allowance" ("tenant_id", "connection_id", "file_name", "sha256")
    WHERE "used_by_run_id" IS NULL AND "ended_at" IS NULL;

-- CreateIndex
CREATE INDEX "empty_file_allowance_tenant_id_asked_at_idx" ON "empty_file_allowance"("tenant_id", "asked_at");

-- AddForeignKey
ALTER TABLE "empty_file_allowance" ADD CONSTRAINT "empty_file_allowance_tenant_id_run_id_fkey" FOREIGN KEY ("tenant_id", "run_id") REFERENCES "sync_run"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
