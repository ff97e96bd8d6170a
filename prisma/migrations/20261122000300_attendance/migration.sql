-- CreateEnum
CREATE TYPE "AttendanceFileKind" AS ENUM ('ATTENDANCE', 'CALENDAR');

-- CreateEnum
CREATE TYPE "AttendanceRunState" AS ENUM ('QUEUED', 'PROCESSING', 'HELD', 'APPLIED', 'NO_CHANGE', 'INVALID', 'REJECTED', 'SUPERSEDED', 'FAILED');

-- CreateEnum
CREATE TYPE "AttendanceCategory" AS ENUM ('EXCUSED_ABSENCE', 'UNEXCUSED_ABSENCE', 'TARDY', 'EXCUSED_PRESENT');

-- CreateEnum
CREATE TYPE "AttendanceNameState" AS ENUM ('LEARNED', 'CONFIRMED', 'NEAR', 'REFUSED');

-- CreateEnum
CREATE TYPE "CalendarSource" AS ENUM ('FILE', 'STAFF');

-- CreateEnum
CREATE TYPE "KeptRowReason" AS ENUM ('UNKNOWN_SCHOOL', 'UNKNOWN_STUDENT', 'UNMAPPED_CATEGORY');

-- CreateEnum
CREATE TYPE "NoticeListState" AS ENUM ('OPEN', 'HELD', 'RELEASED');

-- CreateEnum
CREATE TYPE "NoticeState" AS ENUM ('WAITING', 'LISTED', 'RETRACTED', 'WITHDRAWN');

-- CreateEnum
CREATE TYPE "AttendancePart" AS ENUM ('GRADE', 'LANGUAGE', 'REASON');

-- CreateTable
CREATE TABLE "attendance_setting" (
    "tenant_id" INTEGER NOT NULL,
    "notices_for_tardies" BOOLEAN NOT NULL DEFAULT false,
    "notice_cut_off" TEXT NOT NULL DEFAULT '16:00',
    "roll_run_id" INTEGER,
    "school_year" INTEGER,
    "year_start_date" DATE,
    "year_end_date" DATE,

    CONSTRAINT "attendance_setting_pkey" PRIMARY KEY ("tenant_id")
);

-- CreateTable
CREATE TABLE "attendance_file_name" (
    "id" SERIAL NOT NULL,
    "tenant_id" INTEGER NOT NULL,
    "file_name" TEXT NOT NULL,
    "kind" "AttendanceFileKind" NOT NULL,
    "state" "AttendanceNameState" NOT NULL,
    "near_of" TEXT,
    "near_because" TEXT,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "last_received_at" TIMESTAMPTZ(3),
    "decided_at" TIMESTAMPTZ(3),
    "decided_by_id" INTEGER,

    CONSTRAINT "attendance_file_name_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "attendance_run" (
    "id" SERIAL NOT NULL,
    "tenant_id" INTEGER NOT NULL,
    "connection_id" INTEGER NOT NULL,
    "delivery_id" INTEGER NOT NULL,
    "kind" "AttendanceFileKind" NOT NULL,
    "state" "AttendanceRunState" NOT NULL DEFAULT 'QUEUED',
    "file_name" TEXT NOT NULL,
    "file_name_id" INTEGER,
    "sha256" TEXT NOT NULL,
    "byte_count" BIGINT NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "received_date" DATE NOT NULL,
    "received_minute" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "processing_at" TIMESTAMPTZ(3),
    "held_at" TIMESTAMPTZ(3),
    "applied_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "hold_code" TEXT,
    "decided_by_id" INTEGER,
    "decided_at" TIMESTAMPTZ(3),
    "reason" TEXT,
    "first_date" DATE,
    "last_date" DATE,
    "rows_read" INTEGER NOT NULL DEFAULT 0,
    "rows_accepted" INTEGER NOT NULL DEFAULT 0,
    "rows_rejected" INTEGER NOT NULL DEFAULT 0,
    "rows_ignored" INTEGER NOT NULL DEFAULT 0,
    "rows_kept" INTEGER NOT NULL DEFAULT 0,
    "rows_replayed" INTEGER NOT NULL DEFAULT 0,
    "events_added" INTEGER NOT NULL DEFAULT 0,
    "events_changed" INTEGER NOT NULL DEFAULT 0,
    "events_corrected" INTEGER NOT NULL DEFAULT 0,
    "events_unchanged" INTEGER NOT NULL DEFAULT 0,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "retry_at" TIMESTAMPTZ(3),
    "failure_code" TEXT,

    CONSTRAINT "attendance_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "attendance_issue_group" (
    "tenant_id" INTEGER NOT NULL,
    "run_id" INTEGER NOT NULL,
    "code" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "effect" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "stored_count" INTEGER NOT NULL,

    CONSTRAINT "attendance_issue_group_pkey" PRIMARY KEY ("run_id","code")
);

-- CreateTable
CREATE TABLE "attendance_issue" (
    "id" BIGSERIAL NOT NULL,
    "tenant_id" INTEGER NOT NULL,
    "run_id" INTEGER NOT NULL,
    "code" TEXT NOT NULL,
    "line" INTEGER,
    "column" TEXT,
    "value" TEXT COLLATE "C",
    "params" JSONB,

    CONSTRAINT "attendance_issue_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "attendance_run_day" (
    "tenant_id" INTEGER NOT NULL,
    "run_id" INTEGER NOT NULL,
    "school_id" TEXT COLLATE "C" NOT NULL,
    "date" DATE NOT NULL,
    "row_count" INTEGER NOT NULL,

    CONSTRAINT "attendance_run_day_pkey" PRIMARY KEY ("run_id","school_id","date")
);

-- CreateTable
CREATE TABLE "attendance_event" (
    "tenant_id" INTEGER NOT NULL,
    "student_id" TEXT COLLATE "C" NOT NULL,
    "date" DATE NOT NULL,
    "school_id" TEXT COLLATE "C" NOT NULL,
    "category" "AttendanceCategory" NOT NULL,
    "percent_of_day" SMALLINT NOT NULL,
    "reason" TEXT,
    "description" TEXT,
    "grade" TEXT COLLATE "C",
    "language_code" TEXT COLLATE "C",
    "file_name_id" INTEGER NOT NULL,
    "run_id" INTEGER NOT NULL,
    "line" INTEGER NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "attendance_event_pkey" PRIMARY KEY ("tenant_id","student_id","date")
);

-- CreateTable
CREATE TABLE "attendance_correction" (
    "id" BIGSERIAL NOT NULL,
    "tenant_id" INTEGER NOT NULL,
    "student_id" TEXT COLLATE "C" NOT NULL,
    "date" DATE NOT NULL,
    "school_id" TEXT COLLATE "C" NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "run_id" INTEGER NOT NULL,
    "from_category" "AttendanceCategory",
    "from_percent" SMALLINT,
    "to_category" "AttendanceCategory",
    "to_percent" SMALLINT,

    CONSTRAINT "attendance_correction_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "attendance_kept_row" (
    "id" BIGSERIAL NOT NULL,
    "tenant_id" INTEGER NOT NULL,
    "run_id" INTEGER NOT NULL,
    "file_name_id" INTEGER NOT NULL,
    "because" "KeptRowReason" NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "line" INTEGER NOT NULL,
    "school_text" TEXT COLLATE "C" NOT NULL,
    "student_text" TEXT COLLATE "C" NOT NULL,
    "date" DATE NOT NULL,
    "category_text" TEXT NOT NULL,
    "category_key" TEXT COLLATE "C" NOT NULL,
    "percent_of_day" SMALLINT,
    "reason" TEXT,
    "description" TEXT,

    CONSTRAINT "attendance_kept_row_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "attendance_category_mapping" (
    "tenant_id" INTEGER NOT NULL,
    "key" TEXT COLLATE "C" NOT NULL,
    "category" "AttendanceCategory",
    "decided_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_by_id" INTEGER,

    CONSTRAINT "attendance_category_mapping_pkey" PRIMARY KEY ("tenant_id","key")
);

-- CreateTable
CREATE TABLE "attendance_calendar_mark" (
    "tenant_id" INTEGER NOT NULL,
    "school_id" TEXT COLLATE "C" NOT NULL,
    "date" DATE NOT NULL,
    "source" "CalendarSource" NOT NULL,
    "is_in_session" BOOLEAN NOT NULL,
    "note" TEXT,
    "run_id" INTEGER,
    "marked_by_id" INTEGER,
    "marked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "attendance_calendar_mark_pkey" PRIMARY KEY ("tenant_id","date","school_id","source")
);

-- CreateTable
CREATE TABLE "attendance_student" (
    "tenant_id" INTEGER NOT NULL,
    "school_year" INTEGER NOT NULL,
    "student_id" TEXT COLLATE "C" NOT NULL,
    "school_id" TEXT COLLATE "C" NOT NULL,
    "grade" TEXT COLLATE "C",
    "language_code" TEXT COLLATE "C",
    "name_key" TEXT COLLATE "C" NOT NULL,
    "begin_date" DATE,
    "is_enrolled" BOOLEAN NOT NULL DEFAULT true,
    "excused_days" INTEGER NOT NULL DEFAULT 0,
    "unexcused_days" INTEGER NOT NULL DEFAULT 0,
    "tardy_days" INTEGER NOT NULL DEFAULT 0,
    "present_days" INTEGER NOT NULL DEFAULT 0,
    "absent_percent" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "attendance_student_pkey" PRIMARY KEY ("tenant_id","school_year","student_id")
);

-- CreateTable
CREATE TABLE "attendance_enrolled" (
    "tenant_id" INTEGER NOT NULL,
    "school_id" TEXT COLLATE "C" NOT NULL,
    "grade" TEXT COLLATE "C" NOT NULL,
    "language_code" TEXT COLLATE "C" NOT NULL,
    "students" INTEGER NOT NULL,

    CONSTRAINT "attendance_enrolled_pkey" PRIMARY KEY ("tenant_id","school_id","grade","language_code")
);

-- CreateTable
CREATE TABLE "attendance_school_day" (
    "tenant_id" INTEGER NOT NULL,
    "school_id" TEXT COLLATE "C" NOT NULL,
    "date" DATE NOT NULL,
    "is_in_session" BOOLEAN NOT NULL,
    "file_name_id" INTEGER NOT NULL,
    "run_id" INTEGER NOT NULL,
    "first_received_at" TIMESTAMPTZ(3) NOT NULL,
    "last_received_at" TIMESTAMPTZ(3) NOT NULL,
    "file_count" INTEGER NOT NULL DEFAULT 1,
    "enrolled" INTEGER NOT NULL,
    "excused" INTEGER NOT NULL DEFAULT 0,
    "unexcused" INTEGER NOT NULL DEFAULT 0,
    "tardy" INTEGER NOT NULL DEFAULT 0,
    "present" INTEGER NOT NULL DEFAULT 0,
    "absent_percent" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "attendance_school_day_pkey" PRIMARY KEY ("tenant_id","school_id","date")
);

-- CreateTable
CREATE TABLE "attendance_day" (
    "tenant_id" INTEGER NOT NULL,
    "date" DATE NOT NULL,
    "schools_in_session" INTEGER NOT NULL DEFAULT 0,
    "schools_received" INTEGER NOT NULL DEFAULT 0,
    "enrolled" INTEGER NOT NULL DEFAULT 0,
    "excused" INTEGER NOT NULL DEFAULT 0,
    "unexcused" INTEGER NOT NULL DEFAULT 0,
    "tardy" INTEGER NOT NULL DEFAULT 0,
    "present" INTEGER NOT NULL DEFAULT 0,
    "absent_percent" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "attendance_day_pkey" PRIMARY KEY ("tenant_id","date")
);

-- CreateTable
CREATE TABLE "attendance_day_part" (
    "tenant_id" INTEGER NOT NULL,
    "part" "AttendancePart" NOT NULL,
    "date" DATE NOT NULL,
    "value" TEXT COLLATE "C" NOT NULL,
    "enrolled" INTEGER NOT NULL DEFAULT 0,
    "excused" INTEGER NOT NULL DEFAULT 0,
    "unexcused" INTEGER NOT NULL DEFAULT 0,
    "tardy" INTEGER NOT NULL DEFAULT 0,
    "present" INTEGER NOT NULL DEFAULT 0,
    "absent_percent" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "attendance_day_part_pkey" PRIMARY KEY ("tenant_id","part","date","value")
);

-- CreateTable
CREATE TABLE "attendance_school_year" (
    "tenant_id" INTEGER NOT NULL,
    "school_year" INTEGER NOT NULL,
    "school_id" TEXT COLLATE "C" NOT NULL,
    "students" INTEGER NOT NULL,
    "counted_days" INTEGER NOT NULL,
    "last_date" DATE,
    "too_few_days" INTEGER NOT NULL,
    "below_80" INTEGER NOT NULL,
    "from_80" INTEGER NOT NULL,
    "from_90" INTEGER NOT NULL,
    "from_95" INTEGER NOT NULL,
    "chronic" INTEGER NOT NULL,

    CONSTRAINT "attendance_school_year_pkey" PRIMARY KEY ("tenant_id","school_year","school_id")
);

-- CreateTable
CREATE TABLE "attendance_notice_list" (
    "tenant_id" INTEGER NOT NULL,
    "school_id" TEXT COLLATE "C" NOT NULL,
    "date" DATE NOT NULL,
    "state" "NoticeListState" NOT NULL,
    "run_id" INTEGER NOT NULL,
    "held_because" TEXT[],
    "facts" JSONB NOT NULL DEFAULT '{}',
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "held_at" TIMESTAMPTZ(3),
    "skipped_at" TIMESTAMPTZ(3),
    "released_at" TIMESTAMPTZ(3),
    "released_by_id" INTEGER,
    "released_because" TEXT[],
    "reason" TEXT,

    CONSTRAINT "attendance_notice_list_pkey" PRIMARY KEY ("tenant_id","date","school_id")
);

-- CreateTable
CREATE TABLE "attendance_notice" (
    "tenant_id" INTEGER NOT NULL,
    "date" DATE NOT NULL,
    "school_id" TEXT COLLATE "C" NOT NULL,
    "student_id" TEXT COLLATE "C" NOT NULL,
    "state" "NoticeState" NOT NULL,
    "category" "AttendanceCategory" NOT NULL,
    "percent_of_day" SMALLINT NOT NULL,
    "run_id" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "listed_at" TIMESTAMPTZ(3),
    "changed_at" TIMESTAMPTZ(3) NOT NULL,
    "retracted_at" TIMESTAMPTZ(3),

    CONSTRAINT "attendance_notice_pkey" PRIMARY KEY ("tenant_id","date","school_id","student_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "attendance_file_name_tenant_id_file_name_key" ON "attendance_file_name"("tenant_id", "file_name");

-- CreateIndex
CREATE UNIQUE INDEX "attendance_run_delivery_id_key" ON "attendance_run"("delivery_id");

-- CreateIndex
CREATE INDEX "attendance_run_tenant_id_received_at_idx" ON "attendance_run"("tenant_id", "received_at" DESC);

-- CreateIndex
CREATE INDEX "attendance_run_tenant_id_file_name_id_received_date_idx" ON "attendance_run"("tenant_id", "file_name_id", "received_date");

-- CreateIndex
CREATE INDEX "attendance_run_state_idx" ON "attendance_run"("state");

-- CreateIndex
CREATE INDEX "attendance_issue_run_id_code_line_idx" ON "attendance_issue"("run_id", "code", "line");

-- CreateIndex
CREATE INDEX "attendance_event_tenant_id_date_school_id_idx" ON "attendance_event"("tenant_id", "date", "school_id");

-- CreateIndex
CREATE INDEX "attendance_event_tenant_id_school_id_date_idx" ON "attendance_event"("tenant_id", "school_id", "date");

-- CreateIndex
CREATE INDEX "attendance_correction_tenant_id_student_id_date_idx" ON "attendance_correction"("tenant_id", "student_id", "date");

-- CreateIndex
CREATE INDEX "attendance_correction_tenant_id_school_id_date_idx" ON "attendance_correction"("tenant_id", "school_id", "date");

-- CreateIndex
CREATE INDEX "attendance_kept_row_tenant_id_because_category_key_idx" ON "attendance_kept_row"("tenant_id", "because", "category_key");

-- CreateIndex
CREATE INDEX "attendance_kept_row_tenant_id_file_name_id_date_idx" ON "attendance_kept_row"("tenant_id", "file_name_id", "date");

-- CreateIndex
CREATE INDEX "attendance_kept_row_expires_at_idx" ON "attendance_kept_row"("expires_at");

-- CreateIndex
CREATE INDEX "attendance_student_tenant_id_school_year_school_id_name_key_idx" ON "attendance_student"("tenant_id", "school_year", "school_id", "name_key", "student_id");

-- CreateIndex
CREATE INDEX "attendance_school_day_tenant_id_date_idx" ON "attendance_school_day"("tenant_id", "date");

-- CreateIndex
CREATE INDEX "attendance_notice_list_state_held_at_idx" ON "attendance_notice_list"("state", "held_at");

-- Below: what Prisma's schema language cannot say. The large tables go without a foreign key: it would be asked per row.

ALTER TABLE "attendance_setting" ADD CONSTRAINT "attendance_setting_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE;
ALTER TABLE "attendance_file_name" ADD CONSTRAINT "attendance_file_name_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE;
ALTER TABLE "attendance_run" ADD CONSTRAINT "attendance_run_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE;
ALTER TABLE "attendance_issue_group" ADD CONSTRAINT "attendance_issue_group_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE;
ALTER TABLE "attendance_correction" ADD CONSTRAINT "attendance_correction_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE;
ALTER TABLE "attendance_kept_row" ADD CONSTRAINT "attendance_kept_row_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE;
ALTER TABLE "attendance_category_mapping" ADD CONSTRAINT "attendance_category_mapping_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE;
ALTER TABLE "attendance_calendar_mark" ADD CONSTRAINT "attendance_calendar_mark_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE;
ALTER TABLE "attendance_enrolled" ADD CONSTRAINT "attendance_enrolled_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE;
ALTER TABLE "attendance_school_day" ADD CONSTRAINT "attendance_school_day_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE;
ALTER TABLE "attendance_day" ADD CONSTRAINT "attendance_day_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE;
ALTER TABLE "attendance_day_part" ADD CONSTRAINT "attendance_day_part_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE;
ALTER TABLE "attendance_school_year" ADD CONSTRAINT "attendance_school_year_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE;
ALTER TABLE "attendance_notice_list" ADD CONSTRAINT "attendance_notice_list_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE;
ALTER TABLE "attendance_notice" ADD CONSTRAINT "attendance_notice_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE;

-- Rows read are accounted for, exactly.
ALTER TABLE "attendance_run" ADD CONSTRAINT "attendance_run_rows_add_up" CHECK ("rows_read" = "rows_accepted" + "rows_rejected" + "rows_ignored");
ALTER TABLE "attendance_event" ADD CONSTRAINT "attendance_event_share_of_day" CHECK ("percent_of_day" BETWEEN 0 AND 100);

-- The day's lists are rewritten often and small: room on the page keeps updates in place.
ALTER TABLE "attendance_student" SET (fillfactor = 85);

-- Wake the worker when there is something to do.
CREATE TRIGGER "attendance_run_wakes_worker" AFTER INSERT OR UPDATE OF "state" ON "attendance_run" FOR EACH ROW EXECUTE FUNCTION "notify_connector_work"();
