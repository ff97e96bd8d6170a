ALTER TABLE "circuit_break" RENAME COLUMN "nagged_at" TO "reminded_at";
