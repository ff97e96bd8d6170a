-- CreateEnum
CREATE TYPE "PolicyWindowKind" AS ENUM ('TRANSITION', 'BLACKOUT');

-- AlterTable
ALTER TABLE "rule_evaluation"
    ADD COLUMN "connection_id" INTEGER,
    ADD COLUMN "baseline_run_id" INTEGER,
    ADD COLUMN "fingerprint" TEXT,
    ADD COLUMN "subject" TEXT NOT NULL DEFAULT '',
    ADD COLUMN "warned" BOOLEAN NOT NULL DEFAULT false,
    ADD COLUMN "never_relaxed" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "limit_override" (
    "tenant_id" INTEGER NOT NULL,
    "rule_id" TEXT NOT NULL,
    "limit_percent" DOUBLE PRECISION,
    "limit_count" INTEGER,
    "limit_cap" INTEGER,
    "reason" TEXT NOT NULL,
    "set_by_id" INTEGER,
    "set_at" TIMESTAMPTZ(3) NOT NULL,

CONSTRAINT "limit_override_pkey" PRIMARY KEY ("tenant_id","rule_id")
);

-- CreateTable
CREATE TABLE "policy_window" (
    "id" SERIAL NOT NULL,
    "tenant_id" INTEGER NOT NULL,
    "kind" "PolicyWindowKind" NOT NULL,
    "start_date" DATE NOT NULL,
    "end_date" DATE NOT NULL,
    "expected_students" INTEGER,
    "expected_staff" INTEGER,
    "expected_contacts" INTEGER,
    "expected_classes" INTEGER,
    "reason" TEXT NOT NULL,
    "created_by_id" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_by_id" INTEGER,
    "ended_at" TIMESTAMPTZ(3),

CONSTRAINT "policy_window_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "connection_pause" (
    "id" SERIAL NOT NULL,
    "tenant_id" INTEGER NOT NULL,
    "connection_id" INTEGER NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "reason" TEXT NOT NULL,
    "started_by_id" INTEGER,
    "ended_by_id" INTEGER,

CONSTRAINT "connection_pause_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "planning_form" (
    "tenant_id" INTEGER NOT NULL,
    "declared_students" INTEGER,
    "declared_schools" INTEGER,
    "is_multilingual" BOOLEAN,
    "updated_by_id" INTEGER,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

CONSTRAINT "planning_form_pkey" PRIMARY KEY ("tenant_id")
);

-- CreateTable
CREATE TABLE "gate_result" (
    "tenant_id" INTEGER NOT NULL,
    "run_id" INTEGER NOT NULL,
    "school_sourced_id" TEXT NOT NULL DEFAULT '',
    "criterion" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "base" INTEGER,
    "required" DOUBLE PRECISION,

CONSTRAINT "gate_result_pkey" PRIMARY KEY ("run_id","school_sourced_id","criterion")
);

-- CreateTable
CREATE TABLE "gate_waiver" (
    "tenant_id" INTEGER NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "school_sourced_id" TEXT NOT NULL DEFAULT '',
    "criterion" TEXT NOT NULL,
    "comment" TEXT NOT NULL,
    "waived_by_id" INTEGER,
    "waived_at" TIMESTAMPTZ(3) NOT NULL,

CONSTRAINT "gate_waiver_pkey" PRIMARY KEY ("tenant_id","fingerprint","school_sourced_id","criterion")
);

-- CreateTable
CREATE TABLE "run_finding" (
    "tenant_id" INTEGER NOT NULL,
    "run_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "subject" TEXT NOT NULL DEFAULT '',
    "school_sourced_id" TEXT NOT NULL DEFAULT '',
    "position" INTEGER NOT NULL,
    "params" JSONB NOT NULL,

CONSTRAINT "run_finding_pkey" PRIMARY KEY ("run_id","kind","subject","school_sourced_id")
);

-- CreateIndex
CREATE INDEX "policy_window_tenant_id_end_date_idx" ON "policy_window"("tenant_id", "end_date");

-- CreateIndex
CREATE INDEX "connection_pause_connection_id_started_at_idx" ON "connection_pause"("connection_id", "started_at");

-- AddForeignKey
ALTER TABLE "limit_override" ADD CONSTRAINT "limit_override_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "policy_window" ADD CONSTRAINT "policy_window_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "connection_pause" ADD CONSTRAINT "connection_pause_tenant_id_connection_id_fkey" FOREIGN KEY ("tenant_id", "connection_id") REFERENCES "connection"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "planning_form" ADD CONSTRAINT "planning_form_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "gate_result" ADD CONSTRAINT "gate_result_tenant_id_run_id_fkey" FOREIGN KEY ("tenant_id", "run_id") REFERENCES "sync_run"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "gate_waiver" ADD CONSTRAINT "gate_waiver_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "run_finding" ADD CONSTRAINT "run_finding_tenant_id_run_id_fkey" FOREIGN KEY ("tenant_id", "run_id") REFERENCES "sync_run"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Below: what Prisma's schema language cannot say.

-- A window is in order, and wider limits last three weeks at most.
ALTER TABLE "policy_window" ADD CONSTRAINT "policy_window_dates" CHECK ("start_date" <= "end_date" AND ("kind" <> 'TRANSITION' OR "end_date" - "start_date" <= 20));

-- One pause of a connection at a time.
CREATE UNIQUE INDEX "connection_pause_one_open" ON "connection_pause" ("connection_id") WHERE "ended_at" IS NULL;
