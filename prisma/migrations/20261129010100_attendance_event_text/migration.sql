-- What the file said, beside whom it was found to mean: null where the file wrote the id itself, which needs no space.
-- Events written before cannot know it. They hold '' (a constant default, so that no row is written again).
ALTER TABLE "attendance_event"
  ADD COLUMN "student_text" TEXT COLLATE "C" DEFAULT '',
  ADD COLUMN "school_text" TEXT COLLATE "C" DEFAULT '';
ALTER TABLE "attendance_event"
  ALTER COLUMN "student_text" DROP DEFAULT,
  ALTER COLUMN "school_text" DROP DEFAULT;

-- Events from before staff changed the kind of id were read otherwise: their rows are looked up again.
ALTER TABLE "attendance_file_name" ADD COLUMN "student_ids_read_since" TIMESTAMPTZ(3);
