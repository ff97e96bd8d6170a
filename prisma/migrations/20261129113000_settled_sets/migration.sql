-- A set whose files are all here need not wait long once its sender has gone.
ALTER TABLE "connection" ADD COLUMN "settled_seconds" INTEGER NOT NULL DEFAULT 60;

-- Who is signed in at the SFTP server: refreshed every few seconds, ended when the client goes.
CREATE TABLE "sftp_session" (
  "tenant_id" INTEGER NOT NULL,
  "id" UUID NOT NULL,
  "connection_id" INTEGER NOT NULL,
  "seen_at" TIMESTAMPTZ(3) NOT NULL,
  "ended_at" TIMESTAMPTZ(3),
  CONSTRAINT "sftp_session_pkey" PRIMARY KEY ("tenant_id", "id"),
  CONSTRAINT "sftp_session_tenant_id_connection_id_fkey" FOREIGN KEY ("tenant_id", "connection_id")
    REFERENCES "connection" ("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "sftp_session_connection_id_seen_at_idx" ON "sftp_session" ("connection_id", "seen_at");
