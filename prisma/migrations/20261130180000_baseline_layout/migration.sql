-- What earlier versions stored is in the first layout: nobody takes it any more, and the job that stores baselines replaces it.
ALTER TABLE "stored_baseline" ADD COLUMN "layout" INTEGER NOT NULL DEFAULT 1;
