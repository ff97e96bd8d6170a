import { formatInstant } from '../calendar/format-instant';
import { EXPIRY_TEXT, keepAliveText } from '../review/keep-alive';

/** Of the open circuit break, by its newest version. */
export interface ReviewFacts {
  isFirstRoster: boolean;
  /** The run that was turned down with exactly these changes. */
  rejected: { runNumber: number; at: Date } | null;
  isAfterUndo: boolean;
  /** When the newest roster files came, and until when newer ones keep it alive. */
  keptUntil: { lastCameAt: Date; endsAt: Date } | null;
}

/** What an open review means to whoever reads it; undefined where the state's own words say it. */
export function underReviewText(facts: {
  isOnboarding: boolean;
  isStaff: boolean;
}): string | undefined {
  if (facts.isStaff) {
    return facts.isOnboarding
      ? `The first files have been checked. The roster goes live when someone approves it. ${EXPIRY_TEXT}`
      : `A circuit break stopped this update for review. Until someone decides, the live roster stays as it is. ${EXPIRY_TEXT}`;
  }
  return facts.isOnboarding
    ? `Your first files have been checked. Someone at TalkingPoints reviews every first roster before it goes live. ${keepAliveText({ isFirstRoster: true })}`
    : undefined;
}

/** Where it is not the size of the update: the same files again are held again, and somebody has to know it to mend them. */
export function whyHeld(
  review: Pick<ReviewFacts, 'rejected' | 'isAfterUndo'> | null,
  { isStaff, timeZone, now }: { isStaff: boolean; timeZone: string; now: Date },
): string[] {
  if (review?.rejected) {
    const { runNumber, at } = review.rejected;
    const when = formatInstant(at, timeZone, now);
    return [
      isStaff
        ? `These files contain the same changes that were rejected on ${when}. Run ${runNumber} says why. Every set will be held again until the export is corrected.`
        : `These files contain the same changes that we rejected on ${when}. Run ${runNumber} says why. Correct the export; until then, every set will be held again.`,
    ];
  }
  if (review?.isAfterUndo)
    return [
      isStaff
        ? 'These files are held because the update before them was undone.'
        : 'We are reviewing these files because the update before them was undone. If its files were wrong and these are the same, correct the export; until then, every set will be held again.',
    ];
  return [];
}
