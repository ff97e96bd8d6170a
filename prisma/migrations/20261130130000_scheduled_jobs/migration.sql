-- What the schedule of the worker did last: when it is due again, and how it ended.
CREATE TABLE "scheduled_job" (
    "name" TEXT NOT NULL,
    "due_at" TIMESTAMPTZ(3),
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "succeeded_at" TIMESTAMPTZ(3),
    "failed_at" TIMESTAMPTZ(3),
    "error_code" TEXT,
    "failures" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "scheduled_job_pkey" PRIMARY KEY ("name")
);
