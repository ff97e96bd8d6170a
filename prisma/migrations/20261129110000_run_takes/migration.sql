-- Every attempt at a run has a number, so that one that is over cannot write into it any more; and the one whose worker was
-- counted as lost can say that it is not.

-- AlterTable
ALTER TABLE "sync_run" ADD COLUMN     "lost_take" INTEGER,
ADD COLUMN     "takes" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "attendance_run" ADD COLUMN     "lost_take" INTEGER,
ADD COLUMN     "takes" INTEGER NOT NULL DEFAULT 0;
