// What keeps a held update from expiring, said wherever somebody reads that one waits: only new roster files do, and time
// in a pause or a blackout does not count.
import { expiryDays } from './review-clock';

const DAYS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven'][expiryDays];

/** To the district. In a pause or a blackout nothing is expected of it, and nothing expires. */
export function keepAliveText({
  isPaused = false,
  isFirstRoster = false,
  isFetched = false,
  keptUntil = null,
}: {
  isPaused?: boolean;
  /** Sent by hand until an export is set up. */
  isFirstRoster?: boolean;
  isFetched?: boolean;
  /** Written out in the district's time, where they are known. */
  keptUntil?: { lastCame: string; ends: string } | null;
} = {}): string {
  if (isPaused) return 'Nothing for you to do now.';
  if (isFetched)
    return keptUntil
      ? `Keep nightly pulls on. The last roster was fetched on ${keptUntil.lastCame}. If none is fetched by ${keptUntil.ends}, this update expires and none of it is applied.`
      : `Keep nightly pulls on. If no new roster is fetched for ${DAYS} days, this update expires and none of it is applied.`;
  const next = isFirstRoster
    ? 'Send the files every day, ideally with a nightly export.'
    : 'Keep your nightly export running.';
  return keptUntil
    ? `${next} The last files arrived on ${keptUntil.lastCame}. If none arrive by ${keptUntil.ends}, this update expires and none of it is applied.`
    : `${next} If no new roster files arrive for ${DAYS} days, this update expires and none of it is applied.`;
}

/** To staff. */
export const EXPIRY_TEXT = `This update expires if no new roster files arrive for ${DAYS} days. Days in a pause or blackout do not count.`;
