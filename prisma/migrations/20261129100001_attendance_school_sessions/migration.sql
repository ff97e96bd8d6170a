-- Which sessions classes of a school have ever named: a class that goes on under its id names only the new ones. What was
-- named before this is known as far as classes still name it.
CREATE TABLE "attendance_school_session" (
    "tenant_id" INTEGER NOT NULL,
    "school_id" TEXT COLLATE "C" NOT NULL,
    "session_id" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "attendance_school_session_pkey" PRIMARY KEY ("tenant_id","school_id","session_id")
);

ALTER TABLE "attendance_school_session" ADD CONSTRAINT "attendance_school_session_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE;
