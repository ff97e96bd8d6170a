-- Schools may be in another school year than most of their district, or count theirs from another day. What is there
-- holds until the next file: without a day until which it is valid, years are looked at again then.
ALTER TABLE "attendance_setting" ADD COLUMN "years_valid_until" DATE;

CREATE TABLE "attendance_school_span" (
    "tenant_id" INTEGER NOT NULL,
    "school_id" TEXT COLLATE "C" NOT NULL,
    "school_year" INTEGER NOT NULL,
    "start_date" DATE NOT NULL,
    "end_date" DATE NOT NULL,
    "terms" datemultirange NOT NULL,

    CONSTRAINT "attendance_school_span_pkey" PRIMARY KEY ("tenant_id","school_id")
);

ALTER TABLE "attendance_school_span" ADD CONSTRAINT "attendance_school_span_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE;
