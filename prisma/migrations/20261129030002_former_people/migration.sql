-- Somebody who had an id that is another person's now. What was kept of them goes on under a name of its own. Ids that were
-- used again before cannot be told apart any more: their pages stay as they were.

-- CreateTable
CREATE TABLE "former_person" (
    "tenant_id" INTEGER NOT NULL,
    "sourced_id" TEXT COLLATE "C" NOT NULL,
    "run_id" INTEGER NOT NULL,
    "former_id" TEXT COLLATE "C" NOT NULL,
    "since_date" DATE NOT NULL,

    CONSTRAINT "former_person_pkey" PRIMARY KEY ("tenant_id","sourced_id","run_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "former_person_tenant_id_former_id_key" ON "former_person"("tenant_id", "former_id");

-- AddForeignKey
ALTER TABLE "former_person" ADD CONSTRAINT "former_person_tenant_id_run_id_fkey" FOREIGN KEY ("tenant_id", "run_id") REFERENCES "sync_run"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
