-- What waits for a person in any district, counted with every page: each index holds only what waits.
CREATE INDEX "attendance_kept_row_unmapped_idx" ON "attendance_kept_row"("tenant_id", "category_key") WHERE "because" = 'UNMAPPED_CATEGORY';
CREATE INDEX "attendance_file_name_near_idx" ON "attendance_file_name"("tenant_id") WHERE "state" = 'NEAR';
CREATE INDEX "outbox_mail_failed_idx" ON "outbox_mail"("failed_at") WHERE "failed_at" IS NOT NULL;
