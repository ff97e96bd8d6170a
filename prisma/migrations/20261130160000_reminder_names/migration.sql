-- What was recorded and sent keeps its meaning under the new names: whether a reminder is due is said by
-- circuit_break.reminded_at, which stays.
UPDATE "circuit_break_event" SET "kind" = 'STAFF_REMINDED' WHERE "kind" = 'NAGGED';
UPDATE "circuit_break_event" SET "kind" = 'DISTRICT_REMINDED' WHERE "kind" = 'REMINDED';
UPDATE "outbox_mail" SET "kind" = 'review-reminder' WHERE "kind" = 'review-nag';
