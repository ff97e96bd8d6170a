-- The list of mails, newest first, of all districts.
CREATE INDEX "outbox_mail_created_at_id_idx" ON "outbox_mail"("created_at" DESC, "id" DESC);
