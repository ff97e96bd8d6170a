-- What the schools of a run are called in its own files: where no roster knows them, problems and reviews say it.
CREATE TABLE "run_school" (
  "tenant_id" INTEGER NOT NULL,
  "run_id" INTEGER NOT NULL,
  "sourced_id" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  CONSTRAINT "run_school_pkey" PRIMARY KEY ("tenant_id", "run_id", "sourced_id"),
  CONSTRAINT "run_school_tenant_id_run_id_fkey" FOREIGN KEY ("tenant_id", "run_id")
    REFERENCES "sync_run" ("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE
);
