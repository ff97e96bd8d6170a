-- How long the steps of a run took, beside the move they ended with.
ALTER TABLE "sync_run_event" ADD COLUMN "steps" JSONB NOT NULL DEFAULT '[]';
