-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "Role" AS ENUM ('ADMIN', 'IMPLEMENTATION', 'PSM', 'DISTRICT_CONTACT');

-- CreateEnum
CREATE TYPE "DeliveryState" AS ENUM ('RECEIVING', 'INCOMPLETE', 'RECEIVED', 'REMOVED');

-- CreateEnum
CREATE TYPE "SyncRunState" AS ENUM ('RECEIVING', 'QUEUED', 'PROCESSING', 'DEFERRED', 'HELD', 'APPLYING', 'APPLIED', 'NO_CHANGE', 'INCOMPLETE', 'INVALID', 'REJECTED', 'SUPERSEDED', 'EXPIRED', 'FAILED');

-- CreateEnum
CREATE TYPE "PlanKind" AS ENUM ('INITIAL', 'INCREMENTAL');

-- CreateEnum
CREATE TYPE "CircuitBreakState" AS ENUM ('OPEN', 'APPROVED', 'REJECTED', 'SUPERSEDED', 'EXPIRED');

-- CreateEnum
CREATE TYPE "CircuitBreakKind" AS ENUM ('ONBOARDING', 'LIMITS');

-- CreateEnum
CREATE TYPE "TenantKind" AS ENUM ('DISTRICT', 'CHARTER_NETWORK', 'SCHOOL');

-- CreateEnum
CREATE TYPE "ConnectionKind" AS ENUM ('SFTP_ONEROSTER');

-- CreateEnum
CREATE TYPE "ApplySlot" AS ENUM ('OVERNIGHT', 'ON_ARRIVAL');

-- CreateEnum
CREATE TYPE "LanguageCodeSet" AS ENUM ('NONE', 'CALIFORNIA', 'TEXAS');

-- CreateTable
CREATE TABLE "outbox_mail" (
    "id" SERIAL NOT NULL,
    "tenant_id" INTEGER,
    "kind" TEXT NOT NULL,
    "to_address" TEXT NOT NULL,
    "to_name" TEXT,
    "subject" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "html" TEXT NOT NULL,
    "thread_key" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "next_attempt_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "sent_at" TIMESTAMPTZ(3),
    "sent_via" TEXT,
    "failed_at" TIMESTAMPTZ(3),
    "last_error_code" TEXT,

    CONSTRAINT "outbox_mail_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "process_heartbeat" (
    "process" TEXT NOT NULL,
    "instance_id" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,
    "detail" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "process_heartbeat_pkey" PRIMARY KEY ("process","instance_id")
);

-- CreateTable
CREATE TABLE "user_account" (
    "id" SERIAL NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" "Role" NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "disabled_at" TIMESTAMPTZ(3),
    "last_sign_in_at" TIMESTAMPTZ(3),

    CONSTRAINT "user_account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tenant_member" (
    "tenant_id" INTEGER NOT NULL,
    "user_id" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "tenant_member_pkey" PRIMARY KEY ("tenant_id","user_id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" SERIAL NOT NULL,
    "token_hash" TEXT NOT NULL,
    "user_id" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "source_address" TEXT,
    "user_agent" TEXT,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sign_in_code" (
    "id" SERIAL NOT NULL,
    "email" TEXT NOT NULL,
    "code_hash" TEXT NOT NULL,
    "browser_hash" TEXT NOT NULL,
    "invitation_id" INTEGER,
    "tries_left" INTEGER NOT NULL DEFAULT 5,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    "replaced_at" TIMESTAMPTZ(3),
    "source_address" TEXT NOT NULL,

    CONSTRAINT "sign_in_code_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sign_in_attempt" (
    "id" SERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "email_hash" TEXT NOT NULL,
    "source_address" TEXT NOT NULL,
    "succeeded" BOOLEAN NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "sign_in_attempt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "invitation" (
    "id" SERIAL NOT NULL,
    "tenant_id" INTEGER,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" "Role" NOT NULL,
    "token_hash" TEXT NOT NULL,
    "invited_by_id" INTEGER,
    "accepted_by_id" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMPTZ(3),
    "opened_at" TIMESTAMPTZ(3),
    "verified_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "times_sent" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "invitation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_event" (
    "id" SERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor_id" INTEGER,
    "actor_kind" TEXT NOT NULL,
    "tenant_id" INTEGER,
    "action" TEXT NOT NULL,
    "object_type" TEXT NOT NULL,
    "object_id" TEXT NOT NULL,
    "detail" JSONB NOT NULL DEFAULT '{}',
    "source_address" TEXT,

    CONSTRAINT "audit_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "roster_org" (
    "tenant_id" INTEGER NOT NULL,
    "sourced_id" TEXT COLLATE "C" NOT NULL,
    "name" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "identifier" TEXT COLLATE "C",
    "parent_sourced_id" TEXT COLLATE "C",
    "metadata" JSONB,
    "line_hash" BIGINT,
    "line_number" INTEGER,
    "run_id" INTEGER NOT NULL,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "roster_org_pkey" PRIMARY KEY ("tenant_id","sourced_id")
) PARTITION BY LIST ("tenant_id");

-- CreateTable
CREATE TABLE "roster_academic_session" (
    "tenant_id" INTEGER NOT NULL,
    "sourced_id" TEXT COLLATE "C" NOT NULL,
    "title" TEXT COLLATE "C" NOT NULL,
    "type" TEXT NOT NULL,
    "start_date" DATE NOT NULL,
    "end_date" DATE NOT NULL,
    "parent_sourced_id" TEXT COLLATE "C",
    "school_year" INTEGER NOT NULL,
    "metadata" JSONB,
    "line_hash" BIGINT,
    "line_number" INTEGER,
    "run_id" INTEGER NOT NULL,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "roster_academic_session_pkey" PRIMARY KEY ("tenant_id","sourced_id")
) PARTITION BY LIST ("tenant_id");

-- CreateTable
CREATE TABLE "roster_course" (
    "tenant_id" INTEGER NOT NULL,
    "sourced_id" TEXT COLLATE "C" NOT NULL,
    "school_year_sourced_id" TEXT COLLATE "C",
    "title" TEXT COLLATE "C" NOT NULL,
    "course_code" TEXT,
    "grades" TEXT[],
    "org_sourced_id" TEXT COLLATE "C",
    "subjects" TEXT[],
    "subject_codes" TEXT[],
    "metadata" JSONB,
    "line_hash" BIGINT,
    "line_number" INTEGER,
    "run_id" INTEGER NOT NULL,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "roster_course_pkey" PRIMARY KEY ("tenant_id","sourced_id")
) PARTITION BY LIST ("tenant_id");

-- CreateTable
CREATE TABLE "roster_class" (
    "tenant_id" INTEGER NOT NULL,
    "sourced_id" TEXT COLLATE "C" NOT NULL,
    "title" TEXT COLLATE "C" NOT NULL,
    "grades" TEXT[],
    "course_sourced_id" TEXT COLLATE "C" NOT NULL,
    "class_code" TEXT,
    "class_type" TEXT NOT NULL,
    "location" TEXT,
    "school_sourced_id" TEXT COLLATE "C" NOT NULL,
    "term_sourced_ids" TEXT[],
    "subjects" TEXT[],
    "subject_codes" TEXT[],
    "periods" TEXT[],
    "metadata" JSONB,
    "line_hash" BIGINT,
    "line_number" INTEGER,
    "run_id" INTEGER NOT NULL,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "roster_class_pkey" PRIMARY KEY ("tenant_id","sourced_id")
) PARTITION BY LIST ("tenant_id");

-- CreateTable
CREATE TABLE "roster_user" (
    "tenant_id" INTEGER NOT NULL,
    "sourced_id" TEXT COLLATE "C" NOT NULL,
    "enabled_user" BOOLEAN NOT NULL,
    "org_sourced_ids" TEXT[],
    "role" TEXT COLLATE "C" NOT NULL,
    "username" TEXT NOT NULL,
    "user_ids" TEXT[],
    "given_name" TEXT NOT NULL,
    "family_name" TEXT NOT NULL,
    "middle_name" TEXT,
    "identifier" TEXT COLLATE "C",
    "email" TEXT,
    "sms" TEXT,
    "phone" TEXT,
    "agent_sourced_ids" TEXT[],
    "grades" TEXT[],
    "language_code" TEXT,
    "language_text" TEXT,
    "ell" BOOLEAN,
    "metadata" JSONB,
    "school_sourced_id" TEXT COLLATE "C",
    "name_key" TEXT COLLATE "C" NOT NULL,
    "given_key" TEXT COLLATE "C" NOT NULL,
    "email_key" TEXT COLLATE "C",
    "line_hash" BIGINT,
    "line_number" INTEGER,
    "run_id" INTEGER NOT NULL,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "roster_user_pkey" PRIMARY KEY ("tenant_id","sourced_id")
) PARTITION BY LIST ("tenant_id");

-- CreateTable
CREATE TABLE "roster_enrollment" (
    "tenant_id" INTEGER NOT NULL,
    "sourced_id" TEXT COLLATE "C" NOT NULL,
    "class_sourced_id" TEXT COLLATE "C" NOT NULL,
    "school_sourced_id" TEXT COLLATE "C" NOT NULL,
    "user_sourced_id" TEXT COLLATE "C" NOT NULL,
    "role" TEXT COLLATE "C" NOT NULL,
    "is_primary" BOOLEAN,
    "begin_date" DATE,
    "end_date" DATE,
    "metadata" JSONB,
    "line_hash" BIGINT,
    "line_number" INTEGER,
    "run_id" INTEGER NOT NULL,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "roster_enrollment_pkey" PRIMARY KEY ("tenant_id","sourced_id")
) PARTITION BY LIST ("tenant_id");

-- CreateTable
CREATE TABLE "roster_demographics" (
    "tenant_id" INTEGER NOT NULL,
    "sourced_id" TEXT COLLATE "C" NOT NULL,
    "birth_date" DATE,
    "sex" TEXT,
    "american_indian_or_alaska_native" BOOLEAN,
    "asian" BOOLEAN,
    "black_or_african_american" BOOLEAN,
    "native_hawaiian_or_other_pacific_islander" BOOLEAN,
    "white" BOOLEAN,
    "demographic_race_two_or_more_races" BOOLEAN,
    "hispanic_or_latino_ethnicity" BOOLEAN,
    "country_of_birth_code" TEXT,
    "state_of_birth_abbreviation" TEXT,
    "city_of_birth" TEXT,
    "public_school_residence_status" TEXT,
    "metadata" JSONB,
    "line_hash" BIGINT,
    "line_number" INTEGER,
    "run_id" INTEGER NOT NULL,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "roster_demographics_pkey" PRIMARY KEY ("tenant_id","sourced_id")
) PARTITION BY LIST ("tenant_id");

-- CreateTable
CREATE TABLE "roster_link" (
    "tenant_id" INTEGER NOT NULL,
    "student_sourced_id" TEXT COLLATE "C" NOT NULL,
    "contact_sourced_id" TEXT COLLATE "C" NOT NULL,
    "run_id" INTEGER NOT NULL,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "roster_link_pkey" PRIMARY KEY ("tenant_id","student_sourced_id","contact_sourced_id")
) PARTITION BY LIST ("tenant_id");

-- CreateTable
CREATE TABLE "roster_count" (
    "tenant_id" INTEGER NOT NULL,
    "entity" TEXT NOT NULL,
    "facet" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "roster_count_pkey" PRIMARY KEY ("tenant_id","entity","facet","value")
);

-- CreateTable
CREATE TABLE "delivery" (
    "id" SERIAL NOT NULL,
    "tenant_id" INTEGER NOT NULL,
    "connection_id" INTEGER NOT NULL,
    "file_name" TEXT NOT NULL,
    "state" "DeliveryState" NOT NULL,
    "byte_count" BIGINT NOT NULL DEFAULT 0,
    "sha256" TEXT,
    "storage_key" TEXT NOT NULL,
    "source_address" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "received_at" TIMESTAMPTZ(3),
    "touched_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sync_run_id" INTEGER,
    "replaced_by_id" INTEGER,
    "bytes_deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "delivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sync_run" (
    "id" SERIAL NOT NULL,
    "tenant_id" INTEGER NOT NULL,
    "connection_id" INTEGER NOT NULL,
    "state" "SyncRunState" NOT NULL DEFAULT 'RECEIVING',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_arrival_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "queued_at" TIMESTAMPTZ(3),
    "receiving_at" TIMESTAMPTZ(3) DEFAULT CURRENT_TIMESTAMP,
    "processing_at" TIMESTAMPTZ(3),
    "held_at" TIMESTAMPTZ(3),
    "deferred_at" TIMESTAMPTZ(3),
    "apply_after" TIMESTAMPTZ(3),
    "applying_at" TIMESTAMPTZ(3),
    "applied_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "undone_at" TIMESTAMPTZ(3),
    "undone_by_id" INTEGER,
    "undo_requested_at" TIMESTAMPTZ(3),
    "plan_kind" "PlanKind",
    "baseline_run_id" INTEGER,
    "fingerprint" TEXT,
    "input_hash" TEXT,
    "staged_counts" JSONB,
    "progress" JSONB,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "failure_code" TEXT,
    "retry_at" TIMESTAMPTZ(3),
    "blocks_go_live" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "sync_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sync_run_event" (
    "id" SERIAL NOT NULL,
    "tenant_id" INTEGER NOT NULL,
    "run_id" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "kind" TEXT NOT NULL,
    "detail" JSONB NOT NULL DEFAULT '{}',
    "actor_id" INTEGER,

    CONSTRAINT "sync_run_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sync_run_file" (
    "tenant_id" INTEGER NOT NULL,
    "run_id" INTEGER NOT NULL,
    "file_name" TEXT NOT NULL,
    "delivery_id" INTEGER,
    "byte_count" BIGINT NOT NULL DEFAULT 0,
    "sha256" TEXT,
    "mode" TEXT NOT NULL,
    "encoding" TEXT,
    "newline" TEXT,
    "rows_read" INTEGER NOT NULL DEFAULT 0,
    "rows_accepted" INTEGER NOT NULL DEFAULT 0,
    "rows_rejected" INTEGER NOT NULL DEFAULT 0,
    "rows_ignored" INTEGER NOT NULL DEFAULT 0,
    "rows_unchanged" INTEGER NOT NULL DEFAULT 0,
    "clean_ups" JSONB NOT NULL DEFAULT '{}',
    "left_aside" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "sync_run_file_pkey" PRIMARY KEY ("run_id","file_name")
);

-- CreateTable
CREATE TABLE "run_issue_group" (
    "id" SERIAL NOT NULL,
    "tenant_id" INTEGER NOT NULL,
    "run_id" INTEGER NOT NULL,
    "file_name" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "effect" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "stored_count" INTEGER NOT NULL,

    CONSTRAINT "run_issue_group_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "run_issue" (
    "id" BIGSERIAL NOT NULL,
    "group_id" INTEGER NOT NULL,
    "tenant_id" INTEGER NOT NULL,
    "run_id" INTEGER NOT NULL,
    "line" INTEGER,
    "column" TEXT,
    "value" TEXT,
    "params" JSONB,
    "school_sourced_id" TEXT,

    CONSTRAINT "run_issue_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "change_count" (
    "tenant_id" INTEGER NOT NULL,
    "run_id" INTEGER NOT NULL,
    "entity" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "school_sourced_id" TEXT NOT NULL DEFAULT '',
    "count" INTEGER NOT NULL,
    "cascade_count" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "change_count_pkey" PRIMARY KEY ("run_id","entity","action","school_sourced_id")
);

-- CreateTable
CREATE TABLE "change" (
    "tenant_id" INTEGER NOT NULL,
    "run_id" INTEGER NOT NULL,
    "seq" INTEGER NOT NULL,
    "entity" TEXT NOT NULL,
    "counted_as" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "sourced_id" TEXT COLLATE "C" NOT NULL,
    "school_sourced_id" TEXT COLLATE "C" NOT NULL DEFAULT '',
    "is_cascade" BOOLEAN NOT NULL DEFAULT false,
    "changed_fields" TEXT[],
    "before" JSONB,
    "after" JSONB,

    CONSTRAINT "change_pkey" PRIMARY KEY ("run_id","seq")
);

-- CreateTable
CREATE TABLE "rule_evaluation" (
    "id" SERIAL NOT NULL,
    "tenant_id" INTEGER NOT NULL,
    "run_id" INTEGER NOT NULL,
    "rule_id" TEXT NOT NULL,
    "profile" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "scope_sourced_id" TEXT NOT NULL DEFAULT '',
    "entity" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "baseline_count" INTEGER NOT NULL,
    "change_count" INTEGER NOT NULL,
    "percent" DOUBLE PRECISION,
    "limit_percent" DOUBLE PRECISION,
    "limit_count" INTEGER,
    "limit_cap" INTEGER,
    "tripped" BOOLEAN NOT NULL,
    "pattern" TEXT,

    CONSTRAINT "rule_evaluation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "circuit_break" (
    "id" SERIAL NOT NULL,
    "tenant_id" INTEGER NOT NULL,
    "connection_id" INTEGER NOT NULL,
    "kind" "CircuitBreakKind" NOT NULL,
    "state" "CircuitBreakState" NOT NULL DEFAULT 'OPEN',
    "opened_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "decided_at" TIMESTAMPTZ(3),
    "decided_by_id" INTEGER,
    "decided_version" INTEGER,
    "reason" TEXT,

    CONSTRAINT "circuit_break_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "circuit_break_version" (
    "tenant_id" INTEGER NOT NULL,
    "break_id" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "run_id" INTEGER NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "circuit_break_version_pkey" PRIMARY KEY ("break_id","version")
);

-- CreateTable
CREATE TABLE "tenant" (
    "id" SERIAL NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" "TenantKind" NOT NULL DEFAULT 'DISTRICT',
    "state" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "sis" TEXT,
    "first_day_of_school_date" DATE,
    "psm_id" INTEGER,
    "implementer_id" INTEGER,
    "language_code_set" "LanguageCodeSet" NOT NULL DEFAULT 'NONE',
    "accepts_us_dates" BOOLEAN NOT NULL DEFAULT false,
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "tenant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "language_override" (
    "tenant_id" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "code" TEXT,

    CONSTRAINT "language_override_pkey" PRIMARY KEY ("tenant_id","text")
);

-- CreateTable
CREATE TABLE "connection" (
    "id" SERIAL NOT NULL,
    "tenant_id" INTEGER NOT NULL,
    "kind" "ConnectionKind" NOT NULL,
    "sftp_user_name" TEXT NOT NULL,
    "quiet_seconds" INTEGER NOT NULL DEFAULT 600,
    "incomplete_after_seconds" INTEGER NOT NULL DEFAULT 21600,
    "apply_slot" "ApplySlot" NOT NULL DEFAULT 'OVERNIGHT',
    "apply_at" TEXT NOT NULL DEFAULT '02:00',
    "manifest_required" BOOLEAN NOT NULL DEFAULT true,
    "paused_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "baseline_run_id" INTEGER,

    CONSTRAINT "connection_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sftp_password" (
    "id" SERIAL NOT NULL,
    "tenant_id" INTEGER NOT NULL,
    "connection_id" INTEGER NOT NULL,
    "hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by_id" INTEGER,
    "expires_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),

    CONSTRAINT "sftp_password_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sftp_event" (
    "id" SERIAL NOT NULL,
    "connection_id" INTEGER,
    "kind" TEXT NOT NULL,
    "code" TEXT,
    "file_name" TEXT,
    "source_address" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "sftp_event_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "outbox_mail_sent_at_failed_at_next_attempt_at_idx" ON "outbox_mail"("sent_at", "failed_at", "next_attempt_at");

-- CreateIndex
CREATE INDEX "outbox_mail_tenant_id_created_at_idx" ON "outbox_mail"("tenant_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "user_account_email_key" ON "user_account"("email");

-- CreateIndex
CREATE INDEX "tenant_member_user_id_idx" ON "tenant_member"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "session_token_hash_key" ON "session"("token_hash");

-- CreateIndex
CREATE INDEX "session_user_id_idx" ON "session"("user_id");

-- CreateIndex
CREATE INDEX "sign_in_code_email_created_at_idx" ON "sign_in_code"("email", "created_at");

-- CreateIndex
CREATE INDEX "sign_in_code_source_address_created_at_idx" ON "sign_in_code"("source_address", "created_at");

-- CreateIndex
CREATE INDEX "sign_in_attempt_email_hash_at_idx" ON "sign_in_attempt"("email_hash", "at");

-- CreateIndex
CREATE INDEX "sign_in_attempt_source_address_at_idx" ON "sign_in_attempt"("source_address", "at");

-- CreateIndex
CREATE UNIQUE INDEX "invitation_token_hash_key" ON "invitation"("token_hash");

-- CreateIndex
CREATE INDEX "invitation_tenant_id_created_at_idx" ON "invitation"("tenant_id", "created_at");

-- CreateIndex
CREATE INDEX "invitation_email_idx" ON "invitation"("email");

-- CreateIndex
CREATE INDEX "audit_event_tenant_id_at_idx" ON "audit_event"("tenant_id", "at");

-- CreateIndex
CREATE INDEX "audit_event_object_type_object_id_idx" ON "audit_event"("object_type", "object_id");

-- CreateIndex
CREATE INDEX "roster_class_school_sourced_id_title_idx" ON "roster_class"("school_sourced_id", "title");

-- CreateIndex
CREATE INDEX "roster_class_course_sourced_id_idx" ON "roster_class"("course_sourced_id");

-- CreateIndex
CREATE INDEX "roster_user_role_name_key_idx" ON "roster_user"("role", "name_key");

-- CreateIndex
CREATE INDEX "roster_user_school_sourced_id_role_name_key_idx" ON "roster_user"("school_sourced_id", "role", "name_key");

-- CreateIndex
CREATE INDEX "roster_user_given_key_idx" ON "roster_user"("given_key");

-- CreateIndex
CREATE INDEX "roster_user_identifier_idx" ON "roster_user"("identifier");

-- CreateIndex
CREATE INDEX "roster_user_email_key_idx" ON "roster_user"("email_key");

-- CreateIndex
CREATE INDEX "roster_enrollment_user_sourced_id_idx" ON "roster_enrollment"("user_sourced_id");

-- CreateIndex
CREATE INDEX "roster_enrollment_class_sourced_id_idx" ON "roster_enrollment"("class_sourced_id");

-- CreateIndex
CREATE INDEX "roster_link_contact_sourced_id_idx" ON "roster_link"("contact_sourced_id");

-- CreateIndex
CREATE INDEX "delivery_connection_id_started_at_idx" ON "delivery"("connection_id", "started_at");

-- CreateIndex
CREATE INDEX "delivery_sync_run_id_idx" ON "delivery"("sync_run_id");

-- CreateIndex
CREATE UNIQUE INDEX "delivery_tenant_id_id_key" ON "delivery"("tenant_id", "id");

-- CreateIndex
CREATE INDEX "sync_run_tenant_id_created_at_idx" ON "sync_run"("tenant_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "sync_run_state_idx" ON "sync_run"("state");

-- CreateIndex
CREATE UNIQUE INDEX "sync_run_tenant_id_id_key" ON "sync_run"("tenant_id", "id");

-- CreateIndex
CREATE INDEX "sync_run_event_run_id_id_idx" ON "sync_run_event"("run_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "run_issue_group_run_id_file_name_code_key" ON "run_issue_group"("run_id", "file_name", "code");

-- CreateIndex
CREATE INDEX "run_issue_group_id_line_idx" ON "run_issue"("group_id", "line");

-- CreateIndex
CREATE INDEX "change_tenant_id_entity_sourced_id_idx" ON "change"("tenant_id", "entity", "sourced_id");

-- CreateIndex
CREATE INDEX "rule_evaluation_run_id_idx" ON "rule_evaluation"("run_id");

-- CreateIndex
CREATE INDEX "circuit_break_state_opened_at_idx" ON "circuit_break"("state", "opened_at");

-- CreateIndex
CREATE UNIQUE INDEX "circuit_break_tenant_id_id_key" ON "circuit_break"("tenant_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "circuit_break_version_run_id_key" ON "circuit_break_version"("run_id");

-- CreateIndex
CREATE UNIQUE INDEX "tenant_slug_key" ON "tenant"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "connection_sftp_user_name_key" ON "connection"("sftp_user_name");

-- CreateIndex
CREATE UNIQUE INDEX "connection_tenant_id_id_key" ON "connection"("tenant_id", "id");

-- CreateIndex
CREATE INDEX "sftp_password_connection_id_idx" ON "sftp_password"("connection_id");

-- CreateIndex
CREATE INDEX "sftp_event_connection_id_at_idx" ON "sftp_event"("connection_id", "at");

-- CreateIndex
CREATE INDEX "sftp_event_at_idx" ON "sftp_event"("at");

-- AddForeignKey
ALTER TABLE "tenant_member" ADD CONSTRAINT "tenant_member_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tenant_member" ADD CONSTRAINT "tenant_member_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user_account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user_account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sign_in_code" ADD CONSTRAINT "sign_in_code_invitation_id_fkey" FOREIGN KEY ("invitation_id") REFERENCES "invitation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_invited_by_id_fkey" FOREIGN KEY ("invited_by_id") REFERENCES "user_account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_accepted_by_id_fkey" FOREIGN KEY ("accepted_by_id") REFERENCES "user_account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audit_event" ADD CONSTRAINT "audit_event_actor_id_fkey" FOREIGN KEY ("actor_id") REFERENCES "user_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_tenant_id_connection_id_fkey" FOREIGN KEY ("tenant_id", "connection_id") REFERENCES "connection"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_tenant_id_sync_run_id_fkey" FOREIGN KEY ("tenant_id", "sync_run_id") REFERENCES "sync_run"("tenant_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "sync_run" ADD CONSTRAINT "sync_run_tenant_id_connection_id_fkey" FOREIGN KEY ("tenant_id", "connection_id") REFERENCES "connection"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sync_run_event" ADD CONSTRAINT "sync_run_event_tenant_id_run_id_fkey" FOREIGN KEY ("tenant_id", "run_id") REFERENCES "sync_run"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sync_run_file" ADD CONSTRAINT "sync_run_file_tenant_id_run_id_fkey" FOREIGN KEY ("tenant_id", "run_id") REFERENCES "sync_run"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "run_issue_group" ADD CONSTRAINT "run_issue_group_tenant_id_run_id_fkey" FOREIGN KEY ("tenant_id", "run_id") REFERENCES "sync_run"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "run_issue" ADD CONSTRAINT "run_issue_group_id_fkey" FOREIGN KEY ("group_id") REFERENCES "run_issue_group"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "change_count" ADD CONSTRAINT "change_count_tenant_id_run_id_fkey" FOREIGN KEY ("tenant_id", "run_id") REFERENCES "sync_run"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rule_evaluation" ADD CONSTRAINT "rule_evaluation_tenant_id_run_id_fkey" FOREIGN KEY ("tenant_id", "run_id") REFERENCES "sync_run"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "circuit_break" ADD CONSTRAINT "circuit_break_tenant_id_connection_id_fkey" FOREIGN KEY ("tenant_id", "connection_id") REFERENCES "connection"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "circuit_break" ADD CONSTRAINT "circuit_break_decided_by_id_fkey" FOREIGN KEY ("decided_by_id") REFERENCES "user_account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "circuit_break_version" ADD CONSTRAINT "circuit_break_version_tenant_id_break_id_fkey" FOREIGN KEY ("tenant_id", "break_id") REFERENCES "circuit_break"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "circuit_break_version" ADD CONSTRAINT "circuit_break_version_tenant_id_run_id_fkey" FOREIGN KEY ("tenant_id", "run_id") REFERENCES "sync_run"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tenant" ADD CONSTRAINT "tenant_psm_id_fkey" FOREIGN KEY ("psm_id") REFERENCES "user_account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tenant" ADD CONSTRAINT "tenant_implementer_id_fkey" FOREIGN KEY ("implementer_id") REFERENCES "user_account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "language_override" ADD CONSTRAINT "language_override_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "connection" ADD CONSTRAINT "connection_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sftp_password" ADD CONSTRAINT "sftp_password_tenant_id_connection_id_fkey" FOREIGN KEY ("tenant_id", "connection_id") REFERENCES "connection"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Below: what Prisma's schema language cannot say. See docs/decisions/002-roster-storage.md.

-- Rows of a run between its bytes and its plan. UNLOGGED tables, one set per run, dropped afterwards.
CREATE SCHEMA "staging";

-- One roster connection per tenant.
CREATE UNIQUE INDEX "connection_one_roster_per_tenant" ON "connection" ("tenant_id") WHERE "kind" = 'SFTP_ONEROSTER';

-- One open set of files per connection.
CREATE UNIQUE INDEX "sync_run_one_receiving" ON "sync_run" ("connection_id") WHERE "state" = 'RECEIVING';

-- One run at work per connection, and one held beside it (the newer files are compared while it waits).
CREATE UNIQUE INDEX "sync_run_one_at_work" ON "sync_run" ("connection_id") WHERE "state" IN ('QUEUED', 'PROCESSING', 'DEFERRED', 'APPLYING');
CREATE UNIQUE INDEX "sync_run_one_held" ON "sync_run" ("connection_id") WHERE "state" = 'HELD';

-- One open circuit break per connection.
CREATE UNIQUE INDEX "circuit_break_one_open" ON "circuit_break" ("connection_id") WHERE "state" = 'OPEN';

-- One file of a name waiting in the folder.
CREATE UNIQUE INDEX "delivery_one_current_name" ON "delivery" ("connection_id", "file_name") WHERE "state" = 'RECEIVED' AND "sync_run_id" IS NULL AND "replaced_by_id" IS NULL;

-- Rows read are accounted for, exactly.
ALTER TABLE "sync_run_file" ADD CONSTRAINT "sync_run_file_rows_add_up" CHECK ("rows_read" = "rows_accepted" + "rows_rejected" + "rows_ignored");

-- The audit log only grows.
CREATE FUNCTION "refuse_audit_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'audit_event is append-only';
END $$;
CREATE TRIGGER "audit_event_append_only" BEFORE UPDATE OR DELETE ON "audit_event" FOR EACH ROW EXECUTE FUNCTION "refuse_audit_change"();

-- Wake the worker when there is something to do.
CREATE FUNCTION "notify_connector_work"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('connector_work', TG_TABLE_NAME);
  RETURN NULL;
END $$;
CREATE TRIGGER "sync_run_wakes_worker" AFTER INSERT OR UPDATE OF "state", "apply_after", "undo_requested_at" ON "sync_run" FOR EACH ROW EXECUTE FUNCTION "notify_connector_work"();
CREATE TRIGGER "outbox_mail_wakes_worker" AFTER INSERT ON "outbox_mail" FOR EACH ROW EXECUTE FUNCTION "notify_connector_work"();
CREATE TRIGGER "delivery_wakes_worker" AFTER INSERT OR UPDATE OF "state", "file_name" ON "delivery" FOR EACH ROW EXECUTE FUNCTION "notify_connector_work"();
