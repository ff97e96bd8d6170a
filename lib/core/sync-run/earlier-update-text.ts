// An update from before the newest files goes its way while those are not checked or are of no use. Said beside them wherever
// somebody would else read that nothing changes.
import { formatInstant } from '../calendar/format-instant';

export interface EarlierUpdate {
  /** It passed its checks and waits to be applied. */
  ready: { applyAfter: Date | null } | null;
  isUnderReview: boolean;
  /** In a pause or a blackout nothing is applied automatically. */
  isPaused: boolean;
}

export function earlierUpdateText(
  { ready, isUnderReview, isPaused }: EarlierUpdate,
  { timeZone, now }: { timeZone: string; now: Date },
): string[] {
  const words = ready ? [whenApplied(ready, { isPaused, timeZone, now })] : [];
  if (!isUnderReview) return words;
  const decides = isPaused ? '' : '; TalkingPoints will decide on it';
  return [...words, `An earlier update is still under review${decides}.`];
}

function whenApplied(
  { applyAfter }: { applyAfter: Date | null },
  { isPaused, timeZone, now }: { isPaused: boolean; timeZone: string; now: Date },
): string {
  if (isPaused)
    return 'An earlier update passed its checks and is waiting. When the pause ends, it will be checked again.';
  return applyAfter && applyAfter > now
    ? `An earlier update passed its checks and will be applied on ${formatInstant(applyAfter, timeZone, now)}.`
    : 'An earlier update passed its checks and is being applied now.';
}
