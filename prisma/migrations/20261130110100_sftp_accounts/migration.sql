-- What only connections by SFTP have moves to a table of their own: see docs/decisions/062-kinds-of-connection.md.

CREATE TABLE "sftp_account" (
    "tenant_id" INTEGER NOT NULL,
    "connection_id" INTEGER NOT NULL,
    "user_name" TEXT NOT NULL,
    "quiet_seconds" INTEGER NOT NULL DEFAULT 600,
    "settled_seconds" INTEGER NOT NULL DEFAULT 60,
    "incomplete_after_seconds" INTEGER NOT NULL DEFAULT 21600,
    "manifest_required" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "sftp_account_pkey" PRIMARY KEY ("tenant_id","connection_id")
);

CREATE UNIQUE INDEX "sftp_account_user_name_key" ON "sftp_account"("user_name");

ALTER TABLE "sftp_account" ADD CONSTRAINT "sftp_account_tenant_id_connection_id_fkey" FOREIGN KEY ("tenant_id", "connection_id") REFERENCES "connection"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

INSERT INTO "sftp_account" ("tenant_id", "connection_id", "user_name", "quiet_seconds", "settled_seconds", "incomplete_after_seconds", "manifest_required")
SELECT "tenant_id", "id", "sftp_user_name", "quiet_seconds", "settled_seconds", "incomplete_after_seconds", "manifest_required" FROM "connection";

-- Passwords and sessions are the account's: a connection of another kind can have none.
ALTER TABLE "sftp_password" DROP CONSTRAINT "sftp_password_tenant_id_connection_id_fkey";
ALTER TABLE "sftp_password" ADD CONSTRAINT "sftp_password_tenant_id_connection_id_fkey" FOREIGN KEY ("tenant_id", "connection_id") REFERENCES "sftp_account"("tenant_id", "connection_id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "sftp_session" DROP CONSTRAINT "sftp_session_tenant_id_connection_id_fkey";
ALTER TABLE "sftp_session" ADD CONSTRAINT "sftp_session_tenant_id_connection_id_fkey" FOREIGN KEY ("tenant_id", "connection_id") REFERENCES "sftp_account"("tenant_id", "connection_id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "connection"
    DROP COLUMN "sftp_user_name",
    DROP COLUMN "quiet_seconds",
    DROP COLUMN "settled_seconds",
    DROP COLUMN "incomplete_after_seconds",
    DROP COLUMN "manifest_required";
