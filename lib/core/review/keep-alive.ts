// What keeps a held update from expiring, said wherever somebody reads that one waits: only new roster files do, and time
// in a pause or a blackout does not count.
import { expiryDays } from './review-clock';

const DAYS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven'][expiryDays];

/** To the district. In a pause or a blackout nothing is expected of it, and nothing expires. */
export function keepAliveWords({ isStandstill = false } = {}): string {
  return isStandstill
    ? 'Nothing for you to do now.'
    : `Go on sending files as usual; there is nothing else for you to do now. If no new roster files arrive for ${DAYS} days, this update expires and nothing of it is applied.`;
}

/** To staff. */
export const EXPIRY_WORDS = `It expires once no new roster files have arrived for ${DAYS} days; pauses and blackouts do not count.`;
