-- Everything people do about a circuit break: who, when, about which version.

-- CreateEnum
CREATE TYPE "ApprovalScope" AS ENUM ('ALL', 'ADDITIONS', 'SLICE');

-- CreateEnum
CREATE TYPE "UndoPart" AS ENUM ('WHOLE', 'REMOVALS');

-- AlterTable
ALTER TABLE "sync_run" ADD COLUMN "undo_part" "UndoPart" NOT NULL DEFAULT 'WHOLE',
ADD COLUMN "removals_undone_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "change" ADD COLUMN "is_held_back" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "circuit_break" ADD COLUMN "decided_scope" "ApprovalScope",
ADD COLUMN "reason_code" TEXT,
ADD COLUMN "assignee_id" INTEGER,
ADD COLUMN "snoozed_until" TIMESTAMPTZ(3),
ADD COLUMN "first_look_at" TIMESTAMPTZ(3),
ADD COLUMN "first_look_by_id" INTEGER,
ADD COLUMN "escalated_at" TIMESTAMPTZ(3),
ADD COLUMN "breached_at" TIMESTAMPTZ(3),
ADD COLUMN "nagged_at" TIMESTAMPTZ(3),
ADD COLUMN "quiet_until" TIMESTAMPTZ(3),
ADD COLUMN "continues_id" INTEGER;

-- AlterTable
ALTER TABLE "circuit_break_version" ADD COLUMN "tags" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN "group_hashes" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN "held_back_count" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "circuit_break_event" (
    "id" SERIAL NOT NULL,
    "tenant_id" INTEGER NOT NULL,
    "break_id" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "actor_id" INTEGER,
    "actor_kind" TEXT NOT NULL,
    "text" TEXT,
    "detail" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "circuit_break_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "circuit_break_approval" (
    "id" SERIAL NOT NULL,
    "tenant_id" INTEGER NOT NULL,
    "break_id" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "user_id" INTEGER,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "scope" "ApprovalScope" NOT NULL,
    "groups" JSONB,
    "apply_count" INTEGER,
    "reason_code" TEXT,
    "comment" TEXT,
    "pre_clear_days" INTEGER,

    CONSTRAINT "circuit_break_approval_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "circuit_break_question" (
    "id" SERIAL NOT NULL,
    "tenant_id" INTEGER NOT NULL,
    "break_id" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "asked_by_id" INTEGER,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "message" TEXT,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "reminded_at" TIMESTAMPTZ(3),
    "answer" TEXT,
    "comment" TEXT,
    "answered_by_id" INTEGER,
    "answered_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "circuit_break_question_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "circuit_break_stop" (
    "id" SERIAL NOT NULL,
    "tenant_id" INTEGER NOT NULL,
    "break_id" INTEGER NOT NULL,
    "stopped_at" TIMESTAMPTZ(3) NOT NULL,
    "resumed_at" TIMESTAMPTZ(3),

    CONSTRAINT "circuit_break_stop_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "pre_clear" (
    "id" SERIAL NOT NULL,
    "tenant_id" INTEGER NOT NULL,
    "connection_id" INTEGER NOT NULL,
    "break_id" INTEGER NOT NULL,
    "run_id" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "pre_clear_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "circuit_break_viewed" (
    "tenant_id" INTEGER NOT NULL,
    "break_id" INTEGER NOT NULL,
    "user_id" INTEGER NOT NULL,
    "group_key" TEXT NOT NULL,
    "group_hash" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "circuit_break_viewed_pkey" PRIMARY KEY ("break_id","user_id","group_key","group_hash")
);

-- CreateTable
CREATE TABLE "circuit_break_presence" (
    "tenant_id" INTEGER NOT NULL,
    "break_id" INTEGER NOT NULL,
    "user_id" INTEGER NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "circuit_break_presence_pkey" PRIMARY KEY ("break_id","user_id")
);

-- CreateIndex
CREATE INDEX "circuit_break_connection_id_opened_at_idx" ON "circuit_break"("connection_id", "opened_at");

-- CreateIndex
CREATE INDEX "circuit_break_version_tenant_id_fingerprint_idx" ON "circuit_break_version"("tenant_id", "fingerprint");

-- CreateIndex
CREATE INDEX "circuit_break_event_break_id_id_idx" ON "circuit_break_event"("break_id", "id");

-- CreateIndex
CREATE INDEX "circuit_break_approval_break_id_fingerprint_idx" ON "circuit_break_approval"("break_id", "fingerprint");

-- CreateIndex
CREATE INDEX "circuit_break_question_break_id_id_idx" ON "circuit_break_question"("break_id", "id");

-- CreateIndex
CREATE INDEX "circuit_break_stop_break_id_id_idx" ON "circuit_break_stop"("break_id", "id");

-- CreateIndex
CREATE INDEX "pre_clear_connection_id_expires_at_idx" ON "pre_clear"("connection_id", "expires_at");

-- CreateIndex
CREATE INDEX "change_run_id_counted_as_action_seq_idx" ON "change"("run_id", "counted_as", "action", "seq");

-- AddForeignKey
ALTER TABLE "circuit_break_event" ADD CONSTRAINT "circuit_break_event_tenant_id_break_id_fkey" FOREIGN KEY ("tenant_id", "break_id") REFERENCES "circuit_break"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "circuit_break_approval" ADD CONSTRAINT "circuit_break_approval_tenant_id_break_id_fkey" FOREIGN KEY ("tenant_id", "break_id") REFERENCES "circuit_break"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "circuit_break_question" ADD CONSTRAINT "circuit_break_question_tenant_id_break_id_fkey" FOREIGN KEY ("tenant_id", "break_id") REFERENCES "circuit_break"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "circuit_break_stop" ADD CONSTRAINT "circuit_break_stop_tenant_id_break_id_fkey" FOREIGN KEY ("tenant_id", "break_id") REFERENCES "circuit_break"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "circuit_break_viewed" ADD CONSTRAINT "circuit_break_viewed_tenant_id_break_id_fkey" FOREIGN KEY ("tenant_id", "break_id") REFERENCES "circuit_break"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "circuit_break_presence" ADD CONSTRAINT "circuit_break_presence_tenant_id_break_id_fkey" FOREIGN KEY ("tenant_id", "break_id") REFERENCES "circuit_break"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pre_clear" ADD CONSTRAINT "pre_clear_tenant_id_break_id_fkey" FOREIGN KEY ("tenant_id", "break_id") REFERENCES "circuit_break"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Below: what Prisma's schema language cannot say.

-- The clock of a break stands once at a time.
CREATE UNIQUE INDEX "circuit_break_stop_one_open" ON "circuit_break_stop" ("break_id") WHERE "resumed_at" IS NULL;

-- One question is open per break.
CREATE UNIQUE INDEX "circuit_break_question_one_open" ON "circuit_break_question" ("break_id") WHERE "answered_at" IS NULL AND "closed_at" IS NULL;

-- One approval per person and fingerprint.
CREATE UNIQUE INDEX "circuit_break_approval_once" ON "circuit_break_approval" ("break_id", "fingerprint", "user_id");

-- What was held back when the roster in force was applied: few rows, asked for with every newer set.
CREATE INDEX "change_held_back" ON "change" ("run_id", "entity", "sourced_id") WHERE "is_held_back";

-- A checked run that waits for its slot stands beside the newer set that is checked: files that prove
-- useless must not take it away. See docs/decisions/011-what-newer-files-do.md.
DROP INDEX "sync_run_one_at_work";
CREATE UNIQUE INDEX "sync_run_one_at_work" ON "sync_run" ("connection_id") WHERE "state" IN ('QUEUED', 'PROCESSING', 'APPLYING');
CREATE UNIQUE INDEX "sync_run_one_deferred" ON "sync_run" ("connection_id") WHERE "state" = 'DEFERRED';
