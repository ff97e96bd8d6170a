-- A membership that was sent under several ids is one. What each of its ids says is kept, for files that send one of them
-- alone. Live rosters may hold such memberships twice: they become one at the next run, which has to read their lines again.

-- CreateTable
CREATE TABLE "repeated_membership" (
    "tenant_id" INTEGER NOT NULL,
    "sourced_id" TEXT COLLATE "C" NOT NULL,
    "kept_id" TEXT COLLATE "C" NOT NULL,
    "run_id" INTEGER NOT NULL,
    "class_sourced_id" TEXT COLLATE "C" NOT NULL,
    "school_sourced_id" TEXT COLLATE "C" NOT NULL,
    "user_sourced_id" TEXT COLLATE "C" NOT NULL,
    "role" TEXT COLLATE "C" NOT NULL,
    "is_primary" BOOLEAN,
    "begin_date" DATE,
    "end_date" DATE,
    "metadata" JSONB,

    CONSTRAINT "repeated_membership_pkey" PRIMARY KEY ("tenant_id","sourced_id")
);

-- CreateIndex
CREATE INDEX "repeated_membership_tenant_id_kept_id_idx" ON "repeated_membership"("tenant_id", "kept_id");

-- AddForeignKey
ALTER TABLE "repeated_membership" ADD CONSTRAINT "repeated_membership_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE;

INSERT INTO "repeated_membership" (tenant_id, sourced_id, kept_id, run_id, class_sourced_id, school_sourced_id, user_sourced_id, role, is_primary, begin_date, end_date, metadata)
SELECT e.tenant_id, e.sourced_id, min(o.sourced_id), e.run_id, e.class_sourced_id, e.school_sourced_id, e.user_sourced_id, e.role, e.is_primary, e.begin_date, e.end_date, e.metadata
FROM (SELECT tenant_id, user_sourced_id, class_sourced_id, role FROM roster_enrollment WHERE removed_at IS NULL GROUP BY 1, 2, 3, 4 HAVING count(*) > 1) k
JOIN roster_enrollment e USING (tenant_id, user_sourced_id, class_sourced_id, role)
JOIN roster_enrollment o USING (tenant_id, user_sourced_id, class_sourced_id, role)
WHERE e.removed_at IS NULL AND o.removed_at IS NULL
  AND coalesce(e.begin_date, '-infinity') <= coalesce(o.end_date, 'infinity') AND coalesce(o.begin_date, '-infinity') <= coalesce(e.end_date, 'infinity')
GROUP BY e.tenant_id, e.sourced_id, e.run_id, e.class_sourced_id, e.school_sourced_id, e.user_sourced_id, e.role, e.is_primary, e.begin_date, e.end_date, e.metadata HAVING count(*) > 1;

UPDATE roster_enrollment e SET line_hash = NULL FROM "repeated_membership" m
WHERE m.tenant_id = e.tenant_id AND m.sourced_id = e.sourced_id;

-- The same files again are to be looked at once more.
UPDATE sync_run SET input_hash = NULL WHERE tenant_id IN (SELECT tenant_id FROM "repeated_membership");
