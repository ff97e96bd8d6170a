-- What a person let through about how the files are: the same again holds nothing.
CREATE TABLE "accepted_finding" (
  "tenant_id" INTEGER NOT NULL,
  "run_id" INTEGER NOT NULL,
  "measure" TEXT NOT NULL,
  "subject" TEXT NOT NULL,
  "count" INTEGER NOT NULL,
  "rows" BIGINT[] DEFAULT ARRAY[]::BIGINT[],
  "against" TEXT NOT NULL DEFAULT '',
  CONSTRAINT "accepted_finding_pkey" PRIMARY KEY ("run_id", "measure", "subject"),
  CONSTRAINT "accepted_finding_tenant_id_run_id_fkey" FOREIGN KEY ("tenant_id", "run_id")
    REFERENCES "sync_run" ("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE
);
ALTER TABLE "rule_evaluation" ADD COLUMN "accepted" BOOLEAN NOT NULL DEFAULT false;
