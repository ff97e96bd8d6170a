-- What a delivered archive is, by the names in it. Of those that came before nobody has looked: it is looked up when a
-- set is gathered.

-- CreateEnum
CREATE TYPE "ArchiveContent" AS ENUM ('ROSTER', 'OTHER', 'UNREADABLE');

-- AlterTable
ALTER TABLE "delivery" ADD COLUMN     "archive_content" "ArchiveContent";
