-- Which worker is at a run since when, and how many were lost over it. Of a run that an older version began nobody
-- knows: it counts as begun by none.

-- AlterTable
ALTER TABLE "sync_run" ADD COLUMN     "lost_workers" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "taken_at" TIMESTAMPTZ(3),
ADD COLUMN     "taken_by" TEXT;

-- AlterTable
ALTER TABLE "attendance_run" ADD COLUMN     "lost_workers" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "taken_at" TIMESTAMPTZ(3),
ADD COLUMN     "taken_by" TEXT;
