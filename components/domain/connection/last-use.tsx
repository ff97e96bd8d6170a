import { TimeText } from '../time-text';

/** When a password or a key was last used, and from where. */
export function LastUse({
  of: { lastUsedAt, lastUsedFrom },
  timeZone,
  now,
}: {
  of: { lastUsedAt: Date | null; lastUsedFrom: string | null };
  timeZone: string;
  now: Date;
}) {
  return (
    <>
      <TimeText at={lastUsedAt} timeZone={timeZone} now={now} missing="not used yet" />
      {lastUsedAt && lastUsedFrom ? ` from ${lastUsedFrom}` : null}
    </>
  );
}
