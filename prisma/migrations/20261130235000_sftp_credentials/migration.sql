-- What a client signs in with: a password that we made, or a public key that the district gave us. One table, so that what
-- asks "does anything work", "may this session go on", "when was it used" asks once. Every row of before is a password.
-- See docs/decisions/079-ssh-keys.md.
ALTER TABLE "sftp_password" RENAME TO "sftp_credential";
ALTER SEQUENCE "sftp_password_id_seq" RENAME TO "sftp_credential_id_seq";
ALTER TABLE "sftp_credential" RENAME CONSTRAINT "sftp_password_pkey" TO "sftp_credential_pkey";
ALTER TABLE "sftp_credential" RENAME CONSTRAINT "sftp_password_tenant_id_connection_id_fkey" TO "sftp_credential_tenant_id_connection_id_fkey";
ALTER INDEX "sftp_password_connection_id_idx" RENAME TO "sftp_credential_connection_id_idx";

CREATE TYPE "SftpCredentialKind" AS ENUM ('PASSWORD', 'PUBLIC_KEY');
ALTER TABLE "sftp_credential"
  ADD COLUMN "kind" "SftpCredentialKind" NOT NULL DEFAULT 'PASSWORD',
  ADD COLUMN "name" TEXT,
  ADD COLUMN "public_key" TEXT,
  ADD COLUMN "fingerprint" TEXT,
  ADD COLUMN "last_used_from" TEXT,
  ALTER COLUMN "hash" DROP NOT NULL;
ALTER TABLE "sftp_credential" ALTER COLUMN "kind" DROP DEFAULT;
ALTER TABLE "sftp_credential" ADD CONSTRAINT "sftp_credential_of_its_kind" CHECK (
  CASE "kind"
    WHEN 'PASSWORD' THEN num_nonnulls("hash") = 1 AND num_nonnulls("name", "public_key", "fingerprint") = 0
    ELSE num_nonnulls("hash") = 0 AND num_nonnulls("name", "public_key", "fingerprint") = 3
  END);
-- The same key twice says nothing; once revoked, it may be added again by somebody who means it.
CREATE UNIQUE INDEX "sftp_credential_one_of_a_key" ON "sftp_credential"("connection_id", "fingerprint") WHERE "revoked_at" IS NULL;
