-- From where an account may be used: addresses and ranges, as the district wrote them; empty lets in from anywhere.
ALTER TABLE "sftp_account" ADD COLUMN "allowed_addresses" TEXT[] NOT NULL DEFAULT '{}';
