import { TimeText } from '../time-text';

/** When a password was generated or a key added, and by whom where that is known. */
export function MadeBy({
  of: { createdAt, createdByName },
  timeZone,
  now,
}: {
  of: { createdAt: Date; createdByName: string | null };
  timeZone: string;
  now: Date;
}) {
  return (
    <>
      <TimeText at={createdAt} timeZone={timeZone} now={now} />
      {createdByName ? ` by ${createdByName}` : null}
    </>
  );
}
