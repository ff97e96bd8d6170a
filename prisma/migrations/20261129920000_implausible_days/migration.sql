-- School days whose attendance is hard to believe are marked. Days that are there are judged when a file next speaks of them.
ALTER TABLE "attendance_school_day" ADD COLUMN "implausible_because" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[];
ALTER TABLE "attendance_school_day" ADD COLUMN "implausible_facts" JSONB;

-- The few that are marked, for the dashboard and the feed board.
CREATE INDEX "attendance_school_day_implausible_idx" ON "attendance_school_day"("tenant_id", "date") WHERE "implausible_because" <> '{}';
