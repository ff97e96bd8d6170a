-- What was known of the files of a set is kept with it when it is given up; an undo keeps its reason.
ALTER TABLE "sync_run" ADD COLUMN "file_hints" JSONB, ADD COLUMN "undo_reason" TEXT;
