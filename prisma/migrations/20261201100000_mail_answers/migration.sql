-- What mail servers say of a mail: when it is handed over, and in reports that come back later.
CREATE TABLE "mail_answer" (
    "id" SERIAL NOT NULL,
    "mail_id" INTEGER NOT NULL,
    "source" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "smtp_code" INTEGER,
    "status_code" TEXT,
    "text" TEXT NOT NULL,
    "reported_by" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "fingerprint" TEXT NOT NULL,

    CONSTRAINT "mail_answer_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "mail_answer_source" CHECK ("source" IN ('HANDOVER', 'REPORT')),
    CONSTRAINT "mail_answer_outcome" CHECK ("outcome" IN ('FAILED', 'DELAYED', 'DELIVERED', 'RELAYED', 'EXPANDED')),
    CONSTRAINT "mail_answer_lengths" CHECK (char_length("text") <= 300 AND char_length("reported_by") <= 300 AND char_length("status_code") <= 9)
);
CREATE UNIQUE INDEX "mail_answer_mail_id_fingerprint_key" ON "mail_answer"("mail_id", "fingerprint");
ALTER TABLE "mail_answer" ADD CONSTRAINT "mail_answer_mail_id_fkey" FOREIGN KEY ("mail_id") REFERENCES "outbox_mail"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The newest mail of a person.
CREATE INDEX "outbox_mail_to_address_created_at_idx" ON "outbox_mail"("to_address", "created_at" DESC);
