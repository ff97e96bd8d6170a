-- A part of a large plan is found and counted by what it is, not by what the whole is.

-- CreateTable
CREATE TABLE "part_effect" (
    "tenant_id" INTEGER NOT NULL,
    "run_id" INTEGER NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "part" TEXT NOT NULL,
    "groups" JSONB NOT NULL,

    CONSTRAINT "part_effect_pkey" PRIMARY KEY ("run_id","fingerprint","part")
);

-- CreateIndex
CREATE INDEX "change_run_id_school_sourced_id_counted_as_action_idx" ON "change"("run_id", "school_sourced_id", "counted_as", "action");

-- AddForeignKey
ALTER TABLE "part_effect" ADD CONSTRAINT "part_effect_tenant_id_run_id_fkey" FOREIGN KEY ("tenant_id", "run_id") REFERENCES "sync_run"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Below: what Prisma's schema language cannot say.

-- The links of a person, from either end: a link's key is its two people.
CREATE INDEX "change_link_student" ON "change" ("run_id", split_part("sourced_id", E'\n', 1)) WHERE "entity" = 'link';
CREATE INDEX "change_link_contact" ON "change" ("run_id", split_part("sourced_id", E'\n', 2)) WHERE "entity" = 'link';
